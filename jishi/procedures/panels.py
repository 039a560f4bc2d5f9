"""What procedures add to the pages of a person and of an organisation."""

from __future__ import annotations

from django.urls import reverse

from jishi.base.web.panels import Link, PageAction, Panel, Shown
from jishi.base.web.workbench import Number
from jishi.people.models import Person
from jishi.procedures.access import PROCEDURE_EDIT, PROCEDURE_VIEW
from jishi.procedures.kinds import kind_of
from jishi.procedures.queries import counting
from jishi.procedures.queries import procedures as queries
from jishi.procedures.screens.common import address, kind_title, standing, step_text
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation

MOST = 6
DEVELOP = "develop_member"


def _of_person(actor: Actor, person: Person) -> Shown | None:
    rows = list(queries.of_person(actor, person).order_by("-opened_on", "-pk")[:MOST])
    if not rows:
        return None
    cells = []
    for row in rows:
        words, tone = standing(row, actor.today)
        cells.append(
            (
                Link(kind_title(row), address(row)), row.opened_on,
                step_text(row) or row.stage, Link(words, "", tone),
            )
        )  # fmt: skip
    return Shown(headers=("程序", "发起", "下一步", "期限"), cells=cells)


def _of_org(actor: Actor, org: Organisation) -> Shown | None:
    found = counting.at_org(actor, org)
    if not found.running:
        return None
    here = f"{reverse('procedure-clocks')}?org={org.code}"
    return Shown(
        numbers=[
            Number("正在办", found.running, here, "件"),
            Number("已超期", found.red, f"{here}&late=red", "件", tone="red" if found.red else ""),
        ],
        headers=("对象", "下一步", "期限"),
        cells=[
            (
                Link(row.title, address(row)), f"{kind_title(row)} {step_text(row)}",
                Link(*_badge(row, actor)),
            )
            for row in found.first
        ],
        more=here,
    )  # fmt: skip


def _badge(row: object, actor: Actor) -> tuple[str, str, str]:
    words, tone = standing(row, actor.today)  # type: ignore[arg-type]
    return words, "", tone


def _may_apply(person: Person) -> bool:
    kind = kind_of(DEVELOP)
    return person.standing in kind.starts and kind.opened_at(person.org.kind)


Panel("person", "程序", "list-ordered", PROCEDURE_VIEW, _of_person, order=35)
Panel("organisation", "正在办的程序", "list-ordered", PROCEDURE_VIEW, _of_org, order=44)
PageAction(
    "person", "登记入党申请",
    lambda person: f"{reverse('procedure-open', args=[DEVELOP])}?person={person.pk}",
    "user-plus", PROCEDURE_EDIT, when=_may_apply, order=30,
)  # fmt: skip
