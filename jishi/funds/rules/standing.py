"""Whether a member owes dues for a month, and what months unpaid mean."""

from __future__ import annotations

from datetime import date

from jishi.funds.rules.payments import LONG_MONTHS
from jishi.kernel.declare import Example, rule
from jishi.kernel.period import Month
from jishi.kernel.verdict import OK, Verdict, refuse, require, warn
from jishi.people.kinds import STANDINGS

_MARCH, _JUNE = Month.of(2026, 3), Month.of(2026, 6)
_ADMITTED = {"standing": "probationary", "since": date(2026, 6, 20), "month": _JUNE}


@rule(
    title="哪个月起交党费",
    cites=("R-FEE-15", "R-REL-20"),
    source="《关于中国共产党党费收缴、使用和管理的规定》第八条；党籍停止",
    examples=(
        Example(_ADMITTED, True, "六月二十日通过，六月起交"),
        Example({**_ADMITTED, "month": Month.of(2026, 5)}, "not_yet", "五月还不是党员"),
        Example({**_ADMITTED, "since": date(2026, 6, 30)}, True, "最后一天通过也从当月起"),
        Example({"standing": "stopped", "since": date(2026, 3, 1), "month": _JUNE}, "not_owing",
                "停止党籍期间不收党费"),
        Example({"standing": "observed", "since": date(2026, 3, 1), "month": _JUNE}, True,
                "留党察看期间照交"),
        Example({"standing": "struck_off", "since": date(2026, 3, 1), "month": _JUNE}, "not_owing",
                "已除名"),
    ),
)  # fmt: skip
def owes(standing: str, since: date, month: Month) -> Verdict:
    """What someone is on the last day of a month decides: so the month of the meeting counts."""
    if since > month.last_day:
        return refuse("not_yet", f"{month} 还没有开始", "R-FEE-15")
    label = STANDINGS[standing].label
    return require(STANDINGS[standing].counted, "not_owing", f"{label}不交纳党费", "R-REL-20")


@rule(
    title="接转后由谁收",
    cites=("R-REL-22",),
    source="地方规定：介绍信写明党费交至年月",
    examples=(
        Example({"paid_to": _MARCH, "month": _MARCH.plus(1)}, True, "三月已交，四月起收"),
        Example({"paid_to": _MARCH, "month": _MARCH}, "paid_there", "三月已在原支部交"),
        Example({"paid_to": None, "month": _MARCH}, True, "原支部没有收过"),
    ),
)  # fmt: skip
def receiver_collects(paid_to: Month | None, month: Month) -> Verdict:
    """The receiving branch collects from the month after the one paid to."""
    return require(
        paid_to is None or month > paid_to,
        "paid_there",
        f"党费已在原支部交至 {paid_to}",
        "R-REL-22",
    )


@rule(
    title="连续未交",
    cites=("R-FEE-19", "R-GEN-12"),
    source="《中国共产党章程》；系统只提醒",
    examples=(
        Example({"months": 0, "justified": False}, True, "没有欠交"),
        Example({"months": 5, "justified": False}, "behind", "欠交五个月"),
        Example({"months": 6, "justified": False}, "six_months", "连续六个月，生成待办"),
        Example({"months": 6, "justified": True}, "behind", "有正当理由，仍须补交"),
    ),
)
def in_good_standing(months: int, justified: bool) -> Verdict:
    """Six months in a row without good reason start a procedure: a to-do, never a status."""
    if months == 0:
        return OK
    if months >= LONG_MONTHS and not justified:
        text = f"连续 {months} 个月未交党费，符合按程序处理的情形，请支部研究；系统不改变党员状态"
        return refuse("six_months", text, "R-FEE-19")
    return warn("behind", f"连续 {months} 个月未交党费")
