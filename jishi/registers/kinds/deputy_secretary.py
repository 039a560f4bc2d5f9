"""副书记: with or without full-time post; approved like the secretary."""

from jishi.registers.access import POST_EDIT
from jishi.registers.kinds.kind import LinkKind

DEPUTY_SECRETARY = LinkKind(
    code="deputy_secretary", title="副书记", source="R-ORG-17；R-ORG-22",
    permission=POST_EDIT, order=2,
    is_post=True,
    on_committee=True,
    leads=True,
    needs_document=True,
)  # fmt: skip
