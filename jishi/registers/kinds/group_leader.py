"""党小组组长: named by the branch or proposed by the group."""

from jishi.registers.access import LINK_EDIT
from jishi.registers.kinds.kind import LinkKind

GROUP_LEADER = LinkKind(
    code="group_leader", title="党小组组长", source="R-ORG-24",
    permission=LINK_EDIT, order=8,
    is_post=True,
    sole=True,
    org_kinds=("group",),
)  # fmt: skip
