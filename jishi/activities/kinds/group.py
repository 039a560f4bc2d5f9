"""党小组会: held by a group, or by the branch for its groups."""

from jishi.activities.kinds.kind import BRANCHES, ActivityKind

GROUP = ActivityKind(
    code="group",
    title="党小组会",
    source="R-LIFE-03",
    group="sanhui_yike",
    order=3,
    org_kinds=("group", *BRANCHES),
    expects="group",
    needs=("present", "content"),
    joint=False,
    help="每月一般开一次。没有划分党小组的支部不作要求。",
)
