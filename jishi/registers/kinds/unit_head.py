"""Principal, head of a hospital, a bureau, an enterprise; may also be the secretary."""

from jishi.registers.access import POST_EDIT
from jishi.registers.kinds.kind import LinkKind

UNIT_HEAD = LinkKind(
    code="unit_head", title="单位负责人", source="党政机关、学校、医院、企业负责人任职",
    permission=POST_EDIT, order=11,
    is_post=True,
    members_only=False,
    takes=("unit",),
    sectors=(
        "bureau", "institution", "school", "hospital", "state_enterprise", "private_enterprise",
        "social_organisation", "other",
    ),
)  # fmt: skip
