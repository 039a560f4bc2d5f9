"""Dues owed and paid by month, money received, sent and spent."""

from jishi.figures.conditions import among, both, holds, lacks, of
from jishi.figures.declared import Measure, Where
from jishi.figures.tables.funds import DUES, ENTRIES, RECEIVED, SPENT
from jishi.funds.kinds import PAYMENT_KINDS, USES


def _months(code: str, title: str, where: Where, also: tuple[str, ...] = ()) -> Measure:
    return Measure(
        code=f"dues.{code}",
        title=title,
        source="R-FEE-15",
        table=DUES,
        unit="人月",
        where=where,
        also=also,
    )


PAYABLE = _months("payable", "应交党费人月", holds("payable"))
PAID = _months("paid", "已交党费人月", both(holds("payable"), holds("paid")))
UNPAID = _months("unpaid", "未交党费人月", both(holds("payable"), lacks("paid")))
LATE = _months("late", "逾期交纳人月", holds("late"))
UNFIXED = _months("unfixed", "没有核定月交额的人月", holds("unfixed"))
EXEMPT = _months("exempt", "免交党费人月", holds("exempt"))
PAYABLE_YUAN = Measure(
    code="dues.payable_amount", title="应交党费", source="R-FEE-15", table=DUES, unit="元",
    where=holds("payable"), value=of("fen"), scale=100, kind="money",
)  # fmt: skip
UNPAID_YUAN = Measure(
    code="dues.unpaid_amount", title="欠交党费", source="R-FEE-19", table=DUES, unit="元",
    where=both(holds("payable"), lacks("paid")), value=of("fen"), scale=100, kind="money",
    also=("欠缴党费",),
)  # fmt: skip
RECEIVED_ALL = Measure(
    code="dues.received", title="实收党费", source="R-FEE-26", table=RECEIVED, unit="元",
    value=of("fen"), scale=100, kind="money",
    also=("收缴党费", "收缴党员党费", "党费收入"),
)  # fmt: skip
RECEIVED_BY = tuple(
    Measure(
        code=f"dues.received_{code}", title=f"实收{label}", source="R-FEE-26", table=RECEIVED,
        unit="元", where=among("kind", code), value=of("fen"), scale=100, kind="money",
    )
    for code, label in PAYMENT_KINDS.items()
)  # fmt: skip


def _entry(code: str, title: str, kind: str, also: tuple[str, ...] = ()) -> Measure:
    return Measure(
        code=f"fund.{code}", title=title, source="R-FEE-24", table=ENTRIES, unit="元",
        where=among("kind", kind), value=of("fen"), scale=100, kind="money", also=also,
    )  # fmt: skip


REMITTED = _entry("remitted", "上缴党费", "remit", also=("上缴上级党费",))
ALLOCATED = _entry("allocated", "下拨党费", "allocate", also=("下拨党组织经费", "返还党费"))
INTEREST = _entry("interest", "党费利息", "interest")
SPENT_ALL = Measure(
    code="fund.spent", title="党费支出", source="R-FEE-22", table=SPENT, unit="元",
    value=of("fen"), scale=100, kind="money",
    also=("使用党费", "党费使用"),
)  # fmt: skip
SPENT_TIMES = Measure(
    code="fund.spent_times", title="党费支出笔数", source="R-FEE-22", table=SPENT, unit="笔"
)
SPENT_BY = tuple(
    Measure(
        code=f"fund.spent_{code}", title=f"党费用于{label}", source="R-FEE-22", table=SPENT,
        unit="元", where=among("use", code), value=of("fen"), scale=100, kind="money",
    )
    for code, label in USES.items()
)  # fmt: skip
