"""Problems and requests: by the day they came in, while they are open, by the day of settling."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from jishi.base.clock import SHANGHAI
from jishi.cases.access import CASE_VIEW, CLUE_VIEW
from jishi.cases.kinds import kind_of
from jishi.cases.marks import ENDED, SATISFIED
from jishi.cases.models import Case, CaseRole
from jishi.cases.queries.within import NARROW
from jishi.cases.rules.rates import is_heard, is_to_respond
from jishi.cases.rules.timing import in_time
from jishi.figures.columns import FOREVER, Asked, Columns, columns, number_of
from jishi.figures.declared import Table
from jishi.figures.tables.cutting import Spell, by_owner, pieces

FOUR_ONES = "weak_organisation"
_FLOW = ("kind", "class", "source", "level", "door", "counted", "settled", "responded", "heard",
         "said_solved", "satisfied", "kept", "again", "age", "result", "mechanism", "advanced",
         "legacy")  # fmt: skip


def _common() -> QuerySet[Case]:
    """What is kept apart is not among them for anybody."""
    return Case.objects.exclude(kind__in=NARROW)


def _opened(asked: Asked) -> Columns:
    rows = _common().filter(asked.within(), asked.days("opened_on")).order_by("opened_on", "pk")
    return columns((_came(case) for case in rows), ("id", "org", "day", *_FLOW), {"day"})


def _came(case: Case) -> tuple[Any, ...]:
    counted = is_to_respond(case.state)
    heard = counted and is_heard(case.reached, case.solved)
    told = case.payload
    return (
        case.pk, case.org_id, case.opened_on, case.kind, case.class_code, case.source, case.level,
        case.door, counted, case.state == "struck_off", counted and _responded(case), heard,
        heard and bool(case.solved), heard and (case.satisfaction or 0) >= SATISFIED,
        case.looked, case.reopened > 0, str(told.get("age") or ""),
        str(told.get("result") or told.get("conclusion") or ""), bool(told.get("mechanism")),
        bool(told.get("advanced")), _number(told.get("legacy")),
    )  # fmt: skip


def _responded(case: Case) -> bool:
    at: datetime | None = case.responded_at
    if at is None:
        return False
    return in_time(at.astimezone(SHANGHAI), case.due_on, case.due_at)


def _number(value: object) -> int:
    return int(value) if isinstance(value, int | str) and str(value).isdigit() else 0


def _struck(asked: Asked) -> Columns:
    rows = _common().filter(asked.within(), asked.days("struck_on"), state="struck_off")
    found = rows.order_by("struck_on", "pk").values_list(
        "pk", "org_id", "struck_on", "kind", "class_code", "source", "level", "in_time", "opened_on"
    )
    made = (
        (*row[:7], bool(row[7]), (row[2] - row[8]).days) for row in found if row[2] is not None
    )  # fmt: skip
    names = ("id", "org", "day", "kind", "class", "source", "level", "in_time", "days")
    return columns(made, names, {"day"})


def _open(asked: Asked) -> Columns:
    """Until struck off, refused or merged; cut where one of the four ones comes or goes."""
    ended = Q(struck_on__gt=asked.first_day) | Q(state__in=ENDED, state_since__gt=asked.first_day)
    rows = _common().filter(asked.within(), opened_on__lte=asked.last_day)
    rows = rows.filter(~Q(state__in=ENDED) | ended).order_by("org", "pk")
    named = _roles()
    made = []
    for case in rows:
        due = number_of(case.due_at.astimezone(SHANGHAI).date() if case.due_at else case.due_on)
        answered = case.submitted_on if case.state in ("submitted", "struck_off") else None
        run = (number_of(case.opened_on), _until(case))
        if run[0] >= run[1]:
            continue
        for since, until, there in pieces(*run, named.get(case.pk, [])):
            made.append(
                (case.pk, case.org_id, since, until, case.kind, case.class_code, case.source,
                 case.level, due, number_of(answered), _staffed(case.kind, there))
            )  # fmt: skip
    names = ("id", "org", "since", "until", "kind", "class", "source", "level", "due", "answered",
             "staffed")  # fmt: skip
    return columns(made, names, ())


def _until(case: Case) -> int:
    if case.state not in ENDED:
        return FOREVER
    return number_of(case.struck_on or case.state_since)


def _roles() -> dict[int, list[Spell]]:
    rows = CaseRole.objects.filter(case__kind=FOUR_ONES).order_by("pk")
    return by_owner(
        (case, Spell(number_of(since), number_of(until, FOREVER), role))
        for case, role, since, until in rows.values_list("case_id", "role", "since", "until")
    )


def _staffed(kind: str, there: Collection[str]) -> bool:
    needed = [role.code for role in kind_of(kind).roles if role.needed]
    return bool(needed) and all(code in there for code in needed)


def _narrow(asked: Asked) -> Columns:
    rows = Case.objects.filter(asked.within("home"), asked.days("opened_on"), kind__in=NARROW)
    found = rows.order_by("opened_on", "pk").values_list(
        "pk", "home_id", "opened_on", "kind", "state"
    )
    made = ((*row[:4], row[4] == "struck_off", row[4] != "merged") for row in found)
    return columns(made, ("id", "org", "day", "kind", "settled", "counted"), {"day"})


def _titles(ids: Collection[int]) -> Mapping[int, str]:
    return {case.pk: str(case) for case in _common().filter(pk__in=ids)}


def _untold(ids: Collection[int]) -> Mapping[int, str]:
    """Nothing of the narrow store is listed outside it."""
    return {}


_FOLLOWS = ("case", "record.case", "record.caserole")
CASES = Table(
    code="cases", title="问题与诉求", source="R-HOT-01", load=_opened, follows=_FOLLOWS,
    counts="件", whose="责任单位", dated="登记日期", noun="case", labels=_titles, page="case",
    permission=CASE_VIEW, started=True,
)  # fmt: skip
STRUCK = Table(
    code="cases_struck", title="销号的问题与诉求", source="R-HOT-01", load=_struck,
    follows=_FOLLOWS, counts="件", whose="责任单位", dated="销号日期", noun="case", labels=_titles,
    page="case", permission=CASE_VIEW, started=True,
)  # fmt: skip
OPEN = Table(
    code="cases_open", title="未办结的问题与诉求", source="R-HOT-01", stock=True, load=_open,
    follows=_FOLLOWS, counts="件", whose="责任单位", dated="登记和销号日期", noun="case",
    labels=_titles, page="case", permission=CASE_VIEW,
)  # fmt: skip
CLUES = Table(
    code="clues", title="线索与谈话", source="R-DISP-18", load=_narrow, follows=_FOLLOWS,
    counts="件", whose="登记单位", dated="登记日期", noun="clue", labels=_untold,
    permission=CLUE_VIEW, started=True, counts_only=True,
)  # fmt: skip
