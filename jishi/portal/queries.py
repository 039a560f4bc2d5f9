"""What everybody may read, said field by field: nothing else of a case leaves this room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from jishi.base.clock import SHANGHAI
from jishi.cases.kinds import all_kinds
from jishi.cases.models import Case, CaseStep
from jishi.kernel.private import private_in
from jishi.tree.kinds import place_name
from jishi.tree.models import Organisation

PUBLIC_SECTORS = ("township", "street", "village", "community")
MOST = 20
STEPS = {
    "open": "收到",
    "assign": "已分给承办单位",
    "transfer": "已转给承办单位",
    "sign": "承办单位已签收",
    "submit": "已答复",
    "strike_off": "已办结",
    "refuse": "不予受理",
    "merge": "与同样的事并在一起办",
    "confirm": "您已确认",
    "dispute": "您说没有解决，已重新办理",
    "add": "您作了补充",
    "relapse": "已重新办理",
}


@dataclass(frozen=True)
class Answer:
    """A question and its answer as published: class, month, words written for the public."""

    label: str
    month: str
    place: str
    text: str
    question: str = ""


@dataclass(frozen=True)
class Wish:
    alias: str
    title: str
    place: str


@dataclass(frozen=True)
class Line:
    on: datetime
    text: str


@dataclass(frozen=True)
class Progress:
    """What a holder of the code sees of a case."""

    label: str
    kind: str
    klass: str
    state: str
    tone: str
    opened_on: date
    due_on: date | None
    unit: str
    published: str
    lines: list[Line]
    may_judge: bool
    may_add: bool
    judged: bool


def _town(org: Organisation) -> str:
    return place_name(org.short_name)


def answers(limit: int = MOST) -> list[Answer]:
    rows = (
        Case.objects.filter(state="struck_off", kind__in=_public())
        .exclude(published="")
        .select_related("home")
        .order_by("-struck_on", "-pk")[:limit]
    )
    return [
        Answer(
            row.of_kind.class_label(row.class_code), f"{row.struck_on:%Y年%m月}",
            _town(row.home), row.published, row.question,
        )
        for row in rows
        if not private_in(f"{row.question}{row.published}")
    ]  # fmt: skip


def wishes(limit: int = MOST) -> list[Wish]:
    """Waiting for somebody to take them: an alias, what it is, the township (R-HOT-14)."""
    rows = Case.objects.filter(kind="wish", state="assigned").select_related("home")
    return [
        Wish(str(row.payload.get("alias", "")), row.title, _town(row.home))
        for row in rows.order_by("-opened_on", "-pk")[:limit]
    ]


def _public() -> list[str]:
    return [code for code, kind in all_kinds().items() if kind.public]


def places() -> list[tuple[str, list[tuple[str, str]]]]:
    """Townships with their villages and communities, by public name."""
    rows = Organisation.objects.filter(closed_on__isnull=True, sector__in=PUBLIC_SECTORS).filter(
        Q(kind__in=("committee", "work_committee", "general_branch", "branch"))
    )
    found = list(rows.order_by("path").values_list("code", "short_name", "sector", "path", "kind"))
    groups: list[tuple[str, str, list[tuple[str, str]]]] = []
    for code, name, sector, path, kind in found:
        if sector in ("township", "street") and kind in ("committee", "work_committee"):
            town = place_name(name)
            groups.append((town, path, [(code, f"{town}（说不清哪个村、社区）")]))
        elif sector in ("village", "community"):
            home = next((g for g in reversed(groups) if path.startswith(g[1])), None)
            if home is not None:
                home[2].append((code, place_name(name)))
    return [(town, names) for town, _, names in groups]


def place_of(code: str) -> Organisation | None:
    rows = Organisation.objects.filter(closed_on__isnull=True, sector__in=PUBLIC_SECTORS)
    return rows.select_related("parent__parent").filter(code=code[:32].replace("\x00", "")).first()


def _line(step: CaseStep) -> Line:
    return Line(step.at.astimezone(SHANGHAI), STEPS.get(step.step, "办理中"))


def progress(case: Case) -> Progress:
    kind = case.of_kind
    steps = CaseStep.objects.filter(case=case, shown=True).order_by("-id")[:60]
    unit = case.org.short_name if case.state not in ("registered", "refused", "merged") else ""
    return Progress(
        label=case.label, kind=kind.title, klass=kind.class_label(case.class_code),
        state=case.state_label, tone=case.tone, opened_on=case.opened_on,
        due_on=case.due_on if case.is_open else None, unit=unit,
        published=case.published if case.state in ("submitted", "struck_off") else "",
        lines=[_line(each) for each in steps],
        may_judge=case.state in ("submitted", "struck_off") and case.confirmed is None,
        may_add=case.state in ("registered", "assigned", "working"),
        judged=case.confirmed is not None,
    )  # fmt: skip
