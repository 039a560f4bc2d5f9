"""Terms of office of Party organisations: how long, until when, when to remind.

Start at `Term`, made from an election day, and at the rules `term_in_order` and `may_extend_term`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from jishi.kernel.deadline import add_months, add_years
from jishi.kernel.declare import Example, rule
from jishi.kernel.verdict import Verdict, all_of, first_refusal, refuse, require, warn

REMINDER_MONTHS = 6
"""How long before the end the superior organisation reminds (R-ORG-28)."""

LONGEST_EXTENSION_YEARS = 1
"""R-ORG-27."""


class Level(StrEnum):
    """The three organisations that have a term; groups and temporary branches have none."""

    COMMITTEE = "committee"
    GENERAL_BRANCH = "general_branch"
    BRANCH = "branch"

    @property
    def label(self) -> str:
        return {"committee": "基层党委", "general_branch": "党总支", "branch": "党支部"}[self.value]


def term_years(level: Level, *, village_or_community: bool) -> int:
    """Five years for base committees and for everything in villages and communities, else three.

    R-ORG-25: the sector makes no other difference; a committee of an office or a company has five.
    """
    return 5 if village_or_community or level is Level.COMMITTEE else 3


class TermState(StrEnum):
    RUNNING = "running"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"

    @property
    def label(self) -> str:
        return {"running": "任期内", "due_soon": "即将届满", "overdue": "超期未换届"}[self.value]


@dataclass(frozen=True, slots=True)
class Term:
    """One term, from the election on; an approved extension replaces its end (R-ORG-29)."""

    elected_on: date
    years: int
    extended_to: date | None = None

    @property
    def regular_end(self) -> date:
        """The election day, so many years on (R-ORG-26)."""
        return add_years(self.elected_on, self.years)

    @property
    def end(self) -> date:
        return self.extended_to or self.regular_end

    @property
    def remind_on(self) -> date:
        return self.reminded_from(REMINDER_MONTHS)

    def reminded_from(self, months: int) -> date:
        """From which day the superior reminds, where an office has set another time."""
        return add_months(self.end, -months)

    def state(self, on: date, months: int = REMINDER_MONTHS) -> TermState:
        """The last day still belongs to the term; the day after it is overdue (R-ORG-29)."""
        if on > self.end:
            return TermState.OVERDUE
        soon = on >= self.reminded_from(months)
        return TermState.DUE_SOON if soon else TermState.RUNNING


def last_end_reminded(on: date, months: int) -> date:
    """The last end of a term that a reminder so many months ahead has reached by that day.

    The inverse of `reminded_from`: on the last day of a month, ends up to the last day of theirs.
    """
    if (on + timedelta(days=1)).month != on.month:
        first_after = add_months(on.replace(day=1), months + 1)
        return first_after - timedelta(days=1)
    return add_months(on, months)


_BRANCH = Term(date(2023, 11, 20), 3)


@rule(
    title="任期在期内",
    cites=("R-ORG-25", "R-ORG-26", "R-ORG-28", "R-ORG-29"),
    source="《关于党的基层组织任期的意见》；《中国共产党支部工作条例（试行）》",
    examples=(
        Example({"term": _BRANCH, "on": date(2026, 5, 19)}, (), "提醒日前一天"),
        Example({"term": _BRANCH, "on": date(2026, 5, 20)}, "term_due_soon", "到期前六个月当日"),
        Example({"term": _BRANCH, "on": date(2026, 11, 20)}, "term_due_soon", "到期当日仍在期内"),
        Example({"term": _BRANCH, "on": date(2026, 11, 21)}, "term_overdue", "到期次日即超期"),
        Example(
            {"term": Term(date(2023, 11, 20), 3, date(2027, 5, 20)), "on": date(2026, 11, 21)},
            "term_due_soon",
            "经批准延期的以新到期日计",
        ),
    ),
)
def term_in_order(term: Term, on: date) -> Verdict:
    """A warning in the last six months, a refusal once the term is over."""
    match term.state(on):
        case TermState.OVERDUE:
            return refuse("term_overdue", f"任期已于{term.end}届满，超期未换届", "R-ORG-29")
        case TermState.DUE_SOON:
            return warn("term_due_soon", f"任期将于{term.end}届满，应着手换届", "R-ORG-28")
        case TermState.RUNNING:
            return Verdict()


@rule(
    title="可以延期换届",
    cites=("R-ORG-27",),
    source="《关于党的基层组织任期的意见》；《中国共产党基层组织选举工作条例》",
    examples=(
        Example(
            {"term": _BRANCH, "until": date(2027, 11, 20), "approved": True}, True, "正好延期一年"
        ),
        Example(
            {"term": _BRANCH, "until": date(2027, 11, 21), "approved": True},
            "extension_too_long",
            "超过一年一天",
        ),
        Example(
            {"term": _BRANCH, "until": date(2027, 12, 20), "approved": True},
            "extension_too_long",
            "申请延期十三个月",
        ),
        Example(
            {"term": _BRANCH, "until": date(2027, 5, 20), "approved": False},
            "extension_not_approved",
            "没有上级批准",
        ),
        Example(
            {"term": _BRANCH, "until": date(2026, 11, 20), "approved": True},
            "extension_not_later",
            "没有晚于原到期日",
        ),
        Example(
            {
                "term": Term(date(2023, 11, 20), 3, date(2027, 5, 20)),
                "until": date(2028, 5, 20),
                "approved": True,
            },
            "extension_too_long",
            "一年从原到期日算，不从上一次延期算",
        ),
    ),
)
def may_extend_term(term: Term, until: date, approved: bool) -> Verdict:
    """Approved by the superior organisation, later than the end, at most a year after it."""
    latest = add_years(term.regular_end, LONGEST_EXTENSION_YEARS)
    return first_refusal(
        require(until > term.end, "extension_not_later", "延期后的日期应晚于原到期日", "R-ORG-27"),
        all_of(
            require(until <= latest, "extension_too_long", f"延期最迟至{latest}", "R-ORG-27"),
            require(approved, "extension_not_approved", "延期换届须经上级党组织批准", "R-ORG-27"),
        ),
    )
