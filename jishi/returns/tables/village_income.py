"""村级集体经济收入年报：五种经营方式，按村填报。"""

from jishi.figures.asked.village_income import FIVE
from jishi.returns.tables.table import LEVELS, ReturnTable, added, asked, figure, text

VILLAGE_INCOME = ReturnTable(
    code="village_income", title="村级集体经济收入", source="村级集体经济统计制度", length=12,
    days=20, org_kinds=LEVELS, sectors=("village",), top_only=True, order=30,
    lines=(
        figure("member.all"), *(asked(item.code) for item in FIVE),
        added("total", "收入合计", *(item.code for item in FIVE)),
        text("guarantee", "健全保障制度情况", 300, "收益分配、资产管理等制度建立情况，可以不填"),
    ),
    help="没有这类收入的填 0；空着不填不算报送。",
)  # fmt: skip
