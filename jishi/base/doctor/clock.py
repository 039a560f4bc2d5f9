"""A clock that runs back or far ahead spoils deadlines and the order of the audit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from jishi.base.clock import now
from jishi.base.doctor.check import Finding, check, warn, wrong
from jishi.base.installation import installation
from jishi.base.models import AuditEvent
from jishi.config import environment

BUILT = datetime(2026, 1, 1, tzinfo=UTC)  # this program did not exist before
SLACK = timedelta(minutes=5)
FAR = timedelta(days=366 * 3)


def judge(moment: datetime, last_act: datetime | None) -> Iterator[Finding]:
    todo = "校准服务器时间，并打开自动对时（NTP）"
    if moment < BUILT:
        yield wrong(f"服务器时间是 {moment:%Y-%m-%d}，明显不对", todo)
    if last_act is None:
        return
    if last_act > moment + SLACK:
        yield wrong(
            f"服务器时间比最近一次办理还早（{last_act:%Y-%m-%d %H:%M} UTC），时钟被拨回", todo
        )
    if moment - last_act > FAR:
        yield warn(f"距最近一次办理已 {(moment - last_act).days} 天，时钟可能被拨快", todo)


@check("clock", "服务器时间", order=25)
def clock() -> Iterator[Finding]:
    last = AuditEvent.objects.order_by("-seq").first()
    yield from judge(now(), last.when if last else None)
    fixed = environment.text("JISHI_TODAY")
    if fixed and not installation().demo:
        yield wrong(f"日期被固定在 {fixed}（JISHI_TODAY），期限和提醒都不会走", "去掉这个环境变量")
