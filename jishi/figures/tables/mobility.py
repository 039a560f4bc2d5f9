"""Letters that move memberships, members away, members nobody can find, sanctions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from jishi.figures.columns import FOREVER, Asked, Columns, columns, number_of
from jishi.figures.declared import Table
from jishi.figures.tables.places import place_on, stands
from jishi.people.access import MOBILE_VIEW, SANCTION_VIEW, TRANSFER_VIEW
from jishi.people.models import LostSpell, MobileSpell, Sanction, TransferLetter


def _out(asked: Asked) -> Columns:
    rows = TransferLetter.objects.filter(asked.within("from_org"), asked.days("issued_on"))
    rows = rows.exclude(state="cancelled").filter(from_org__isnull=False)
    found = rows.order_by("issued_on", "pk").values_list(
        "pk", "from_org_id", "issued_on", "state", "distance"
    )
    return columns(found, ("id", "org", "day", "state", "distance"), {"day"})


def _in(asked: Asked) -> Columns:
    rows = TransferLetter.objects.filter(asked.within("to_branch"), asked.days("received_on"))
    rows = rows.filter(to_branch__isnull=False)
    found = rows.order_by("received_on", "pk").values_list(
        "pk", "to_branch_id", "received_on", "state", "distance"
    )
    return columns(found, ("id", "org", "day", "state", "distance"), {"day"})


def _letter_names(ids: Collection[int]) -> Mapping[int, str]:
    rows = TransferLetter.objects.filter(pk__in=ids).select_related("person")
    return {row.pk: f"{row.person.name} {row.code}" for row in rows}


def _away(asked: Asked) -> Columns:
    rows = MobileSpell.objects.filter(asked.lasting("left_on", "returned_on")).order_by("pk")
    found = list(
        rows.values_list("pk", "person_id", "host_org_id", "left_on", "returned_on", "kind")
    )
    stood = stands({row[1] for row in found if row[1]})
    made = []
    for pk, person, host, left, back, kind in found:
        org = host if person is None else place_on(stood.get(person, ()), number_of(left))
        made.append((pk, org or 0, person or 0, number_of(left), number_of(back, FOREVER), kind))
    names = ("id", "org", "person", "since", "until", "kind")
    return columns(_within(asked, made), names, ())


def _away_names(ids: Collection[int]) -> Mapping[int, str]:
    return {
        row.pk: row.who for row in MobileSpell.objects.filter(pk__in=ids).select_related("person")
    }


def _lost(asked: Asked) -> Columns:
    rows = LostSpell.objects.filter(asked.lasting("since", "found_on")).order_by("pk")
    found = rows.values_list("pk", "person_id", "since", "found_on")
    made = _placed(asked, found)
    return columns(made, ("id", "org", "person", "since", "until"), ())


def _lost_names(ids: Collection[int]) -> Mapping[int, str]:
    rows = LostSpell.objects.filter(pk__in=ids).values_list("pk", "person__name")
    return dict(rows)


def _sanctioned(asked: Asked) -> Columns:
    rows = Sanction.objects.filter(asked.days("since")).order_by("pk")
    found = rows.values_list("pk", "person_id", "since", "until", "kind")
    made = ((pk, org, person, since, kind) for pk, org, person, since, _, kind in
            _placed(asked, found))  # fmt: skip
    return columns(made, ("id", "org", "person", "day", "kind"), ())


def _sanction_names(ids: Collection[int]) -> Mapping[int, str]:
    rows = Sanction.objects.filter(pk__in=ids).select_related("person")
    return {row.pk: f"{row.person.name}{row.get_kind_display()}" for row in rows}


def _placed(asked: Asked, rows: Iterable[Any]) -> list[tuple[Any, ...]]:
    """(row, person, since, until, …) with the branch the person stood in that day."""
    found = list(rows)
    stood = stands({row[1] for row in found})
    made = []
    for pk, person, since, until, *rest in found:
        org = place_on(stood.get(person, ()), number_of(since))
        made.append((pk, org, person, number_of(since), _end(until), *rest))
    return _within(asked, made)


def _end(until: date | None) -> int:
    return number_of(until, FOREVER)


def _within(asked: Asked, made: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return [row for row in made if row[1] and (asked.orgs is None or row[1] in asked.orgs)]


LETTERS_OUT = Table(
    code="letters_out", title="转出的组织关系", source="R-REL-01", load=_out, whole=True,
    follows=("record.transferletter",), counts="份介绍信", whose="转出支部", dated="开具日期",
    noun="letter", labels=_letter_names, page="transfer", permission=TRANSFER_VIEW,
)  # fmt: skip
LETTERS_IN = Table(
    code="letters_in", title="转入的组织关系", source="R-REL-01", load=_in, whole=True,
    follows=("record.transferletter",), counts="份介绍信", whose="编入支部", dated="接收日期",
    noun="letter", labels=_letter_names, page="transfer", permission=TRANSFER_VIEW,
)  # fmt: skip
AWAY = Table(
    code="away", title="流动党员", source="R-REL-11", stock=True, load=_away, whole=True,
    follows=("record.mobilespell", "record.transferletter", "member"), counts="名流动党员",
    whose="外出党员的组织关系所在支部、流入党员参加活动的支部", dated="外出和返回日期",
    noun="mobile_spell", labels=_away_names, page="mobile-one", permission=MOBILE_VIEW,
)  # fmt: skip
LOST = Table(
    code="lost", title="失联党员", source="R-REL-17", stock=True, load=_lost, whole=True,
    follows=("record.lostspell", "member"), counts="名失联党员", whose="组织关系所在支部",
    dated="失联和找到日期", noun="lost_spell", labels=_lost_names, page="lost-one",
    permission=MOBILE_VIEW,
)  # fmt: skip
SANCTIONS = Table(
    code="sanctions", title="党纪处分", source="R-DISP-18", load=_sanctioned, whole=True,
    follows=("record.person", "member"), counts="人次处分", whose="处分时所在支部",
    dated="处分决定日期", noun="sanction", labels=_sanction_names, permission=SANCTION_VIEW,
)  # fmt: skip
