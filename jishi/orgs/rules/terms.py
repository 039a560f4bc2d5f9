"""Elections and terms of an organisation; the length and end of a term are `kernel.term`'s."""

from __future__ import annotations

from datetime import date

from jishi.kernel.declare import Example, rule
from jishi.kernel.term import Level, Term, term_years
from jishi.kernel.verdict import Verdict, advise, all_of, first_refusal, require
from jishi.tree.kinds import ORG_KINDS

LEVELS = {
    "committee": Level.COMMITTEE,
    "general_branch": Level.GENERAL_BRANCH,
    "branch": Level.BRANCH,
    "joint_branch": Level.BRANCH,
    "mobile_organisation": Level.BRANCH,
}
VILLAGE_OR_COMMUNITY = ("village", "community")


def years_of(kind: str, sector: str) -> int:
    """How long a term is, by kind and sector (R-ORG-25)."""
    return term_years(LEVELS[kind], village_or_community=sector in VILLAGE_OR_COMMUNITY)


@rule(
    title="有任期的组织",
    cites=("R-ORG-25", "R-ORG-10", "R-ORG-01"),
    source="《关于党的基层组织任期的意见》；支部工作条例（试行）第八条",
    examples=(
        Example({"kind": "branch"}, True, "党支部有任期"),
        Example({"kind": "committee"}, True, "基层党委有任期"),
        Example({"kind": "temporary_branch"}, "no_term", "临时党支部不换届"),
        Example({"kind": "group"}, "no_term", "党小组没有任期"),
        Example({"kind": "work_committee"}, "no_term", "党工委由上级派出，不选举产生"),
        Example({"kind": "local_committee"}, "no_term", "地方党委的换届不在基层任期里登记"),
    ),
)
def has_term(kind: str) -> Verdict:
    """Whether it is elected for a term that the grassroots rules speak of."""
    return require(kind in LEVELS, "no_term", f"{ORG_KINDS[kind].label}不登记任期", "R-ORG-25")


_RUNNING = Term(date(2023, 11, 20), 3)


@rule(
    title="登记换届",
    cites=("R-ORG-26", "R-ORG-27"),
    source="《关于党的基层组织任期的意见》；《中国共产党基层组织选举工作条例》第三条",
    examples=(
        Example(
            {
                "running": None,
                "elected_on": date(2026, 5, 1),
                "founded_on": date(2026, 4, 1),
                "today": date(2026, 5, 2),
                "document": "",
            },
            True,
            "第一次选举",
        ),
        Example(
            {
                "running": _RUNNING,
                "elected_on": date(2026, 11, 20),
                "founded_on": date(2012, 6, 1),
                "today": date(2026, 11, 20),
                "document": "",
            },
            (),
            "到期当日换届",
        ),
        Example(
            {
                "running": _RUNNING,
                "elected_on": date(2026, 5, 10),
                "founded_on": date(2012, 6, 1),
                "today": date(2026, 11, 20),
                "document": "青组〔2026〕9号",
            },
            (),
            "提前半年，经批准",
        ),
        Example(
            {
                "running": _RUNNING,
                "elected_on": date(2026, 5, 10),
                "founded_on": date(2012, 6, 1),
                "today": date(2026, 11, 20),
                "document": "",
            },
            "early_not_approved",
            "提前换届没有批复",
        ),
        Example(
            {
                "running": _RUNNING,
                "elected_on": date(2025, 11, 19),
                "founded_on": date(2012, 6, 1),
                "today": date(2026, 11, 20),
                "document": "青组〔2025〕9号",
            },
            "very_early",
            "提前一年多，提示但不阻止",
        ),
        Example(
            {
                "running": _RUNNING,
                "elected_on": date(2023, 11, 20),
                "founded_on": date(2012, 6, 1),
                "today": date(2026, 11, 20),
                "document": "青组〔2026〕9号",
            },
            "not_after_last",
            "不晚于本届的选举日",
        ),
        Example(
            {
                "running": None,
                "elected_on": date(2026, 11, 21),
                "founded_on": date(2012, 6, 1),
                "today": date(2026, 11, 20),
                "document": "",
            },
            "future",
            "明天的选举",
        ),
        Example(
            {
                "running": None,
                "elected_on": date(2012, 5, 31),
                "founded_on": date(2012, 6, 1),
                "today": date(2026, 11, 20),
                "document": "",
            },
            "before_founding",
            "成立之前",
        ),
    ),
)
def may_elect(
    running: Term | None, elected_on: date, founded_on: date, today: date, document: str
) -> Verdict:
    """A new term begins on the day of the election; an early one needs the superior's approval."""
    checks = first_refusal(
        require(elected_on <= today, "future", "选举日期不能晚于今天"),
        require(elected_on >= founded_on, "before_founding", "选举日期早于组织成立日期"),
    )
    if running is None or checks.refused:
        return checks
    early = elected_on < running.regular_end
    very_early = Term(elected_on, 1).regular_end < running.regular_end
    return first_refusal(
        require(
            elected_on > running.elected_on,
            "not_after_last",
            f"选举日期须晚于本届选举日期（{running.elected_on.isoformat()}）",
        ),
        all_of(
            require(
                bool(document.strip()) or not early,
                "early_not_approved",
                "提前换届须经上级党组织批准，请填批复文号",
                "R-ORG-27",
            ),
            advise(not very_early, "very_early", "提前换届一般不超过一年", "R-ORG-27"),
        ),
    )
