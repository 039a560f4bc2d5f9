"""Procedures as they run, end and step by step; developing members by where they stand."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from jishi.figures.columns import FOREVER, Asked, Columns, columns, number_of
from jishi.figures.declared import Table
from jishi.procedures.access import PROCEDURE_VIEW
from jishi.procedures.models import Procedure, ProcedureStep
from jishi.procedures.queries.counting import DEVELOP

# What makes somebody what they are, in order: whoever reaches the next is no longer the one before.
STANDINGS = (("application", "applicant"), ("activist", "activist"), ("candidate", "candidate"))
_LAST = "approval"
_ON = ("done", "confirm")  # outcomes that go on


def _running(asked: Asked) -> Columns:
    rows = Procedure.objects.filter(asked.within(), asked.lasting("opened_on", "ended_on"))
    found = rows.order_by("org", "pk").values_list(
        "pk", "org_id", "opened_on", "ended_on", "kind", "red_after"
    )
    names = ("id", "org", "since", "until", "kind", "red")
    return columns(found, names, {"since", "until", "red"})


def _opened(asked: Asked) -> Columns:
    rows = Procedure.objects.filter(asked.within(), asked.days("opened_on"))
    found = rows.order_by("opened_on", "pk").values_list("pk", "org_id", "opened_on", "kind")
    return columns(found, ("id", "org", "day", "kind"), {"day"})


def _ended(asked: Asked) -> Columns:
    rows = Procedure.objects.filter(asked.within(), asked.days("ended_on"))
    found = rows.order_by("ended_on", "pk").values_list(
        "pk", "org_id", "ended_on", "kind", "state"
    )  # fmt: skip
    return columns(found, ("id", "org", "day", "kind", "state"), {"day"})


def _steps(asked: Asked) -> Columns:
    rows = ProcedureStep.objects.filter(asked.within(), asked.days("done_on"), stands=True)
    found = rows.order_by("done_on", "pk").values_list(
        "procedure_id", "org_id", "done_on", "procedure__kind", "code", "outcome"
    )
    made = ((*row[:5], row[5] in _ON, row[5]) for row in found)
    names = ("id", "org", "day", "kind", "step", "went_on", "outcome")
    return columns(made, names, {"day"})


def _standing(asked: Asked) -> Columns:
    """Where each of those being developed stood: from one decision until the next."""
    rows = Procedure.objects.filter(
        asked.within(), asked.lasting("opened_on", "ended_on"), kind=DEVELOP
    ).order_by("org", "pk")  # fmt: skip
    there = list(rows.values_list("pk", "org_id", "ended_on", "opening", "person__sex"))
    taken = _taken()
    made = []
    for pk, org, ended, opening, sex in there:
        days = taken.get(pk, {})
        end = min(number_of(ended, FOREVER), days.get(_LAST, FOREVER))
        for place, (step, standing) in enumerate(STANDINGS):
            since = days.get(step)
            nexts = [days[code] for code, _ in STANDINGS[place + 1 :] if code in days]
            until = min([end, *nexts])
            if since is not None and since < until:
                made.append((pk, org, since, until, standing, str(opening.get("source", "")), sex))
    return columns(made, ("id", "org", "since", "until", "standing", "source", "sex"), ())


def _taken() -> dict[int, dict[str, int]]:
    """By procedure, the day of each decision that stands."""
    wanted = [*(code for code, _ in STANDINGS), _LAST]
    rows = ProcedureStep.objects.filter(
        procedure__kind=DEVELOP, stands=True, code__in=wanted, outcome__in=_ON
    ).order_by("procedure", "number")  # fmt: skip
    found: dict[int, dict[str, int]] = {}
    for procedure, code, on in rows.values_list("procedure_id", "code", "done_on"):
        found.setdefault(procedure, {})[code] = number_of(on)
    return found


def _titles(ids: Collection[int]) -> Mapping[int, str]:
    return dict(Procedure.objects.filter(pk__in=ids).values_list("pk", "title"))


_FOLLOWS = ("procedure", "record.procedure", "organisation")
PROCEDURES = Table(
    code="procedures", title="办理中的程序", source="R-DEV-41", stock=True, load=_running,
    follows=_FOLLOWS, counts="件程序", whose="现在办理的党组织", dated="发起和结束日期",
    noun="procedure", labels=_titles, page="procedure", permission=PROCEDURE_VIEW,
)  # fmt: skip
BEGUN = Table(
    code="procedures_opened", title="发起的程序", source="R-DEV-41", load=_opened,
    follows=_FOLLOWS, counts="件程序", whose="现在办理的党组织", dated="发起日期",
    noun="procedure", labels=_titles, page="procedure", permission=PROCEDURE_VIEW, started=True,
)  # fmt: skip
ENDED = Table(
    code="procedures_ended", title="结束的程序", source="R-DEV-41", load=_ended,
    follows=_FOLLOWS, counts="件程序", whose="办理的党组织", dated="结束日期", noun="procedure",
    labels=_titles, page="procedure", permission=PROCEDURE_VIEW, started=True,
)  # fmt: skip
STEPS = Table(
    code="procedure_steps", title="程序的步骤", source="R-DEV-41", load=_steps, follows=_FOLLOWS,
    counts="个步骤", whose="办理该步骤的党组织", dated="办理日期", noun="procedure", labels=_titles,
    page="procedure", permission=PROCEDURE_VIEW, started=True,
)  # fmt: skip
DEVELOPING = Table(
    code="developing", title="正在发展的对象", source="R-DEV-41", stock=True, load=_standing,
    follows=_FOLLOWS, counts="名培养发展对象", whose="现在办理的党组织", dated="各步骤的日期",
    noun="procedure", labels=_titles, page="procedure", permission=PROCEDURE_VIEW,
)  # fmt: skip
