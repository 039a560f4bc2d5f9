"""党课: somebody teaches, about something."""

from jishi.activities.kinds.kind import SERIES, ActivityKind
from jishi.kernel.items import Field

LESSON = ActivityKind(
    code="lesson",
    title="党课",
    source="R-LIFE-04；R-LIFE-19",
    group="sanhui_yike",
    order=4,
    expects="members",
    needs=("present", "title", "lecturer"),
    topics=("lecture",),
    fields=(
        Field(
            code="lecturer_class",
            label="授课人类别",
            type="choice",
            choices=(
                ("secretary", "党组织书记"),
                ("leader", "党员领导干部"),
                ("expert", "党员专家学者"),
                ("model", "先进模范人物"),
                ("member", "普通党员"),
            ),
        ),
        Field(
            code="subject",
            label="专题",
            type="choice",
            choices=(
                ("theory", "党的创新理论"),
                ("rules", "党章党规党纪"),
                ("clean", "廉洁教育"),
                ("history", "党史和革命传统"),
                ("policy", "形势政策"),
                ("other", "其他"),
            ),
        ),
        SERIES,
    ),
    studies=True,
    help="写明授课人和题目才能计入党课；与主题党日一起开展的「微课堂」也在这里登记。",
)
