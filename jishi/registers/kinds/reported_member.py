"""在职党员报到: a member from elsewhere serves where they live; the membership stays (R-HOT-15)."""

from jishi.registers.access import LINK_EDIT
from jishi.registers.kinds.kind import LinkKind

REPORTED_MEMBER = LinkKind(
    code="reported_member", title="在职党员报到", source="双报到地方方案",
    permission=LINK_EDIT, order=36,
    needs=("partner",),
    takes=("person", "unit"),
    sectors=("community", "village"),
    duties=True,
    entry="服务记录",
    help="对方名称写姓名和所在单位；职责写特长和可服务的时间；组织关系不转",
)  # fmt: skip
