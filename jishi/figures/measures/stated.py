"""Asked figures, and villages by what they earn together."""

from __future__ import annotations

from jishi.figures.asked import all_items
from jishi.figures.conditions import among, between, of
from jishi.figures.declared import Measure
from jishi.figures.tables.stated import INCOME, INCOMES, STATED

_ITEMS = tuple(all_items().values())
ASKED = tuple(
    Measure(
        code=item.code, title=item.title, source=item.source, table=STATED, unit=item.unit,
        where=among("item", item.code), value=of("value"), note=item.help, also=item.also,
    )
    for item in _ITEMS
)  # fmt: skip
_FIVE = tuple(item.code for item in _ITEMS if item.code.startswith(INCOME))
TOTAL = Measure(
    code="income.total", title="村级集体经济收入", source="R-STAT-08", table=STATED, unit="元",
    where=among("item", *_FIVE), value=of("value"), note="五种经营方式合计",
    also=("村集体经济收入", "村级集体收入", "村集体收入"),
)  # fmt: skip
VILLAGES = Measure(
    code="income.villages", title="填报集体经济收入的村", source="R-STAT-08", table=INCOMES
)
BANDS = (
    ("none", "无集体经济收入的村", 0, 0), ("below_5", "集体经济收入5万元以下的村", 1, 49_999),
    ("from_5", "集体经济收入5万元至10万元的村", 50_000, 99_999),
    ("from_10", "集体经济收入10万元至50万元的村", 100_000, 499_999),
    ("from_50", "集体经济收入50万元及以上的村", 500_000, 10**12),
)  # fmt: skip
BY_BAND = tuple(
    Measure(
        code=f"income.villages_{code}", title=title, source="R-STAT-08", table=INCOMES,
        where=between("total", low, high),
    )
    for code, title, low, high in BANDS
)  # fmt: skip
FIVE_UP = Measure(
    code="income.villages_from_5_up", title="集体经济收入5万元及以上的村", source="R-STAT-08",
    table=INCOMES, where=between("total", 50_000, 10**12), also=("集体经济收入达5万元以上的村",),
)  # fmt: skip
TEN_UP = Measure(
    code="income.villages_from_10_up", title="集体经济收入10万元及以上的村", source="R-STAT-08",
    table=INCOMES, where=between("total", 100_000, 10**12), also=("集体经济收入达10万元以上的村",),
)  # fmt: skip
