"""Whether a venue is large enough, carries no more signs than it may, and has its rooms."""

from __future__ import annotations

from jishi.kernel.declare import Example, rule
from jishi.kernel.verdict import OK, Verdict, refuse, require, warn

VILLAGE_AREA, PER_HUNDRED, SIGNS = 200, 30, 3


@rule(
    title="社区综合服务设施面积够不够",
    cites=("R-GOV-12",),
    source="社区服务体系建设规划；数值为默认值",
    examples=(
        Example({"area": 600, "households": 2000}, True, "2000 户需 600 ㎡"),
        Example({"area": 599, "households": 2000}, "area_short", "差 1 ㎡"),
        Example({"area": 599, "households": None}, "households_unknown", "没有户数，不下结论"),
    ),
)
def community_area_enough(
    area: int, households: int | None, per_hundred: int = PER_HUNDRED
) -> Verdict:
    if households is None:
        return warn("households_unknown", "没有登记服务户数，面积够不够算不出来", "R-GOV-12")
    wanted = -(-households * per_hundred // 100)
    text = f"{households} 户至少要 {wanted} ㎡，现有 {area} ㎡"
    return require(area >= wanted, "area_short", text, "R-GOV-12")


@rule(
    title="村级组织活动场所面积够不够",
    cites=("R-GOV-01", "R-GOV-45"),
    source="地方活动场所建设标准；数值为默认值",
    examples=(
        Example({"area": 200}, True, "正好"),
        Example({"area": 180}, "area_short", "不足"),
        Example({"area": 0}, "no_venue", "没有场所属整顿情形的提示"),
    ),
)
def village_area_enough(area: int, least: int = VILLAGE_AREA) -> Verdict:
    if area <= 0:
        return refuse("no_venue", "没有活动场所，属于应列入整顿排查的情形", "R-GOV-45")
    return require(area >= least, "area_short", f"至少要 {least} ㎡，现有 {area} ㎡", "R-GOV-45")


@rule(
    title="对外牌子多不多",
    cites=("R-GOV-14",),
    source="地方村（社区）挂牌规定；数值为默认值",
    examples=(
        Example({"signs": 3}, True, "党组织、居委会、服务站三块"),
        Example({"signs": 5}, "signs_many", "多出两块"),
    ),
)
def signs_few_enough(signs: int, most: int = SIGNS) -> Verdict:
    text = f"对外挂了 {signs} 块牌子，原则上不超过 {most} 块"
    return require(signs <= most, "signs_many", text, "R-GOV-14")


def area_enough(
    kind: str, area: int, households: int | None, village: int, hundred: int
) -> Verdict:
    """By the kind of venue; others have no norm."""
    if kind == "village_venue":
        return village_area_enough(area, village)
    if kind == "community_venue":
        return community_area_enough(area, households, hundred)
    return OK
