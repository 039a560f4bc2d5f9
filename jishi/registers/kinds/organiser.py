"""党建工作组织员 engaged by the department and put in charge of places."""

from jishi.registers.access import POST_EDIT
from jishi.registers.kinds.kind import LinkKind

ORGANISER = LinkKind(
    code="organiser", title="党建工作组织员", source="R-GOV-44；组织员选聘办法",
    permission=POST_EDIT, order=21,
    is_post=True,
    term_months=36,
    takes=("unit", "partner_org"),
    entry="工作记录",
)  # fmt: skip
