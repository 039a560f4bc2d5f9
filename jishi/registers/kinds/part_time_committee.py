"""兼职委员 of a street or community committee: the head of a unit there."""

from jishi.registers.access import POST_EDIT
from jishi.registers.kinds.kind import LinkKind

PART_TIME_COMMITTEE = LinkKind(
    code="part_time_committee", title="兼职委员", source="R-ORG-17；区域化党建",
    permission=POST_EDIT, order=14,
    is_post=True,
    term_months=36,
    duties=True,
    sectors=("street", "community", "township", "village"),
    takes=("unit", "partner_org", "partner"),
)  # fmt: skip
