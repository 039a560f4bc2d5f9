"""政治仪式: the oath, the political birthday."""

from jishi.activities.kinds.kind import ActivityKind
from jishi.kernel.items import Field

CEREMONY = ActivityKind(
    code="ceremony",
    title="政治仪式",
    source="R-LIFE-32",
    group="life",
    order=13,
    expects="nobody",
    needs=("present",),
    fields=(
        Field(
            code="rite",
            label="仪式",
            type="choice",
            needed=True,
            choices=(
                ("oath", "入党宣誓"),
                ("renewed_oath", "重温入党誓词"),
                ("birthday", "政治生日"),
                ("medal", "颁发纪念章"),
                ("other", "其他"),
            ),
        ),
    ),
    help="可以和主题党日一起开展。",
)
