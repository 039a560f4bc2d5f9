"""机关纪委 shown by its secretary: a committee in an organ has one."""

from jishi.registers.access import POST_EDIT
from jishi.registers.kinds.kind import LinkKind

DISCIPLINE_SECRETARY = LinkKind(
    code="discipline_secretary", title="纪委书记", source="R-ORG-21",
    permission=POST_EDIT, order=7,
    is_post=True,
    sole=True,
    needs_document=True,
    org_kinds=("committee", "work_committee", "local_committee"),
)  # fmt: skip
