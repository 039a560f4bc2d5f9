"""The job worker gives a sign of life; without it no reminder is sent and no anchor kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from jishi.base.clock import now
from jishi.base.doctor.check import Finding, check, warn
from jishi.base.jobs import pulse
from jishi.base.models import Job, JobState

LATE = timedelta(minutes=10)


@check("worker", "后台任务", order=70)
def worker() -> Iterator[Finding]:
    if not pulse.alive():
        yield warn(
            "后台任务没有在运行，提醒和定时工作不会进行", "用 jishi serve 启动服务（自带后台任务）"
        )
    late = Job.objects.filter(state=JobState.WAITING, run_after__lt=now() - LATE).count()
    if late:
        yield warn(f"{late} 项任务等了十分钟还没开始", "查看任务页，必要时重启服务")
    failed = Job.objects.filter(state=JobState.FAILED, ended_at__gte=now() - timedelta(days=1))
    count = failed.count()
    if count:
        yield warn(f"最近一天有 {count} 项任务失败", "到任务页查看原因后重试")
