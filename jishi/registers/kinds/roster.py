"""值班: who is on duty in which days."""

from jishi.registers.access import LINK_EDIT
from jishi.registers.kinds.kind import LinkKind

ROSTER = LinkKind(
    code="roster", title="值班轮值", source="党群服务中心值班制度",
    permission=LINK_EDIT, order=35,
    members_only=False,
    takes=("unit",),
)  # fmt: skip
