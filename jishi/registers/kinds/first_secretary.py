"""第一书记 sent to a village by an office for a term."""

from jishi.registers.access import POST_EDIT
from jishi.registers.kinds.kind import LinkKind

FIRST_SECRETARY = LinkKind(
    code="first_secretary", title="第一书记", source="选派第一书记工作的规定",
    permission=POST_EDIT, order=12,
    is_post=True,
    leads=True,
    sole=True,
    needs_document=True,
    term_months=24,
    sectors=("village", "community"),
    takes=("partner_org", "partner"),
    entry="驻村记录",
    help="派出单位：写对方党组织或对方名称",
)  # fmt: skip
