"""组织委员 of a committee."""

from jishi.registers.access import POST_EDIT
from jishi.registers.kinds.kind import LinkKind

COMMITTEE_ORGANISATION = LinkKind(
    code="committee_organisation", title="组织委员", source="R-ORG-17",
    permission=POST_EDIT, order=3,
    is_post=True,
    on_committee=True,
)  # fmt: skip
