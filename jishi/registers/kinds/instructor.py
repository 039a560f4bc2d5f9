"""党建工作指导员: sent to a unit without members or without the means to set up a branch."""

from jishi.registers.access import POST_EDIT
from jishi.registers.kinds.kind import LinkKind
from jishi.registers.local import INSTRUCTOR_UNITS

INSTRUCTOR = LinkKind(
    code="instructor", title="党建工作指导员", source="R-GOV-44",
    permission=POST_EDIT, order=20,
    is_post=True,
    needs=("person", "unit"),
    needs_document=True,
    term_months=12,
    most_per_person=INSTRUCTOR_UNITS,
    entry="走访",
)  # fmt: skip
