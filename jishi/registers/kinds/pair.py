"""A member or an organisation helps another, or a household."""

from jishi.registers.access import LINK_EDIT
from jishi.registers.kinds.kind import LinkKind

PAIR = LinkKind(
    code="pair", title="结对帮扶", source="结对帮扶制度",
    permission=LINK_EDIT, order=32,
    needs=(),
    takes=("person", "partner_org", "unit", "partner"),
    members_only=False,
    entry="帮扶记录",
)  # fmt: skip
