"""党员联系人: who keeps in touch with a member that is retired, laid off or in need."""

from jishi.registers.access import LINK_EDIT
from jishi.registers.kinds.kind import LinkKind

MEMBER_CONTACT = LinkKind(
    code="member_contact", title="党员联系人", source="党员联系和服务群众制度",
    permission=LINK_EDIT, order=35,
    needs=("person", "partner"),
    entry="联系",
    help="人员选被联系的党员；对方名称写联系人的姓名和职务",
)  # fmt: skip
