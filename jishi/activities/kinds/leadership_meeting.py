"""党委（党组）会、书记例会: what a leading body decides."""

from jishi.activities.kinds.kind import LEADING, SERIES, ActivityKind
from jishi.activities.topics import MEETING_TOPICS
from jishi.kernel.items import Field

LEADERSHIP_MEETING = ActivityKind(
    code="leadership_meeting",
    title="班子会议",
    source="党委（党组）议事规则；党组织书记工作例会制度",
    group="leaders",
    order=22,
    org_kinds=(*LEADING, "general_branch"),
    expects="committee",
    needs=("present", "content", "quorum"),
    quorum="committee",
    topics=MEETING_TOPICS,
    fields=(
        Field(
            code="form",
            label="会议",
            type="choice",
            choices=(
                ("committee", "党委（党组）会"),
                ("secretaries", "书记工作例会"),
                ("special", "专题推进会"),
            ),
        ),
        Field(
            code="subject",
            label="研究专题",
            type="choice",
            choices=(
                ("building", "基层党建"),
                ("branches", "党支部建设"),
                ("ideology", "意识形态"),
                ("clean", "党风廉政"),
                ("other", "其他"),
            ),
            help="听取党建汇报、专题研究党建的选「基层党建」或「党支部建设」，才算办了这一项应办事项",
        ),
        Field(code="law_studied", label="会前学法", most=60),
        SERIES,
    ),
    help="议定事项写明负责人和期限，下次会上自动带出没有办完的。",
)
