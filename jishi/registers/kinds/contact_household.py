"""党员联系户: a member keeps in touch with a household."""

from jishi.registers.access import LINK_EDIT
from jishi.registers.kinds.kind import LinkKind

CONTACT_HOUSEHOLD = LinkKind(
    code="contact_household", title="党员联系户", source="党员联系和服务群众制度",
    permission=LINK_EDIT, order=31,
    needs=("person", "partner"),
    entry="走访",
    help="对方名称写户主姓氏或门牌，不写身份信息",
)  # fmt: skip
