"""Money that comes in: for which months, how late, and what is more than one's dues."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from jishi.funds.kinds import ENCLOSURES
from jishi.kernel.declare import Example, rule
from jishi.kernel.money import FEN, yuan
from jishi.kernel.period import Month, Period
from jishi.kernel.verdict import OK, Verdict, all_of, first_refusal, refuse, require, warn

LARGE = 1000 * FEN  # R-FEE-13
LATEST_MONTHS = 6  # R-FEE-18
LONG_MONTHS = 6  # R-FEE-19

_APR, _MAY, _JUN = Month.of(2026, 4), Month.of(2026, 5), Month.of(2026, 6)


@rule(
    title="登记收款的日期",
    cites=("R-FEE-26",),
    source="系统约定：已结账的月份不再改动，更正记在当月",
    examples=(
        Example(
            {"paid_on": date(2026, 6, 3), "today": date(2026, 6, 3), "closed_to": _MAY}, True,
            "当天",
        ),
        Example(
            {"paid_on": date(2026, 6, 4), "today": date(2026, 6, 3), "closed_to": None}, "future",
            "明天的款",
        ),
        Example(
            {"paid_on": date(2026, 5, 31), "today": date(2026, 6, 3), "closed_to": _MAY}, "closed",
            "五月已结账",
        ),
    ),
)  # fmt: skip
def may_book_on(paid_on: date, today: date, closed_to: Month | None) -> Verdict:
    """Not in the future, and not in a month whose books are closed."""
    return first_refusal(
        require(paid_on <= today, "future", "日期不能晚于今天"),
        require(
            closed_to is None or Month.holding(paid_on) > closed_to,
            "closed",
            f"{closed_to} 及以前已结账，请记在未结账的月份",
        ),
    )


_DUE = {_APR: 1500, _MAY: 1500, _JUN: 1500}


@rule(
    title="一次收款交哪些月份",
    cites=("R-FEE-12", "R-FEE-13", "R-FEE-17"),
    source="《关于中国共产党党费收缴、使用和管理的规定》；系统约定：按月交额收整月",
    examples=(
        Example({"due": _DUE, "amount": 4500}, True, "一个季度三个月"),
        Example({"due": _DUE, "amount": 5000}, "more", "多交五元，出于自愿"),
        Example({"due": _DUE, "amount": 4499}, "partial", "差一分不够三个月"),
        Example({"due": {}, "amount": 1500}, "nothing_due", "这些月份都已交清"),
        Example({"due": _DUE, "amount": 4500 + LARGE}, "large", "多交一千元按大额党费登记"),
        Example({"due": _DUE, "amount": 4500 + LARGE - 1}, "more", "多交 999.99 元仍是按月党费"),
        Example({"due": {_APR: None}, "amount": 1500}, "not_fixed", "还没有核定月交额"),
    ),
)
def may_pay(due: Mapping[Month, int | None], amount: int) -> Verdict:
    """Whole months at their amounts; a little more is welcome, a lot more is large dues."""
    if not due:
        return refuse("nothing_due", "这些月份没有应交未交的党费")
    if any(each is None for each in due.values()):
        return refuse("not_fixed", "还没有核定月交额，请先核定基数")
    total = sum(each or 0 for each in due.values())
    if amount < total:
        enough = whole_months([each or 0 for each in due.values()], amount)
        text = f"不足 {len(due)} 个月的 {yuan(total)} 元；{yuan(amount)} 元够交 {enough} 个月"
        return refuse("partial", f"{text}，请改月份或金额", "R-FEE-17")
    if amount - total >= LARGE:
        text = f"多出 {yuan(amount - total)} 元，请另登记为大额党费"
        return refuse("large", text, "R-FEE-13")
    if amount > total:
        return warn("more", f"多交 {yuan(amount - total)} 元，须出于党员自愿", "R-FEE-12")
    return OK


def whole_months(dues: Sequence[int], amount: int) -> int:
    """For how many months from the first one an amount is enough."""
    count = 0
    for due in dues:
        if amount < due:
            break
        amount, count = amount - due, count + 1
    return count


def allot(due: Mapping[Month, int], amount: int) -> dict[Month, int]:
    """The amount over its months, oldest first; what is more stays with the last of them."""
    parts = {month: due[month] for month in sorted(due)}
    last = max(parts)
    parts[last] += amount - sum(parts.values())
    return parts


@rule(
    title="补交的时间",
    cites=("R-FEE-18",),
    source="中央组织部关于党费工作有关问题的答复",
    examples=(
        Example({"oldest": Month.of(2026, 2), "paid_on": date(2026, 8, 31), "opinion": ""}, True,
                "补交六个月前的"),
        Example({"oldest": Month.of(2026, 1), "paid_on": date(2026, 8, 1), "opinion": ""},
                "no_opinion", "补交七个月前的，缺上级意见"),
        Example({"oldest": Month.of(2026, 1), "paid_on": date(2026, 8, 1), "opinion": "同意补交"},
                "late", "有上级意见，仍然提醒"),
        Example({"oldest": Month.of(2026, 9), "paid_on": date(2026, 8, 1), "opinion": ""}, True,
                "预交"),
    ),
)  # fmt: skip
def may_make_up(oldest: Month, paid_on: date, opinion: str) -> Verdict:
    """Six months back in general; further back the superior has to say so."""
    back = Month.holding(paid_on).index - oldest.index
    if back <= LATEST_MONTHS:
        return OK
    text = f"补交 {back} 个月前（{oldest}）的党费，一般不超过 {LATEST_MONTHS} 个月"
    if not opinion.strip():
        return refuse("no_opinion", f"{text}，请填写上级意见", "R-FEE-18")
    return warn("late", text, "R-FEE-18")


_PAY = {
    "quarterly": False, "consent": "", "months": (_MAY,), "by_proxy": False, "payer": "",
    "own_branch": True, "card": "",
}  # fmt: skip
_QUARTER = {**_PAY, "quarterly": True, "months": (_APR, _MAY, _JUN)}


@rule(
    title="怎么交、交到哪里",
    cites=("R-FEE-16", "R-FEE-17"),
    source="《关于中国共产党党费收缴、使用和管理的规定》",
    examples=(
        Example(_PAY, True, "本人按月交给所在支部"),
        Example({**_QUARTER, "consent": "4月支委会同意"}, True, "支部同意按季交"),
        Example(_QUARTER, "no_consent", "按季交没有支部同意"),
        Example({**_QUARTER, "consent": "同意", "months": (_MAY, _JUN)}, "no_quarter",
                "按季交须是一个季度"),
        Example({**_PAY, "by_proxy": True, "payer": "女儿韦小云"}, True, "亲属代交"),
        Example({**_PAY, "by_proxy": True}, "no_payer", "代交没有写代交人"),
        Example({**_PAY, "own_branch": False, "card": "FL2026001"}, True, "流动党员持证在流入地交"),
        Example({**_PAY, "own_branch": False}, "no_card", "流入地收款没有登记证号"),
    ),
)  # fmt: skip
def may_take(
    quarterly: bool,
    consent: str,
    months: tuple[Month, ...],
    by_proxy: bool,
    payer: str,
    own_branch: bool,
    card: str,
) -> Verdict:
    """By the month, by oneself, to one's own branch; each exception leaves its trace."""
    quarters = {Period.natural(month.first_day, 3) for month in months}
    return all_of(
        require(not quarterly or bool(consent.strip()), "no_consent",
                "每季度交一次须有支部同意的记录", "R-FEE-17"),
        require(not quarterly or (len(quarters) == 1 and len(months) == 3), "no_quarter",
                "每季度交一次的，三个月须在同一季度"),
        require(not by_proxy or bool(payer.strip()), "no_payer", "请填写代交人", "R-FEE-17"),
        require(own_branch or bool(card.strip()), "no_card",
                "不是本支部党员，请登记流动党员活动证号", "R-FEE-16"),
    )  # fmt: skip


