"""设岗定责: duties of members without office, and how they were judged."""

from jishi.registers.access import LINK_EDIT
from jishi.registers.kinds.kind import LinkKind

DUTY_POST = LinkKind(
    code="duty_post", title="设岗定责", source="无职党员设岗定责办法",
    permission=LINK_EDIT, order=34,
    duties=True,
    entry="评议",
)  # fmt: skip
