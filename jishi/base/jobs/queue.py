"""Every write to the job table.

Whoever runs a job holds a lease with a token that rises at each claim. A worker that died lets its
lease run out and another takes the job over; one that merely slept finds its token outdated: each
write names the token, so that a job is finished once, whatever its earlier holders still believe.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from jishi.base import inbox
from jishi.base.act import act
from jishi.base.audit.verbs import Verb
from jishi.base.clock import now
from jishi.base.jobs.declare import KINDS, load
from jishi.base.models import Job, JobState, StoredFile
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused
from jishi.tree.models import Organisation
from jishi.tree.permissions import SELF

STARTED = Verb("job.start", "提交任务")
CANCELLED = Verb("job.cancel", "取消任务")

MOST_CLAIMS = 30  # a job that takes its worker down each time is not tried for ever


class LostLease(Exception):
    """Another worker has taken this job over; nothing of ours may be written any more."""


class Cancelled(Exception):
    """The person who submitted the job wants it stopped."""


@dataclass(frozen=True)
class Held:
    """A claimed job: its number and the token that proves the claim."""

    job_id: int
    token: int


def enqueue(
    actor: Actor,
    code: str,
    payload: dict[str, Any] | None = None,
    title: str = "",
    org: Organisation | None = None,
) -> Job:
    """Submit work inside the caller's transaction: it starts when, and only if, that commits."""
    if code not in KINDS:
        load()
    kind = KINDS[code]
    with act(actor, kind.permission, org) as doing:
        job = insert(code, payload, title or kind.title, actor.account_id, org)
        doing.record(STARTED, job, org=org, kind=code)
        return job


def insert(
    code: str,
    payload: dict[str, Any] | None,
    title: str,
    account_id: int | None = None,
    org: Organisation | None = None,
) -> Job:
    moment = now()
    return Job.objects.create(
        kind=code, title=title[:120], account_id=account_id, org=org,
        payload=json.dumps(payload or {}, ensure_ascii=False), run_after=moment, made_at=moment,
    )  # fmt: skip


def ask_cancel(actor: Actor, job_id: int) -> None:
    """One's own job: a waiting one ends at once, a running one at its next step."""
    with act(actor, SELF) as doing:
        rows = Job.objects.select_for_update(of=("self",)).filter(pk=job_id)
        job = rows.filter(account_id=actor.account_id or 0).first()
        if job is None or job.state not in (JobState.WAITING, JobState.RUNNING):
            raise Refused("任务已经结束，不用取消")
        if job.state == JobState.WAITING:
            job.state, job.ended_at = JobState.CANCELLED, now()
        job.cancel_asked = True
        job.save(update_fields=["state", "ended_at", "cancel_asked"])
        doing.record(CANCELLED, job, kind=job.kind)


# --- what a worker does with it ---------------------------------------------------------------


def _open(moment: datetime) -> QuerySet[Job]:
    waiting = Q(state=JobState.WAITING, run_after__lte=moment)
    abandoned = Q(state=JobState.RUNNING, leased_until__lt=moment)
    return Job.objects.filter(waiting | abandoned).order_by("run_after", "id")


def claim(lease: timedelta) -> Held | None:
    """Take the next waiting or abandoned job, if any."""
    moment = now()
    if not _open(moment).exists():  # a plain read: an idle worker takes no lock
        return None
    with transaction.atomic():
        skip = connection.features.has_select_for_update_skip_locked
        job = _open(moment).select_for_update(skip_locked=skip, of=("self",)).first()
        if job is None:
            return None
        job.token += 1
        job.state, job.leased_until = JobState.RUNNING, moment + lease
        job.save(update_fields=["token", "state", "leased_until"])
        held = Held(job.pk, job.token)
        if job.cancel_asked:
            _end(held, JobState.CANCELLED, "")
        elif job.token > MOST_CLAIMS:
            _end(held, JobState.FAILED, f"任务中断了 {MOST_CLAIMS} 次，已停下，请联系系统管理员")
        else:
            return held
    return claim(lease)


def mine(held: Held) -> QuerySet[Job]:
    """The job, if this claim still holds."""
    return Job.objects.filter(pk=held.job_id, token=held.token, state=JobState.RUNNING)


def beat(held: Held, lease: timedelta) -> bool:
    return bool(mine(held).update(leased_until=now() + lease))


def note(held: Held, done: int, total: int, message: str) -> None:
    """Store how far it is; raises if the job is no longer ours or is to be stopped."""
    if not mine(held).update(done=done, total=total, message=message[:300]):
        raise LostLease
    if Job.objects.filter(pk=held.job_id, cancel_asked=True).exists():
        raise Cancelled


@contextmanager
def step(held: Held) -> Iterator[None]:
    """A transaction of the job's own that commits only while the claim holds."""
    with transaction.atomic():
        if mine(held).select_for_update().first() is None:
            raise LostLease
        yield


def finish(
    held: Held, do: Callable[[], StoredFile | None] | None = None, message: str = ""
) -> None:
    """The job's last write and its end, both or neither."""
    with transaction.atomic():
        _end(held, JobState.DONE, message)
        result = do() if do else None
        if result is not None:
            Job.objects.filter(pk=held.job_id).update(result=result)


def fail(held: Held, message: str) -> None:
    with transaction.atomic():
        _end(held, JobState.FAILED, message)


def cancelled(held: Held) -> None:
    with transaction.atomic():
        _end(held, JobState.CANCELLED, "")


def again(held: Held, after: timedelta, message: str = "", attempts: int | None = None) -> None:
    """Give it back: to try later, or because this worker is asked to stop."""
    values: dict[str, Any] = {"state": JobState.WAITING, "run_after": now() + after}
    if attempts is not None:
        values |= {"attempts": attempts, "message": message[:300]}
    if not mine(held).update(leased_until=None, **values):
        raise LostLease


_TELLS = {JobState.DONE: "已完成", JobState.FAILED: "没有完成"}


def _end(held: Held, state: JobState, message: str) -> None:
    moment = now()
    ended = {"state": state, "message": message[:300], "ended_at": moment, "leased_until": None}
    if not mine(held).update(**ended):
        raise LostLease
    job = Job.objects.get(pk=held.job_id)
    if job.account_id is not None and state in _TELLS:
        title = f"{job.title}{_TELLS[state]}"
        inbox.put([job.account_id], f"job:{job.pk}", title, link=f"/jobs/{job.pk}/")
