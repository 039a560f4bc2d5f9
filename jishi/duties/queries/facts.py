"""The facts that duties follow from, for one organisation or all, in eight statements.

No actor asks: these are read to derive items, which are shown through their own `visible()`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from django.db.models import Q, QuerySet

from jishi.base.models import Installation, SettingValue
from jishi.duties.facts import FOREVER, Being, Facts, Holding, Span, merged
from jishi.duties.kinds import Duty, all_duties
from jishi.duties.kinds.duty import ELECTION
from jishi.duties.local import GRACE, THEME_DAY
from jishi.duties.models import DutyExcuse, DutyStart
from jishi.kernel.path import ids
from jishi.orgs.models import Term
from jishi.registers.queries.offices import offices
from jishi.tree.models import Organisation, OrganisationState

ONE_DAY = timedelta(days=1)
LEADERS = ("secretary", "deputy_secretary")
Numbers = Mapping[str, tuple[tuple[date, str], ...]]


@cache
def setting_codes() -> frozenset[str]:
    """Settings that an item's slots depend on."""
    chosen = {duty.chosen.code for duty in all_duties().values() if duty.chosen}
    return frozenset({GRACE.code, THEME_DAY.code, *chosen})


def starts() -> dict[int, date]:
    """Since when duties are looked after, by the organisation it is set at.

    Where nobody has set anything, it is the month in which this installation was made: what went
    before is nobody's omission. Zero stands for everywhere.
    """
    found: dict[int, date] = dict(DutyStart.objects.values_list("org_id", "starts_on"))
    if not found:
        made = Installation.objects.values_list("made_at", flat=True).first()
        if made is not None:
            found[0] = made.date().replace(day=1)
    return found


def start_of(line: Iterable[int], known: Mapping[int, date]) -> date | None:
    """The nearest start-up date on the way up."""
    for ident in reversed([0, *line]):
        if ident in known:
            return known[ident]
    return None


@dataclass(frozen=True)
class _Picked:
    """Rows of some organisations, or of all."""

    orgs: frozenset[int] | None

    def __call__(self, rows: QuerySet, field: str = "org_id") -> QuerySet:  # type: ignore[type-arg]
        return rows if self.orgs is None else rows.filter(**{f"{field}__in": self.orgs})


def load(
    org_ids: Collection[int] | None,
    known: Mapping[int, date] | None = None,
    wanted: Collection[Duty] | None = None,
) -> dict[int, Facts]:
    """By organisation; those that do not exist are left out.

    Of `wanted` duties only what they ask for is read: most acts touch a single one.
    """
    known = starts() if known is None else known
    about = list(all_duties().values()) if wanted is None else list(wanted)
    picked = _Picked(None if org_ids is None else frozenset(org_ids))
    lines = {
        pk: ids(path)
        for pk, path in picked(Organisation.objects.order_by(), "pk").values_list("pk", "path")
    }
    beings, groups = _beings(picked)
    posts = any(duty.needs in ("committee", "secretary") or duty.test for duty in about)
    committee, secretaries = _posts(picked) if posts else ({}, {})
    elected = any(ELECTION in duty.evidence for duty in about)
    terms = _terms(picked) if elected else {}
    excused: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for org, duty, slot in picked(
        DutyExcuse.objects.filter(withdrawn_on__isnull=True).order_by()
    ).values_list("org_id", "duty", "slot"):
        excused[org].add((duty, slot))
    local = _settings()
    shared: dict[tuple[int, ...], Numbers] = {}
    found = {}
    for org, line in lines.items():
        own = tuple(ident for ident in line if ident in local)
        if own not in shared:
            shared[own] = _numbers(own, local)
        found[org] = Facts(
            org, tuple(beings.get(org, ())), merged(committee.get(org, ())),
            {group: merged(spans) for group, spans in groups.get(org, {}).items()},
            tuple(secretaries.get(org, ())), tuple(sorted(terms.get(org, ()))),
            start_of(line, known), shared[own], frozenset(excused.get(org, ())), line,
        )  # fmt: skip
    return found


