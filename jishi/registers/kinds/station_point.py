"""驻点干部: a cadre with a place and days of their own, where residents find somebody."""

from jishi.registers.access import LINK_EDIT
from jishi.registers.kinds.kind import LinkKind

STATION_POINT = LinkKind(
    code="station_point", title="驻点干部", source="干部驻点联系制度",
    permission=LINK_EDIT, order=39,
    takes=("partner",),
    members_only=False,
    sectors=("community", "village"),
    duties=True,
    entry="驻点记录",
    help="对方名称写驻点；职责写驻点日，如 每周三上午",
)  # fmt: skip
