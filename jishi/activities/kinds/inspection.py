"""调研督查 of one organisation by another."""

from jishi.activities.kinds.kind import LEADING, ActivityKind
from jishi.kernel.items import Field

INSPECTION = ActivityKind(
    code="inspection",
    title="调研督查",
    source="党建工作定期督促检查制度",
    group="leaders",
    order=23,
    org_kinds=(*LEADING, "general_branch"),
    expects="nobody",
    needs=("content",),
    fields=(
        Field(code="object", label="督查对象", needed=True, most=60),
        Field(
            code="form",
            label="方式",
            type="choice",
            choices=(
                ("on_site", "实地查看"),
                ("records", "调阅记录"),
                ("hearing", "听取汇报"),
                ("survey", "专题调研"),
            ),
        ),
    ),
    help="发现的问题写入议定事项，定人定时整改。",
)
