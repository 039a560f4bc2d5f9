"""共建单位: by an agreement with an end."""

from jishi.registers.access import LINK_EDIT
from jishi.registers.kinds.kind import LinkKind

CO_BUILDING = LinkKind(
    code="co_building", title="共建单位", source="区域化党建共建协议",
    permission=LINK_EDIT, order=33,
    needs=(),
    takes=("partner_org", "unit", "partner"),
    members_only=False,
    term_months=12,
    duties=True,
    entry="协议事项落实",
)  # fmt: skip
