"""宣传委员 of a committee."""

from jishi.registers.access import POST_EDIT
from jishi.registers.kinds.kind import LinkKind

COMMITTEE_PUBLICITY = LinkKind(
    code="committee_publicity", title="宣传委员", source="R-ORG-17",
    permission=POST_EDIT, order=4,
    is_post=True,
    on_committee=True,
)  # fmt: skip
