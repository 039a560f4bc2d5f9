"""Letters, absences and losses on the page of an organisation or a person, and their buttons."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse

from jishi.base.web.panels import Link, PageAction, Panel, Shown
from jishi.base.web.workbench import Entry, Number
from jishi.kernel.path import subtree_bounds
from jishi.people.access import MOBILE_EDIT, MOBILE_VIEW, TRANSFER_REQUEST, TRANSFER_VIEW
from jishi.people.kinds import COUNTED
from jishi.people.models import LostSpell, Person
from jishi.people.queries.mobility import count_away, losses, marks, spells
from jishi.people.queries.transfer import lateness, letters, of_person
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation

# --- a person -----------------------------------------------------------------------------------


def _letters_of(actor: Actor, person: Person) -> Shown | None:
    rows = of_person(actor, person)
    if not rows:
        return None
    return Shown(
        headers=("介绍信", "转出方", "接收方", "状态"),
        cells=[
            (
                Link(row.code or "待开具", reverse("transfer", args=[row.pk])),
                row.from_name, row.to_name, Link(*_toned(lateness(row, actor.today))),
            )
            for row in rows
        ],
    )  # fmt: skip


def _toned(words: tuple[str, str]) -> tuple[str, str, str]:
    return words[0], "", words[1]


def _away(actor: Actor, person: Person) -> Shown | None:
    rows = list(spells(actor).filter(person=person).order_by("-left_on", "-id")[:5])
    lost = list(losses(actor).filter(person=person).order_by("-since")[:3])
    entries = [
        Entry(
            f"{row.kind_label}：{row.where}", reverse("mobile-one", args=[row.pk]),
            marks(row, actor.today)[0][0], tone=marks(row, actor.today)[0][1],
        )
        for row in rows
    ] + [
        Entry(
            f"失联（{row.since} 起）", reverse("lost-one", args=[row.pk]),
            "已找到" if row.found_on else f"查找 {_tried(row)} 次",
            tone="grey" if row.found_on else "red",
        )
        for row in lost
    ]  # fmt: skip
    return Shown(rows=entries) if entries else None


def _tried(row: LostSpell) -> int:
    tried: int = getattr(row, "tried", 0)
    return tried


Panel("person", "组织关系介绍信", "mail-open", TRANSFER_VIEW, _letters_of, order=60)
Panel("person", "流动与失联", "luggage", MOBILE_VIEW, _away, order=65)


def _counted(person: Person) -> bool:
    return person.standing in COUNTED


PageAction(
    "person", "转出组织关系", lambda person: reverse("person-transfer", args=[person.pk]),
    "arrow-left-right", TRANSFER_REQUEST, when=_counted, order=60,
)  # fmt: skip
PageAction(
    "person", "登记外出", lambda person: reverse("person-leave", args=[person.pk]),
    "luggage", MOBILE_EDIT, when=_counted, order=65,
)  # fmt: skip
PageAction(
    "person", "登记失联", lambda person: reverse("person-lost", args=[person.pk]),
    "user-search", MOBILE_EDIT, when=_counted, order=70,
)  # fmt: skip


# --- an organisation ----------------------------------------------------------------------------


def _of_org(actor: Actor, org: Organisation) -> Shown | None:
    """Those on their way, those away and those with us; nothing to say, no panel."""
    low, high = subtree_bounds(org.path)
    below = Q(from_org__path__gte=low, from_org__path__lt=high)
    away, at = count_away(actor, org), f"{reverse('mobile')}?home={org.code}"
    late, quiet = away.should_transfer, away.silent
    numbers = [
        Number(
            "在途", letters(actor).filter(below, state="issued").count(),
            f"{reverse('transfers')}?from={org.code}&state=issued", "人", "仍计入转出方",
        ),
        Number("流出", away.away, at, "人"),
        Number("应转未转", late, f"{at}&show=transfer", "人", tone="amber" if late else ""),
        Number("联系逾期", quiet, f"{at}&show=silent", "人", tone="amber" if quiet else ""),
        Number("流入", away.guests, f"{reverse('mobile')}?host={org.code}", "人", "不计入人数"),
    ]  # fmt: skip
    return Shown(numbers=numbers) if any(number.value for number in numbers) else None


Panel("organisation", "组织关系与流动", "arrow-left-right", TRANSFER_VIEW, _of_org, order=45)
