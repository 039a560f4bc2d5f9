"""What a member pays a month: the whole base times one rate, rounded as the place rounds.

Start at `reckon`. Rates are per ten thousand, so that every product is exact; only the last step
rounds, and it rounds integers.
"""

from __future__ import annotations

from dataclasses import dataclass

from jishi.funds.kinds import GROUPS
from jishi.kernel.declare import Example, rule
from jishi.kernel.money import FEN, yuan
from jishi.kernel.verdict import Verdict, all_of, first_refusal, require, warn

WHOLE = 10_000  # rates are so many parts of this
CAP = 1000 * FEN  # R-FEE-12
FIXED = 20  # R-FEE-05
FARMER_LOW, FARMER_HIGH = 20, 100  # R-FEE-04

# Up to this base (included; None: any) the whole base pays this rate (R-FEE-01, R-FEE-02).
Bracket = tuple[int | None, int]
SCALES: dict[str, tuple[Bracket, ...]] = {
    "salary": ((3000 * FEN, 50), (5000 * FEN, 100), (10_000 * FEN, 150), (None, 200)),
    "retired": ((5000 * FEN, 50), (None, 100)),
}
STEPS = {"fen": 1, "jiao": 10, "yuan": FEN}


@dataclass(frozen=True, slots=True)
class Rounding:
    """To which unit and how (R-FEE-21)."""

    to: str = "fen"
    how: str = "half_up"

    def of(self, parts: int) -> int:
        """Fen from ten-thousandths of a fen."""
        step = STEPS[self.to] * WHOLE
        up = {"half_up": step // 2, "up": step - 1, "down": 0}[self.how]
        return (parts + up) // step * STEPS[self.to]


PLAIN = Rounding()


@dataclass(frozen=True, slots=True)
class Reckoned:
    """An amount and how it came about."""

    rate: int  # per ten thousand; 0 for a fixed amount
    computed: int
    proposed: int
    why: str


def rate_of(scale: str, base: int) -> int:
    """The one rate for the whole base."""
    return next(rate for top, rate in SCALES[scale] if top is None or base <= top)


def percent(rate: int) -> str:
    """50 → 0.5%"""
    whole, rest = divmod(rate, 100)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".") + "%"


def bracket_text(scale: str, rate: int) -> str:
    """超过 3000 元、不超过 5000 元"""
    low = 0
    for top, each in SCALES[scale]:
        if each == rate:
            over = f"超过 {low // FEN} 元" if low else ""
            upto = f"不超过 {top // FEN} 元" if top is not None else ""
            return "、".join(filter(None, (over, upto)))
        low = top or 0
    raise ValueError(rate)


def reckon(group: str, base: int | None, rounding: Rounding = PLAIN, farmer: int = 50) -> Reckoned:
    """The monthly amount of a member of this group with this base (R-FEE-01 to R-FEE-07)."""
    kind = GROUPS[group]
    if kind.scale == "fixed":
        return Reckoned(0, FIXED, FIXED, f"{kind.label}党员每月 {yuan(FIXED)} 元（R-FEE-05）")
    if kind.scale == "farmer":
        return Reckoned(0, farmer, farmer, f"农民党员每月 {yuan(farmer)} 元（R-FEE-04）")
    if base is None:
        raise ValueError(f"{group} has a base")
    rate = rate_of(kind.scale, base)
    computed = rounding.of(base * rate)
    clause = "R-FEE-01" if kind.scale == "salary" else "R-FEE-02"
    why = (
        f"基数 {yuan(base)} 元，{bracket_text(kind.scale, rate)}，全额按 {percent(rate)}："
        f"{yuan(computed)} 元（{clause}）"
    )
    if computed > CAP:
        why += f"；一般不超过 {yuan(CAP)} 元，建议核定 {yuan(CAP)} 元，自愿可多交（R-FEE-12）"
    return Reckoned(rate, computed, min(computed, CAP), why)


def _given(group: str, base: int | None, monthly: int, **more: object) -> dict[str, object]:
    return {"group": group, "base": base, "monthly": monthly, **more}


def _vector(base: int, monthly: int, group: str = "official") -> Example:
    return Example(_given(group, base, monthly), (), f"{yuan(base)} 元交 {yuan(monthly)} 元")


