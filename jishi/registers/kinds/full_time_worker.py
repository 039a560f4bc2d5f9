"""A full-time Party worker of a community."""

from jishi.registers.access import POST_EDIT
from jishi.registers.kinds.kind import LinkKind

FULL_TIME_WORKER = LinkKind(
    code="full_time_worker", title="专职党务工作者", source="社区党务工作者配备要求",
    permission=POST_EDIT, order=13,
    is_post=True,
    members_only=False,
    takes=("partner",),
)  # fmt: skip