Groups = dict[int, dict[int, list[Span]]]


def _beings(picked: _Picked) -> tuple[dict[int, list[Being]], Groups]:
    """What organisations were when, and the groups that branches had."""
    rows = OrganisationState.objects.order_by("org_id", "since")
    if picked.orgs is not None:
        rows = rows.filter(Q(org_id__in=picked.orgs) | Q(parent_id__in=picked.orgs, kind="group"))
    states = list(rows.values_list("org_id", "since", "until", "kind", "sector", "parent_id"))
    begins = {(org, since) for org, since, *_ in states}
    beings: dict[int, list[Being]] = defaultdict(list)
    groups: Groups = defaultdict(lambda: defaultdict(list))
    for org, since, until, kind, sector, parent in states:
        if until is None:
            until = FOREVER
        elif (org, until) not in begins:
            until += ONE_DAY  # the day of closing still counts (R-LIFE-20)
        if picked.orgs is None or org in picked.orgs:
            beings[org].append(Being(Span(since, until), kind, sector))
        if kind == "group" and parent is not None:
            groups[parent][org].append(Span(since, until))
    return beings, groups


def _posts(picked: _Picked) -> tuple[dict[int, list[Span]], dict[int, list[Holding]]]:
    """When there was a committee, and who was secretary when."""
    committee: dict[int, list[Span]] = defaultdict(list)
    secretaries: dict[int, list[Holding]] = defaultdict(list)
    for org, kind, person, since, until in offices(picked.orgs):
        span = Span(since, until or FOREVER)
        if kind == "secretary":
            secretaries[org].append(Holding(span, person))
        elif kind not in LEADERS:
            committee[org].append(span)
    return committee, secretaries


def _terms(picked: _Picked) -> dict[int, list[tuple[date, date]]]:
    """From the day after one election to the day the term ends; never longer than it ran."""
    found: dict[int, list[tuple[date, date]]] = defaultdict(list)
    rows = picked(Term.objects.order_by())
    for org, elected, ends in rows.values_list("org_id", "elected_on", "ends_on"):
        found[org].append((elected + ONE_DAY, ends))
    return found


def _settings() -> dict[int, list[tuple[str, date, str | None]]]:
    """What organisations have set for themselves, by organisation; the earlier first."""
    found: dict[int, list[tuple[str, date, str | None]]] = defaultdict(list)
    rows = SettingValue.objects.filter(code__in=setting_codes()).order_by("since")
    for code, org, since, value in rows.values_list("code", "org_id", "since", "value"):
        raw = json.loads(value)
        found[org].append((code, since, None if raw is None else str(raw)))
    return found


def _numbers(
    line: tuple[int, ...], local: Mapping[int, list[tuple[str, date, str | None]]]
) -> Numbers:
    """The values that hold along a line from the root, by setting, from which day on."""
    by_code: dict[str, set[date]] = defaultdict(set)
    for ident in line:
        for code, since, _ in local[ident]:
            by_code[code].add(since)
    return {
        code: tuple(
            (day, value)
            for day in sorted(days)
            if (value := _value(code, day, line, local)) is not None
        )
        for code, days in by_code.items()
    }


def _value(
    code: str, on: date, line: tuple[int, ...],
    local: Mapping[int, list[tuple[str, date, str | None]]],
) -> str | None:  # fmt: skip
    """What the nearest organisation has set; where none has (any more), the default."""
    for ident in reversed(line):
        own: str | None = None
        for other, since, value in local[ident]:
            if other == code and since <= on:
                own = value
        if own is not None:
            return own
    return _defaults()[code]


@cache
def _defaults() -> dict[str, str]:
    chosen = [duty.chosen for duty in all_duties().values() if duty.chosen]
    return {
        GRACE.code: str(GRACE.default), THEME_DAY.code: THEME_DAY.default,
        **{each.code: each.default for each in chosen},
    }  # fmt: skip