@rule(
    title="月交额合规",
    cites=(
        "R-FEE-01", "R-FEE-02", "R-FEE-03", "R-FEE-04", "R-FEE-05", "R-FEE-06", "R-FEE-07",
        "R-FEE-12", "R-FEE-21",
    ),
    source="《关于中国共产党党费收缴、使用和管理的规定》第二条至第六条",
    examples=(
        _vector(300_000, 1500),
        _vector(300_001, 3000),
        _vector(500_000, 5000),
        _vector(500_001, 7500),
        _vector(600_000, 9000),
        _vector(1_000_000, 15_000),
        _vector(1_000_100, 20_002),
        _vector(500_000, 2500, "retired"),
        _vector(500_100, 5001, "retired"),
        _vector(800_000, 12_000, "self_employed"),
        _vector(4_000_000, 80_000, "yearly_pay"),
        Example(_given("official", 600_000, 8999), "too_little", "少一分也不行：全额不分段"),
        Example(_given("official", 600_000, 5000), "too_little", "分段计算是错的"),
        Example(_given("official", 6_000_000, 100_000), (), "计算 1200 元，核定封顶 1000 元"),
        Example(_given("official", 6_000_000, 120_000), "more", "自愿多交"),
        Example(_given("official", None, 5000), "no_base", "按工资交的须有基数"),
        Example(_given("farmer", None, 50), (), "农民党员，省定五角"),
        Example(_given("farmer", None, 120), "farmer_range", "农民党员 1.2 元超出范围"),
        Example(_given("student", None, 20), (), "学生党员二角"),
        Example(_given("laid_off", None, 20), (), "下岗失业党员二角"),
        Example(_given("on_relief", None, 20), (), "依靠抚恤救济生活的党员二角"),
        Example(_given("low_income", None, 20), (), "领取低保的党员二角"),
        Example(_given("low_income", None, 19), "too_little", "低保党员少于二角"),
        Example(
            _given("official", 610_010, 9200, rounding=Rounding("yuan", "up")), (),
            "取整到元，只入不舍",
        ),
        Example(
            _given("official", 610_010, 9150, rounding=Rounding("yuan", "up")), "too_little",
            "取整到元后不能再按分交",
        ),
    ),
)  # fmt: skip
def amount_in_order(
    group: str, base: int | None, monthly: int, rounding: Rounding = PLAIN, farmer: int = 50
) -> Verdict:
    """At least what the scale gives, at most the cap as a duty; more is the member's own will."""
    kind = GROUPS[group]
    if kind.has_base and base is None:
        return require(False, "no_base", "请填写计算基数", "R-FEE-08")
    if kind.scale == "farmer" and not FARMER_LOW <= monthly <= FARMER_HIGH:
        return require(False, "farmer_range", "农民党员每月交纳 0.20 至 1.00 元", "R-FEE-04")
    due = reckon(group, base, rounding, farmer)
    more = f"核定 {yuan(monthly)} 元，高于应交的 {yuan(due.proposed)} 元，须出于党员自愿"
    return first_refusal(
        require(
            monthly >= due.proposed, "too_little", f"少于应交的 {yuan(due.proposed)} 元：{due.why}"
        ),
        lambda: warn("more", more, "R-FEE-12") if monthly > due.proposed else Verdict(),
    )


@rule(
    title="基数只含计入项目",
    cites=("R-FEE-08", "R-FEE-09", "R-FEE-10"),
    source="《关于中国共产党党费收缴、使用和管理的规定》第一条；中央组织部通知",
    examples=(
        Example({"group": "official", "items": (300_000, 150_000, 50_000)}, True, "机关干部三项"),
        Example({"group": "institution", "items": (1, 2, 3, 4)}, True, "事业单位四项"),
        Example({"group": "enterprise", "items": (1, 2, 3)}, "too_many", "企业没有第三项"),
        Example({"group": "official", "items": (300_000, -1, 0)}, "negative", "没有负的项目"),
        Example({"group": "farmer", "items": (1,)}, "no_items", "农民党员没有基数"),
    ),
)
def items_in_order(group: str, items: tuple[int, ...]) -> Verdict:
    """The base is the sum of the items that count for this group; only the sum is kept."""
    kind = GROUPS[group]
    return first_refusal(
        require(kind.has_base, "no_items", f"{kind.label}党员按固定数额交，没有基数"),
        lambda: all_of(
            require(len(items) <= len(kind.counts), "too_many", "有不计入基数的项目", "R-FEE-09"),
            require(all(item >= 0 for item in items), "negative", "各项金额不能为负"),
        ),
    )


def base_of(group: str, items: tuple[int, ...]) -> int:
    """The base made of its items: their sum, or for a quarter's income its mean (R-FEE-07)."""
    total = sum(items)
    return (2 * total + 3) // 6 if group == "self_employed" else total
