"""集中培训: a class with hours, on a base of four classes."""

from jishi.activities.kinds.kind import GRASSROOTS, LEADING, SERIES, ActivityKind
from jishi.activities.topics import STUDY_TOPICS
from jishi.kernel.items import Field

TRAINING = ActivityKind(
    code="training",
    title="集中培训",
    source="R-EDU-01；R-EDU-02；R-EDU-03；R-EDU-06；R-EDU-08",
    group="study",
    order=31,
    org_kinds=(*LEADING, *GRASSROOTS),
    expects="nobody",
    needs=("present", "title", "hours"),
    topics=STUDY_TOPICS,
    fields=(
        Field(
            code="audience",
            label="培训对象",
            type="choice",
            needed=True,
            choices=(
                ("secretaries", "党组织书记"),
                ("committee", "班子成员"),
                ("members", "党员"),
                ("activists", "入党积极分子"),
                ("candidates", "发展对象"),
                ("workers", "党务工作者"),
            ),
        ),
        Field(
            code="base",
            label="培训基地",
            type="choice",
            choices=(
                ("party_school", "县委党校"),
                ("township_school", "乡镇（街道）党校"),
                ("sector_school", "部门行业党校"),
                ("online_school", "网上党校"),
            ),
        ),
        Field(
            code="level",
            label="举办层级",
            type="choice",
            choices=(("county", "县级以上"), ("township", "乡镇（街道）"), ("unit", "本单位")),
        ),
        Field(code="online", label="线上培训", type="flag"),
        Field(code="batch", label="期次", most=20, help="分期分批轮训的写第几期"),
        SERIES,
    ),
    studies=True,
    help="填写学时，到训的人逐名登记，培训学时和覆盖面由此算出。",
)
