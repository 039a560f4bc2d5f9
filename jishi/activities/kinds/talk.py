"""谈心谈话: who with whom; nothing of what was said is kept."""

from jishi.activities.kinds.kind import ActivityKind
from jishi.kernel.items import Field

TALK = ActivityKind(
    code="talk",
    title="谈心谈话",
    source="R-LIFE-27；R-LIFE-28；R-LAW-12",
    group="life",
    order=12,
    expects="nobody",
    needs=("pair",),
    joint=False,
    takes_minutes=False,
    fields=(
        Field(
            code="between",
            label="谈话双方",
            type="choice",
            needed=True,
            choices=(
                ("committee", "支委之间"),
                ("committee_member", "支委与党员"),
                ("members", "党员之间"),
            ),
        ),
        Field(
            code="occasion",
            label="事由",
            type="choice",
            choices=(
                ("yearly", "每年谈心"),
                ("life_meeting", "组织生活会前"),
                ("appraisal", "民主评议后"),
                ("support", "遇到困难，思想引导"),
                ("other", "其他"),
            ),
            help="只记有没有谈，不写谈话内容和个人情况",
        ),
    ),
    help="每年一般至少一次：支委之间、支委与党员、党员之间。",
)
