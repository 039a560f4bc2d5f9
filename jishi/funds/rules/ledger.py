"""Books: five uses, decided together, never below nothing, closed month by month."""

from __future__ import annotations

from decimal import Decimal

from jishi.funds.kinds import USES
from jishi.kernel.declare import Example, rule
from jishi.kernel.money import yuan
from jishi.kernel.period import Month
from jishi.kernel.verdict import Verdict, all_of, first_refusal, require

_USE = {
    "use": "training",
    "amount": 50_000,
    "balance": 80_000,
    "meeting": "5月党委会",
    "purpose": "培训",
}


@rule(
    title="使用党费",
    cites=("R-FEE-22", "R-FEE-23", "R-FEE-26"),
    source="《关于中国共产党党费收缴、使用和管理的规定》第十九条",
    examples=(
        Example(_USE, True, "集体研究决定培训党员"),
        Example({**_USE, "use": "hardship"}, True, "补助生活困难党员"),
        Example({**_USE, "use": "dinner"}, "no_such_use", "不在五类之内"),
        Example({**_USE, "meeting": ""}, "no_meeting", "缺会议记录"),
        Example({**_USE, "purpose": " "}, "no_purpose", "没有写用途"),
        Example({**_USE, "amount": 80_000}, True, "正好用完"),
        Example({**_USE, "amount": 80_001}, "overdrawn", "超过留存"),
        Example({**_USE, "amount": 0}, "no_amount", "零元"),
    ),
)
def may_spend(use: str, amount: int, balance: int, meeting: str, purpose: str) -> Verdict:
    return all_of(
        require(use in USES, "no_such_use", "支出类别只能是规定的五类", "R-FEE-22"),
        require(amount > 0, "no_amount", "金额须大于零"),
        require(bool(meeting.strip()), "no_meeting", "请填写集体研究的会议", "R-FEE-23"),
        require(bool(purpose.strip()), "no_purpose", "请填写用途"),
        require(amount <= balance, "overdrawn",
                f"留存 {yuan(balance)} 元，不够支出 {yuan(amount)} 元", "R-FEE-26"),
    )  # fmt: skip


@rule(
    title="留存不为负",
    cites=("R-FEE-26",),
    source="系统约定",
    examples=(
        Example({"received": 100, "granted": 20, "interest": 1, "handed_up": 60, "handed_down": 1,
                 "spent": 60}, True, "收支相抵"),
        Example({"received": 100, "granted": 20, "interest": 1, "handed_up": 60, "handed_down": 2,
                 "spent": 60}, "overdrawn", "差一分"),
    ),
)  # fmt: skip
def balance_holds(
    received: int, granted: int, interest: int, handed_up: int, handed_down: int, spent: int
) -> Verdict:
    """What came in less what went up, down and out is kept, and it is never below nothing."""
    kept = received + granted + interest - handed_up - handed_down - spent
    return require(kept >= 0, "overdrawn", f"留存将为 {yuan(kept)} 元，不能为负", "R-FEE-26")


@rule(
    title="会计与出纳分设",
    cites=("R-FEE-24",),
    source="《关于中国共产党党费收缴、使用和管理的规定》第二十四条",
    examples=(
        Example({"accountant": 7, "cashier": 8}, True, "两个人"),
        Example({"accountant": 7, "cashier": 7}, "same_person", "同一人"),
        Example({"accountant": None, "cashier": 7}, True, "会计暂缺"),
    ),
)
def keepers_apart(accountant: int | None, cashier: int | None) -> Verdict:
    same = accountant is not None and accountant == cashier
    return require(not same, "same_person", "党费会计和出纳不能是同一人", "R-FEE-24")


@rule(
    title="谁可以付款",
    cites=("R-FEE-24",),
    source="会计记账、出纳付款，各管一边",
    examples=(
        Example({"payer": 8, "accountant": 7, "approver": 9}, True, "出纳付款"),
        Example({"payer": 7, "accountant": 7, "approver": 9}, "accountant_pays", "会计不经手现金"),
        Example({"payer": 9, "accountant": 7, "approver": 9}, "same_hand", "批准的人不自己付款"),
    ),
)
def may_pay_out(payer: int | None, accountant: int | None, approver: int | None) -> Verdict:
    keeps = payer is not None and payer == accountant
    decides = payer is not None and payer == approver
    return all_of(
        require(not keeps, "accountant_pays", "会计不能经手付款，请由出纳办理", "R-FEE-24"),
        require(not decides, "same_hand", "批准的人不能自己付款"),
    )


