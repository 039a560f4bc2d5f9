"""民主评议党员: four steps before any grade."""

from jishi.activities.kinds.kind import GRASSROOTS, ActivityKind
from jishi.kernel.items import Field

APPRAISAL = ActivityKind(
    code="appraisal",
    title="民主评议党员",
    source="R-LIFE-07；R-LIFE-21",
    group="life",
    order=11,
    org_kinds=GRASSROOTS,
    expects="members",
    needs=("expected", "present"),
    joint=False,
    topics=("appraise",),
    fields=(
        Field(code="self_rated", label="个人自评", type="flag", needed=True),
        Field(code="mutual_rated", label="党员互评", type="flag", needed=True),
        Field(code="ballot_held", label="民主测评", type="flag", needed=True),
        Field(code="opinion_given", label="组织评定意见", type="flag", needed=True),
    ),
    help="每年一般一次，可与组织生活会合并。四个步骤都做了才能评定等次；预备党员参加但不评等次。",
)
