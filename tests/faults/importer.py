"""A job worker that takes imports, to be killed: `python -m tests.faults.importer [half]`.

With `half` it publishes without a transaction around: the fault that the test must notice.
"""

from __future__ import annotations

import sys
import threading
from contextlib import contextmanager
from datetime import timedelta

import django

LEASE = timedelta(seconds=1)


@contextmanager
def no_transaction():
    yield


def tear() -> None:
    """Each statement of the publishing stands for itself."""
    from django.db import transaction

    from jishi.base import act
    from jishi.base.jobs import queue

    class Torn:
        atomic = staticmethod(lambda *args, **kwargs: no_transaction())
        on_commit = staticmethod(transaction.on_commit)

    act.transaction = queue.transaction = Torn


def main() -> None:
    django.setup()
    from jishi.base.jobs import declare
    from jishi.base.jobs.worker import run_worker

    declare.load()
    declare.TIMED.clear()
    if "half" in sys.argv:
        tear()
    run_worker(threading.Event(), lease=LEASE, poll=0.05)


if __name__ == "__main__":
    main()
