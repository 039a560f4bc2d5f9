"""The plumbing's own timed work: each night whatever is past its time is forgotten."""

from __future__ import annotations

from datetime import timedelta

from jishi.base import files, once
from jishi.base.clock import SHANGHAI, now
from jishi.base.jobs.declare import daily
from jishi.base.jobs.run import Run
from jishi.base.models import CronMark, Draft, InboxItem, Job
from jishi.base.retention import retention, sweep


@daily(2, 30, "retention.nightly", "到期清理")
def forget_what_is_due(run: Run) -> None:
    lines = sweep(run.actor, run.job)
    total = sum(line.count or 0 for line in lines)
    failed = [line.clock.what for line in lines if line.count is None]
    note = f"；没有做成：{'、'.join(failed)}" if failed else ""
    run.finish(message=f"按 {len(lines)} 项期限清理了 {total} 条{note}")


@retention("upload.once", "防重复提交的编号", "72 小时后")
def forget_once_keys() -> int:
    return once.forget_old()


@retention("upload.files", "到期的文件", "到期当天")
def forget_files() -> int:
    return files.expire()


@retention("upload.bytes", "无主的文件内容", "1 天后")
def forget_bytes() -> int:
    return files.collect_orphans()


@retention("upload.drafts", "没有提交的草稿", "30 天后")
def forget_drafts() -> int:
    return Draft.objects.filter(saved_at__lt=now() - timedelta(days=30)).delete()[0]


@retention("upload.jobs", "结束的任务", "30 天后")
def forget_jobs() -> int:
    return Job.objects.filter(ended_at__lt=now() - timedelta(days=30)).delete()[0]


@retention("upload.marks", "定时任务的时刻", "30 天后")
def forget_marks() -> int:
    oldest = (now() - timedelta(days=30)).astimezone(SHANGHAI).date().isoformat()
    return CronMark.objects.filter(slot__lt=oldest).delete()[0]


@retention("inbox", "办结的待办和读过的消息", "1 年后")
def forget_inbox() -> int:
    before = now() - timedelta(days=366)
    done = InboxItem.objects.filter(done_at__lt=before).delete()[0]
    return done + InboxItem.objects.filter(kind="notice", read_at__lt=before).delete()[0]
