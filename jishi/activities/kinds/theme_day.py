"""主题党日: on a fixed day of the month."""

from jishi.activities.kinds.kind import SERIES, ActivityKind
from jishi.kernel.items import Field

THEME_DAY = ActivityKind(
    code="theme_day",
    title="主题党日",
    source="R-LIFE-05",
    group="sanhui_yike",
    order=5,
    expects="members",
    needs=("present", "content"),
    fields=(
        Field(code="moved_reason", label="没有在固定日开展的原因", help="在固定日开展的不填"),
        Field(
            code="linked_day",
            label="结合的日子",
            help="如七一、清明，或本地规定的「四个日子」",
            most=40,
        ),
        Field(code="online", label="线上开展", type="flag"),
        SERIES,
    ),
    studies=True,
    help="每月相对固定一天。可与党员大会、党课合并，各项具备要素的分别计入。",
)
