"""单位党组织报到: a unit takes up what the community asks for (R-HOT-15)."""

from jishi.registers.access import LINK_EDIT
from jishi.registers.kinds.kind import LinkKind

REPORTED_UNIT = LinkKind(
    code="reported_unit", title="单位党组织报到", source="双报到地方方案",
    permission=LINK_EDIT, order=37,
    needs=(),
    takes=("partner_org", "unit", "partner"),
    members_only=False,
    sectors=("community", "village"),
    duties=True,
    entry="认领项目落实",
    help="职责写认领的项目或承诺的事项",
)  # fmt: skip
