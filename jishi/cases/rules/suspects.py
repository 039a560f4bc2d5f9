"""Signs in the records that an organisation may be weak: hints only, the county decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jishi.kernel.deadline import add_years
from jishi.kernel.declare import Example, rule
from jishi.kernel.verdict import Verdict, all_of, require

FEWEST_HEARD = 5  # of fewer answers a share says nothing


@dataclass(frozen=True, kw_only=True)
class Signs:
    """What the records say of one organisation today."""

    today: date = date(2026, 11, 20)
    founded_on: date = date(2015, 1, 1)
    vacant_days: int = 0
    vacant_most: int = 90
    term_ends: date | None = None
    missed: int = 0  # duties of the last twelve months
    missed_most: int = 6
    late: int = 0  # cases past their limit now
    late_most: int = 3
    heard: int = 0  # residents called back in the last twelve months
    satisfied: int = 0
    satisfied_least: int = 60  # in a hundred
    is_village: bool = True
    members: int = 10
    last_joined: date | None = date(2026, 6, 1)
    has_venue: bool = True
    silent: int = 0  # disclosures of the last twelve months that are behind
    silent_most: int = 3


# Which sign points at which of the situations of a rectification.
CLASSES = {
    "vacant": "team", "term": "team", "missed": "idle", "recruits": "idle", "late": "service",
    "satisfaction": "service", "venue": "venue", "disclosure": "disclosure",
}  # fmt: skip


def _signs(**more: object) -> dict[str, object]:
    return {"signs": Signs(**more)}  # type: ignore[arg-type]


@rule(
    title="疑似软弱涣散的迹象",
    cites=("R-GOV-02", "R-GOV-03", "R-GOV-01", "R-GOV-45"),
    source="地方排查整顿标准样例",
    examples=(
        Example(_signs(), True, "没有迹象"),
        Example(_signs(vacant_days=90), True, "书记空缺正好九十天"),
        Example(_signs(vacant_days=91), "vacant", "书记空缺九十一天"),
        Example(_signs(term_ends=date(2026, 11, 19)), "term", "任期昨天届满"),
        Example(_signs(missed=5), True, "缺五次，不到六次"),
        Example(_signs(missed=6), "missed", "一年里缺六次"),
        Example(_signs(late=3), "late", "三件超期"),
        Example(_signs(heard=10, satisfied=5), "satisfaction", "十人中五人满意"),
        Example(_signs(heard=10, satisfied=6), True, "正好六成"),
        Example(_signs(heard=4, satisfied=0), True, "回访的人太少，不作数"),
        Example(_signs(last_joined=date(2024, 11, 20)), "recruits", "两年没有发展党员"),
        Example(_signs(last_joined=None, is_village=False), True, "机关不看这一条"),
        Example(_signs(has_venue=False), "venue", "没有活动场所"),
        Example(_signs(silent=2), True, "两项公开逾期，不到三项"),
        Example(_signs(silent=3), "disclosure", "三项公开逾期"),
    ),
)
def look_weak(signs: Signs) -> Verdict:
    """Whether nothing points at it. Signs stand alone; none lists an organisation by itself."""
    return all_of(_team(signs), _work(signs), _village(signs))


def _team(s: Signs) -> Verdict:
    ended = s.term_ends is not None and s.term_ends < s.today
    return all_of(
        require(s.vacant_days <= s.vacant_most, "vacant", f"书记空缺 {s.vacant_days} 天",
               "R-GOV-03"),
        require(not ended, "term", f"任期已于 {s.term_ends} 届满", "R-GOV-01"),
    )  # fmt: skip


def _work(s: Signs) -> Verdict:
    share = s.satisfied * 100 / s.heard if s.heard >= FEWEST_HEARD else None
    shown = f"群众满意率 {share:.1f}%（{s.satisfied}/{s.heard}）" if share is not None else ""
    return all_of(
        require(s.missed < s.missed_most, "missed", f"近一年缺 {s.missed} 项应办事项", "R-GOV-01"),
        require(s.late < s.late_most, "late", f"{s.late} 件问题和诉求超期", "R-GOV-01"),
        require(share is None or share >= s.satisfied_least, "satisfaction", shown, "R-GOV-03"),
    )


def _village(s: Signs) -> Verdict:
    if not s.is_village:
        return all_of()
    before = add_years(s.today, -2)
    recruited = s.last_joined is not None and s.last_joined > before
    return all_of(
        require(recruited or s.founded_on > before or not s.members, "recruits",
               "连续两年没有发展党员", "R-GOV-03"),
        require(s.has_venue, "venue", "没有活动场所", "R-GOV-45"),
        require(s.silent < s.silent_most, "disclosure", f"近一年 {s.silent} 项公开逾期",
               "R-GOV-01"),
    )  # fmt: skip
