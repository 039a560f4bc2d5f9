"""村级集体经济收入：五种经营方式，按年填报。"""

from jishi.figures.asked.item import AskedItem

_MOST = 1_000_000_000


def _income(code: str, title: str, help: str, *also: str) -> AskedItem:
    return AskedItem(
        code=f"income.{code}", title=title, source="村级集体经济统计口径", unit="元", high=_MOST,
        times=5, help=help, also=also,
    )  # fmt: skip


FIVE = (
    _income("assets", "经营资产收入", "房屋、设备、门面等出租出让", "资产经营收入"),
    _income("resources", "经营资源收入", "土地、山林、水面等发包", "资源经营收入"),
    _income("funds", "经营资金收入", "入股分红、存款利息等", "资金经营收入"),
    _income("projects", "经营项目收入", "产业项目、合作社经营", "项目经营收入"),
    _income("commerce", "经营电商收入", "网上销售和服务", "电商收入"),
)  # fmt: skip
