"""The loop that does the work: one process, one job at a time; as many processes as one likes."""

from __future__ import annotations

import logging
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import DatabaseError, close_old_connections, connection

from jishi.base.clock import today
from jishi.base.jobs import pulse, queue, timed
from jishi.base.jobs.declare import KINDS, Kind, load
from jishi.base.jobs.run import Run, Stopping
from jishi.base.models import Job
from jishi.tree.actor import Actor, local_operator
from jishi.tree.errors import NotDone, Refused
from jishi.tree.reach import require

log = logging.getLogger("jishi.jobs")

LEASE = timedelta(seconds=30)
POLL = 1.0
BACK_OFF = (10, 60, 300)  # seconds before the next try


def run_worker(stop: threading.Event, *, lease: timedelta = LEASE, poll: float = POLL) -> None:
    """Work until asked to stop; a job under way is handed back at its next step."""
    load()
    known: dict[str, str] = {}
    while not stop.is_set():
        close_old_connections()
        pulse.beat()
        worked = False
        try:
            timed.start_due(known)
            worked = work_one(stop, lease)
        except DatabaseError as fault:
            log.error("jobs wait for the database: %s", type(fault).__name__)
            connection.close()
        if not worked:
            stop.wait(poll)


def work_one(stop: threading.Event | None = None, lease: timedelta = LEASE) -> bool:
    """Take one job and see it through; False when there is none."""
    held = queue.claim(lease)
    if held is None:
        return False
    job = Job.objects.select_related("account", "org").get(pk=held.job_id)
    with _heart(held, lease):
        try:
            _perform(job, held, stop or threading.Event())
        except queue.LostLease:
            log.warning("job %s was taken over by another worker", job.pk)
    return True


def _perform(job: Job, held: queue.Held, stop: threading.Event) -> None:
    kind = KINDS.get(job.kind)
    if kind is None:
        queue.fail(held, "这种任务已不存在，请重新提交")
        return
    try:
        actor = _actor_of(job)
        require(actor, kind.permission, job.org)
        run = Run(job, actor, held, stop)
        result = kind.handler(run)
        run.finish(result=result)
    except queue.LostLease:
        raise
    except queue.Cancelled:
        queue.cancelled(held)
    except Stopping:
        queue.again(held, timedelta())
    except NotDone as refusal:
        queue.fail(held, str(refusal) or "提交人现在没有办理权限")
    except Exception as fault:
        _try_again(job, kind, held, fault)


def _try_again(job: Job, kind: Kind, held: queue.Held, fault: Exception) -> None:
    """The log gets the place of the fault, not its text: that could quote someone's data."""
    place = "".join(traceback.format_tb(fault.__traceback__, limit=-4))
    log.error("job %s (%s): %s\n%s", job.pk, job.kind, type(fault).__name__, place)
    attempts = job.attempts + 1
    what = "磁盘已满或不能写入" if isinstance(fault, OSError | DatabaseError) else "程序出错"
    if attempts > kind.retries:
        queue.fail(held, f"{what}，试了 {attempts} 次没有成功，请联系系统管理员（任务 {job.pk}）")
        return
    wait = BACK_OFF[min(attempts, len(BACK_OFF)) - 1]
    message = f"{what}，第 {attempts} 次没有成功，{wait} 秒后自动再试"
    queue.again(held, timedelta(seconds=wait), message, attempts)


def _actor_of(job: Job) -> Actor:
    """The submitter as of today: rights lost since then are lost for the job too."""
    if job.account_id is None:
        return local_operator(today())
    accounts: Any = get_user_model()._default_manager  # the rooms above, unseen from here
    account = accounts.get(pk=job.account_id)
    if not account.is_active:
        raise Refused("提交人的账号已停用")
    return Actor(account.pk, account.login, account.name, account.kind, today())


@contextmanager
def _heart(held: queue.Held, lease: timedelta) -> Iterator[None]:
    """Renews the lease while the job runs, on a connection of its own."""
    quiet = threading.Event()

    def beat() -> None:
        try:
            while not quiet.wait(lease.total_seconds() / 3):
                pulse.beat()
                pulse.beat()
                try:
                    if not queue.beat(held, lease):
                        return
                except DatabaseError:
                    log.warning("job %s: lease not renewed this time", held.job_id)
        finally:
            connection.close()

    thread = threading.Thread(target=beat, name=f"lease-{held.job_id}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        quiet.set()
        thread.join()
