"""委员 with another or no special charge."""

from jishi.registers.access import POST_EDIT
from jishi.registers.kinds.kind import LinkKind

COMMITTEE_MEMBER = LinkKind(
    code="committee_member", title="委员", source="R-ORG-17",
    permission=POST_EDIT, order=6,
    is_post=True,
    on_committee=True,
)  # fmt: skip