_LARGE = {"kind": "large", "amount": LARGE, "enclosed": tuple(ENCLOSURES), "purpose": ""}
_SPECIAL = {"kind": "special", "amount": 5000, "enclosed": (), "purpose": ""}


@rule(
    title="大额党费与特殊党费",
    cites=("R-FEE-13", "R-FEE-29"),
    source="《关于中国共产党党费收缴、使用和管理的规定》；惯例",
    examples=(
        Example(_LARGE, True, "一千元，材料齐全"),
        Example({**_LARGE, "amount": LARGE - 1}, "not_large", "999.99 元不是大额党费"),
        Example({**_LARGE, "enclosed": ("profile",)}, "no_enclosures", "缺两份材料"),
        Example({**_SPECIAL, "purpose": "抗洪救灾"}, True, "特殊党费写明用途"),
        Example(_SPECIAL, "no_purpose", "特殊党费没有写用途"),
        Example({**_SPECIAL, "amount": 0, "purpose": "救灾"}, "no_amount", "零元"),
        Example({**_LARGE, "amount": 60_000, "enclosed": (), "province_from": 50_000}, True,
                "省里规定五百元以上上交省"),
    ),
)  # fmt: skip
def may_give(
    kind: str, amount: int, enclosed: tuple[str, ...], purpose: str, province_from: int = 0
) -> Verdict:
    """A thousand yuan at once goes to the centre with its papers; special dues stand apart."""
    if amount <= 0:
        return refuse("no_amount", "金额须大于零")
    if kind == "special":
        return require(bool(purpose.strip()), "no_purpose", "请写明特殊党费的用途", "R-FEE-29")
    goes_to = destination(amount, province_from)
    if not goes_to:
        text = f"一次多交 {yuan(LARGE)} 元以上才是大额党费；少于此数的作为自愿多交"
        return refuse("not_large", text, "R-FEE-13")
    missing = [label for code, label in ENCLOSURES.items() if code not in enclosed]
    return require(
        goes_to != "centre" or not missing, "no_enclosures",
        f"大额党费须附材料，还缺：{'、'.join(missing)}", "R-FEE-13",
    )  # fmt: skip


def destination(amount: int, province_from: int = 0) -> str:
    """R-FEE-13: 1000.00 at once goes to the centre, 999.99 does not; R-FEE-14: some provinces."""
    if amount >= LARGE:
        return "centre"
    return "province" if province_from and amount >= province_from else ""


_REVERSE = {"reversed_already": False, "is_reversal": False, "reason": "登记重了"}


@rule(
    title="作废一笔收款",
    cites=("R-GEN-13",),
    source="更正历史记录须留痕；已结账的月份原样保留",
    examples=(
        Example(_REVERSE, True, "有原因"),
        Example({**_REVERSE, "reason": ""}, "no_reason", "没写原因"),
        Example({**_REVERSE, "reversed_already": True}, "twice", "一笔只冲一次"),
        Example({**_REVERSE, "is_reversal": True}, "reversal", "冲销的这一笔不再冲，应重新登记"),
    ),
)  # fmt: skip
def may_reverse(reversed_already: bool, is_reversal: bool, reason: str) -> Verdict:
    """The original stays; a line of the same amount with the other sign stands beside it."""
    return first_refusal(
        require(not is_reversal, "reversal", "这一笔本身是冲销，请重新登记正确的收款"),
        require(not reversed_already, "twice", "这一笔已经冲销过"),
        require(bool(reason.strip()), "no_reason", "请填写冲销原因", "R-GEN-13"),
    )
