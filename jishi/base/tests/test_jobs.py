"""A job starts when its act commits, is done once, and says in words what became of it."""

import contextlib
from datetime import timedelta

import pytest
from django.db import transaction

from jishi.base import files
from jishi.base.clock import now
from jishi.base.jobs import Cancelled, LostLease, Result, Run, declare, enqueue, queries, queue
from jishi.base.jobs import job as declare_job
from jishi.base.jobs.worker import LEASE, work_one
from jishi.base.models import AuditEvent, InboxItem, Job, OnceKey
from jishi.orgs.access import ORG_EDIT
from jishi.tree.errors import Forbidden, NotVisible, Refused
from jishi.tree.permissions import SELF
from tests.world import World

CALLS: list[int] = []


@pytest.fixture
def does(monkeypatch):
    """Declare a job for this test alone: `does(function)`."""
    monkeypatch.setattr(declare, "KINDS", dict(declare.KINDS))
    monkeypatch.setattr(queue, "KINDS", declare.KINDS)
    monkeypatch.setattr("jishi.base.jobs.worker.KINDS", declare.KINDS)
    CALLS.clear()

    def make(handler, permission=SELF, retries=3):
        declare_job("test.work", "试一试", permission, retries)(handler)

    return make


def ended(job: Job) -> Job:
    while work_one():
        pass
    job.refresh_from_db()
    return job


def test_a_job_is_done_and_its_owner_told_once(world: World, does):
    does(lambda run: CALLS.append(run.payload["org"]))
    job = ended(enqueue(world.actor("何文"), "test.work", {"org": 7}, "整理名册"))
    assert (job.state, job.message, CALLS) == ("done", "", [7])
    item = InboxItem.objects.get(account=world.people["何文"])
    assert (item.title, item.link) == ("整理名册已完成", f"/jobs/{job.pk}/")
    assert AuditEvent.objects.filter(verb="job.start", object_id=str(job.pk)).count() == 1


def test_a_job_of_an_act_that_fails_never_was(world: World, does):
    does(lambda run: CALLS.append(1))

    def act_that_fails() -> None:
        with transaction.atomic():
            enqueue(world.actor("何文"), "test.work")
            raise Refused("不行")

    with pytest.raises(Refused):
        act_that_fails()
    assert not work_one()
    assert not CALLS


def test_submitting_needs_the_permission_and_running_needs_it_still(world: World, does):
    does(lambda run: CALLS.append(1), permission=ORG_EDIT)
    with pytest.raises(Forbidden):
        enqueue(world.actor("何文"), "test.work")
    with pytest.raises(NotVisible):
        enqueue(world.actor("石磊"), "test.work", org=world["河东村党支部"])
    job = enqueue(world.actor("陈岚"), "test.work", org=world["河东村党支部"])
    world.people["陈岚"].grants.all().delete()
    assert ended(job).state == "failed"
    assert "没有" in job.message
    assert not CALLS


def test_a_closed_account_has_no_jobs_done(world: World, does):
    does(lambda run: CALLS.append(1))
    job = enqueue(world.actor("何文"), "test.work")
    type(world.people["何文"]).objects.filter(name="何文").update(state="closed")
    assert ended(job).message == "提交人的账号已停用"
    assert not CALLS


def test_a_fault_is_tried_again_later_and_then_reported_without_its_text(world, does, caplog):
    number = "1381234" + str(5678)

    def broken(run: Run) -> None:
        raise ValueError(number)

    does(broken, retries=1)
    job = ended(enqueue(world.actor("何文"), "test.work"))
    assert (job.state, job.attempts) == ("waiting", 1)
    assert job.run_after > now()
    Job.objects.update(run_after=now())
    assert ended(job).state == "failed"
    assert "2 次没有成功" in job.message
    assert number not in job.message + caplog.text
    assert "ValueError" in caplog.text
    assert InboxItem.objects.get(account=world.people["何文"]).title == "试一试没有完成"


def test_a_refusal_is_not_tried_again(world: World, does):
    def refused(run: Run) -> None:
        raise Refused("名册是空的")

    does(refused)
    job = ended(enqueue(world.actor("何文"), "test.work"))
    assert (job.state, job.message, job.attempts) == ("failed", "名册是空的", 0)


def test_the_result_belongs_to_the_one_who_asked_and_is_sealed(world: World, does):
    does(lambda run: Result("姓名,电话\n韦明,13812345678\n".encode(), "名册.csv"))
    job = ended(enqueue(world.actor("何文"), "test.work"))
    assert job.result.name == "名册.csv"
    assert b"13812345678" not in files.path_of(job.result.digest).read_bytes()
    mine = files.file_for(world.actor("何文"), job.result_id)
    assert b"13812345678" in files.read(mine)
    for stranger in ("陈岚", "石磊", "系统"):
        with pytest.raises(NotVisible):
            files.file_for(world.actor(stranger), job.result_id)