def share_of(received: int, percent: Decimal) -> int:
    """What goes up of a sum: its percentage, rounded half up to the fen (R-FEE-25)."""
    numerator, denominator = percent.as_integer_ratio()
    denominator *= 100
    return (2 * received * numerator + denominator) // (2 * denominator)


@rule(
    title="上缴足额",
    cites=("R-FEE-25",),
    source="《关于中国共产党党费收缴、使用和管理的规定》",
    examples=(
        Example({"received": 100_010, "percent": Decimal(5), "handed_up": 5001}, True,
                "1000.10 元的 5% 四舍五入为 50.01 元"),
        Example({"received": 100_010, "percent": Decimal(5), "handed_up": 5000}, "short", "少一分"),
        Example({"received": 12_345, "percent": Decimal(100), "handed_up": 12_345}, True, "全额"),
        Example({"received": 0, "percent": Decimal("7.5"), "handed_up": 0}, True, "没有收到"),
    ),
)  # fmt: skip
def handed_up_enough(received: int, percent: Decimal, handed_up: int) -> Verdict:
    due = share_of(received, percent)
    text = f"应上缴 {yuan(due)} 元，已上缴 {yuan(handed_up)} 元，差 {yuan(due - handed_up)} 元"
    return require(handed_up >= due, "short", text, "R-FEE-25")


_APR, _MAY = Month.of(2026, 4), Month.of(2026, 5)
_CLOSE = {"month": _APR, "this_month": _MAY, "closed_to": Month.of(2026, 3), "balance": 0}


@rule(
    title="月份结账",
    cites=("R-FEE-26",),
    source="系统约定：按月顺序结账，结账后不重开，更正记在以后的月份",
    examples=(
        Example(_CLOSE, True, "四月结束后结账"),
        Example({**_CLOSE, "closed_to": None}, True, "第一次结账"),
        Example({**_CLOSE, "month": _MAY, "closed_to": _APR}, "not_over", "本月还没有结束"),
        Example({**_CLOSE, "closed_to": _APR}, "closed", "已经结过账"),
        Example({**_CLOSE, "closed_to": Month.of(2026, 2)}, "gap", "三月还没有结账"),
        Example({**_CLOSE, "balance": -1}, "overdrawn", "留存为负不能结账"),
    ),
)
def may_close(month: Month, this_month: Month, closed_to: Month | None, balance: int) -> Verdict:
    """A month that is over, in order, with a balance that is not below nothing."""
    return first_refusal(
        require(month < this_month, "not_over", "这个月还没有结束"),
        require(closed_to is None or month > closed_to, "closed", f"{month} 已经结账"),
        require(closed_to is None or month.index == closed_to.index + 1, "gap",
                f"请先结 {closed_to.plus(1) if closed_to else month} 的账"),
        require(balance >= 0, "overdrawn", f"留存 {yuan(balance)} 元，不能为负", "R-FEE-26"),
    )  # fmt: skip


@rule(
    title="公布内容",
    cites=("R-FEE-27",),
    source="《关于中国共产党党费收缴、使用和管理的规定》；不公布个人基数",
    examples=(
        Example({"columns": ("姓名", "是否足额", "交至月份")}, True, "个人是否足额"),
        Example({"columns": ("姓名", "工资基数")}, "personal", "不公布基数"),
        Example({"columns": ("姓名", "月交额")}, "personal", "月交额可以推出基数"),
    ),
)
def may_publish(columns: tuple[str, ...]) -> Verdict:
    """Sums of the branch, and of each member whether all is paid; nothing that tells an income."""
    telling = [
        each for each in columns if any(w in each for w in ("基数", "工资", "月交额", "比例"))
    ]
    return require(not telling, "personal", f"公布表不能有：{'、'.join(telling)}", "R-FEE-27")
