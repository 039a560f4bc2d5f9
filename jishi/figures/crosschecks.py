"""What has to come to the same in the yearly statistics, and what a difference is called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jishi.figures.measures import members, organisations
from jishi.people.kinds import CATEGORIES, OCCUPATIONS
from jishi.tree.kinds import ORG_KINDS, SECTORS


@dataclass(frozen=True)
class CrossCheck:
    """The parts of a whole; `rest` are those a part cannot be told of, and why."""

    title: str
    whole: str
    parts: tuple[str, ...]
    source: str
    rest: str = ""  # an indicator of those that are in no part
    reason: str = ""


_AGES = (*(each.code for each in members.AGES), "member.from_61")
CHECKS: Sequence[CrossCheck] = (
    CrossCheck("年龄", "member.all", _AGES, "R-STAT-02", "member.birthday_unknown",
               "出生日期不详"),
    CrossCheck("入党时间", "member.all", tuple(each.code for each in members.JOINED), "R-STAT-03",
               "", "入党日期不详"),
    CrossCheck("职业", "member.all", tuple(f"member.occupation_{code}" for code in OCCUPATIONS),
               "R-STAT-04", "", "职业没有登记"),
    CrossCheck("类别", "member.all", tuple(f"member.category_{code}" for code in CATEGORIES),
               "R-STAT-04", "", "类别没有登记"),
    CrossCheck("正式和预备", "member.all", ("member.full", "member.probationary"), "R-STAT-01",
               "", "党籍状态待核实"),
    CrossCheck("组织类别", "org.all",
               tuple(each.code for each, code in zip(organisations.BY_KIND, ORG_KINDS, strict=True)
                     if ORG_KINDS[code].is_level),
               "R-STAT-07", "", "类别没有登记"),
    CrossCheck("所在领域", "org.all", tuple(f"org.sector_{code}" for code in SECTORS),
               "R-STAT-07", "", "不计为一级组织的（如党小组）"),
)  # fmt: skip
