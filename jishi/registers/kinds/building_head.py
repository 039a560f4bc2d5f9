"""楼栋长、居民骨干: residents a community relies on, members or not."""

from jishi.registers.access import LINK_EDIT
from jishi.registers.kinds.kind import LinkKind

BUILDING_HEAD = LinkKind(
    code="building_head", title="楼栋长、居民骨干", source="网格化服务管理制度",
    permission=LINK_EDIT, order=38,
    needs=("partner",),
    takes=("person", "unit"),
    members_only=False,
    sectors=("community",),
    duties=True,
    entry="走访",
    help="对方名称写姓名，不写身份信息；职责写楼栋、小区或所长",
)  # fmt: skip
