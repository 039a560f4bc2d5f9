"""What the screens of procedures share: addresses, tones, days in words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse

from jishi.base.web.forms import FormScreen
from jishi.procedures.access import PROCEDURE_EDIT
from jishi.procedures.kinds import all_kinds, kind_of
from jishi.procedures.kinds.kind import Step
from jishi.procedures.models import Procedure
from jishi.procedures.queries import procedures as queries
from jishi.procedures.rules.weighing import SOON
from jishi.tree.actor import Actor

HOME = [("程序", "/procedures/")]
LATE = (
    ("red", "已超期"),
    ("amber", "临近或偏晚"),
    ("ready", "现在可办"),
    ("waiting", "还没有到时候"),
)


def address(procedure: Procedure) -> str:
    return reverse("procedure", args=[procedure.pk])


def kind_title(procedure: Procedure) -> str:
    return kind_of(procedure.kind).title


def next_step(procedure: Procedure) -> Step | None:
    if not procedure.step:
        return None
    return kind_of(procedure.kind).edition(procedure.edition).step(procedure.step)


def step_text(procedure: Procedure) -> str:
    """3/25 推荐和确定入党积极分子."""
    if not procedure.step:
        return ""
    edition = kind_of(procedure.kind).edition(procedure.edition)
    at = edition.place(procedure.step)
    return f"{at + 1}/{len(edition.steps)} {edition.steps[at].title}"


def needed(procedure: Procedure) -> str:
    """What the next step still needs, by its declaration."""
    step = next_step(procedure)
    if step is None:
        return ""
    found = [step.meeting.label] if step.meeting else []
    if step.document:
        found.append(f"{step.document}文号")
    found += [one.label for one in step.fields if one.needed and not one.of_outcomes]
    if step.by != "branch":
        found.insert(0, "由上级党委办" if step.by == "superior" else "由组织部门办")
    return "、".join(found[:4])


def standing(procedure: Procedure, today: date) -> tuple[str, str]:
    """(words, tone) of the clock."""
    if procedure.state != "running":
        return procedure.state_label, ""
    if procedure.red_after and today > procedure.red_after:
        return f"超期 {(today - procedure.red_after).days} 天", "red"
    if procedure.latest_on and today > procedure.latest_on:
        return f"偏晚 {(today - procedure.latest_on).days} 天", "amber"
    if procedure.latest_on and today + timedelta(days=SOON) >= procedure.latest_on:
        return f"还有 {(procedure.latest_on - today).days} 天", "amber"
    if procedure.earliest_on and today < procedure.earliest_on:
        return f"{procedure.earliest_on} 起", "grey"
    return "可以办", "green"


def late_condition(actor: Actor, which: str) -> Q:
    """The same as `standing`, for the database."""
    today = actor.today
    red = Q(red_after__lt=today)
    amber = Q(latest_on__lte=today + timedelta(days=SOON)) & ~red
    waiting = Q(earliest_on__gt=today) & ~red & ~amber
    return Q(state="running") & {
        "red": red, "amber": amber, "waiting": waiting, "ready": ~red & ~amber & ~waiting,
    }[which]  # fmt: skip


def kind_choices() -> tuple[tuple[str, str], ...]:
    return tuple((code, kind.title) for code, kind in all_kinds().items())


class OfProcedure(FormScreen):
    """A form about one procedure."""

    permission = PROCEDURE_EDIT

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.procedure = queries.procedure(actor, kwargs["pk"], self.permission)

    def target(self) -> Any:
        return self.procedure

    def crumbs(self) -> list[tuple[str, str]]:
        return [*HOME, (self.procedure.title, address(self.procedure))]

    def page_title(self) -> str:
        return f"{self.title}：{self.procedure.title}"
