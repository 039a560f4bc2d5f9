"""纪检委员: an organ's branch and general branch has one."""

from jishi.registers.access import POST_EDIT
from jishi.registers.kinds.kind import LinkKind

COMMITTEE_DISCIPLINE = LinkKind(
    code="committee_discipline", title="纪检委员", source="R-ORG-17；R-ORG-21",
    permission=POST_EDIT, order=5,
    is_post=True,
    on_committee=True,
)  # fmt: skip
