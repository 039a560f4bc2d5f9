"""后备力量: one or two in each village, seen as candidates at the next election."""

from jishi.registers.access import POST_EDIT
from jishi.registers.kinds.kind import LinkKind

RESERVE = LinkKind(
    code="reserve", title="后备力量", source="换届人选储备要求",
    permission=POST_EDIT, order=25,
    members_only=False,
    duties=True,
    takes=("partner",),
    help="来源（致富能手、退役军人、返乡大学生等）写在「对方名称」",
)  # fmt: skip