def test_a_waiting_job_is_cancelled_at_once_and_a_running_one_at_its_next_step(world, does):
    he = world.actor("何文")

    def long(run: Run) -> None:
        run.progress(1, 10)
        queue.ask_cancel(he, run.job.pk)
        run.progress(10, 10)
        CALLS.append(1)

    does(long)
    waiting = enqueue(he, "test.work")
    queue.ask_cancel(he, waiting.pk)
    assert ended(waiting).state == "cancelled"
    assert ended(enqueue(he, "test.work")).state == "cancelled"
    assert not CALLS
    with pytest.raises(Refused):
        queue.ask_cancel(he, waiting.pk)


def test_nobody_cancels_or_sees_anothers_job(world: World, does):
    does(lambda run: None)
    job = enqueue(world.actor("何文"), "test.work")
    for stranger in ("陈岚", "柳芳", "系统"):
        with pytest.raises(Refused):
            queue.ask_cancel(world.actor(stranger), job.pk)
        with pytest.raises(NotVisible):
            queries.job_of(world.actor(stranger), job.pk)
    job.refresh_from_db()
    assert not job.cancel_asked


def test_the_last_write_and_the_end_are_one(world: World, does):
    def last() -> None:
        OnceKey.objects.create(account_id=0, key="x", payload="", made_at=now())
        raise ValueError

    does(lambda run: run.finish(last))
    job = ended(enqueue(world.actor("何文"), "test.work"))
    assert job.state == "waiting"
    assert not OnceKey.objects.exists()


# --- two workers ------------------------------------------------------------------------------


def two_holders(world: World) -> tuple[queue.Held, queue.Held]:
    """A job claimed twice: the first worker slept beyond its lease."""
    enqueue(world.actor("何文"), "test.work")
    first = queue.claim(LEASE)
    assert first
    assert queue.claim(LEASE) is None
    Job.objects.update(leased_until=now() - timedelta(seconds=1))
    second = queue.claim(LEASE)
    assert second
    assert second.token == first.token + 1
    return first, second


def finish_both(first: queue.Held, second: queue.Held) -> int:
    """How often the job's last write was made."""
    for held in (first, second):
        with contextlib.suppress(LostLease):
            queue.finish(held, lambda: CALLS.append(1))
    return len(CALLS)


def test_a_worker_that_slept_beyond_its_lease_can_write_nothing(world: World, does):
    does(lambda run: None)
    first, second = two_holders(world)
    with pytest.raises(LostLease):
        queue.note(first, 1, 2, "")
    with pytest.raises(LostLease), queue.step(first):
        CALLS.append(1)
    for end in (queue.fail, queue.cancelled):
        with pytest.raises(LostLease):
            end(first, "x") if end is queue.fail else end(first)
    with pytest.raises(LostLease):
        queue.again(first, timedelta())
    assert not queue.beat(first, LEASE)
    assert queue.beat(second, LEASE)
    assert finish_both(first, second) == 1


def test_without_the_token_a_job_would_be_finished_twice(world: World, does, monkeypatch):
    does(lambda run: None)
    first, second = two_holders(world)
    monkeypatch.setattr(queue, "mine", lambda held: Job.objects.filter(pk=held.job_id))
    assert finish_both(first, second) == 2


def test_a_job_that_takes_its_worker_down_each_time_is_given_up(world: World, does, monkeypatch):
    monkeypatch.setattr(queue, "MOST_CLAIMS", 3)
    does(lambda run: None)
    job = enqueue(world.actor("何文"), "test.work")
    for _ in range(3):
        assert queue.claim(timedelta(seconds=-1))
    assert queue.claim(LEASE) is None
    job.refresh_from_db()
    assert job.state == "failed"
    assert "中断" in job.message


def test_a_worker_asked_to_stop_hands_the_job_back(world: World, does):
    def stopped(run: Run) -> None:
        run.stop.set()
        run.progress(1, 2)

    does(stopped)
    job = enqueue(world.actor("何文"), "test.work")
    work_one()
    job.refresh_from_db()
    assert (job.state, job.attempts, job.leased_until) == ("waiting", 0, None)


def test_a_cancel_is_an_exception_a_handler_may_clean_up_after(world: World, does):
    def careful(run: Run) -> None:
        queue.ask_cancel(world.actor("何文"), run.job.pk)
        try:
            run.progress(1, 1)
        except Cancelled:
            CALLS.append(1)
            raise

    does(careful)
    assert ended(enqueue(world.actor("何文"), "test.work")).state == "cancelled"
    assert CALLS == [1]
