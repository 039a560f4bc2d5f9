"""书记: one in each organisation, elected and then approved by the superior."""

from jishi.registers.access import POST_EDIT
from jishi.registers.kinds.kind import LinkKind

SECRETARY = LinkKind(
    code="secretary", title="书记", source="R-ORG-22；支部工作条例（试行）第六章",
    permission=POST_EDIT, order=1,
    is_post=True,
    on_committee=True,
    leads=True,
    sole=True,
    needs_document=True,
    takes=("partner",),
    help="选举产生后报上级批准；由上级选派的，在「对方名称」写派出单位",
)  # fmt: skip
