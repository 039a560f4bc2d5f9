"""A leader who keeps in touch with an organisation."""

from jishi.registers.access import POST_EDIT
from jishi.registers.kinds.kind import LinkKind

CONTACT_LEADER = LinkKind(
    code="contact_leader", title="联系领导", source="基层联系点制度",
    permission=POST_EDIT, order=30,
    takes=("unit", "partner"),
    entry="走访",
)  # fmt: skip
