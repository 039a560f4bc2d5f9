"""A job worker to be killed: `python -m tests.faults.jobber [unfenced]`.

Its jobs take a few steps and leave one row as they finish. With `unfenced` the worker writes
without naming its token: the fault that the test must notice.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from datetime import timedelta

import django

LEASE = timedelta(seconds=1)


def declare_work() -> None:
    from jishi.base.jobs import Run, job
    from jishi.base.tests.specimen import Ran
    from jishi.tree.permissions import SELF

    @job("test.append", "追加一行", SELF)
    def append(run: Run) -> None:
        for step in range(1, 5):
            time.sleep(0.06)
            run.progress(step, 4)
        run.finish(lambda: Ran.objects.create(job_id=run.job.pk, worker=str(os.getpid())) and None)


def main() -> None:
    django.setup()
    declare_work()
    from jishi.base.jobs import declare, queue
    from jishi.base.jobs.worker import run_worker
    from jishi.base.models import Job

    declare.load()
    declare.TIMED.clear()  # the night's work is not what is counted here
    if "unfenced" in sys.argv:
        queue.mine = lambda held: Job.objects.filter(pk=held.job_id)
    run_worker(threading.Event(), lease=LEASE, poll=0.05)


if __name__ == "__main__":
    main()
