"""What a job's function holds while it runs: who, with what, how far, and the way to finish."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import Any

from jishi.base import files
from jishi.base.clock import now
from jishi.base.jobs import queue
from jishi.base.models import Job, StoredFile
from jishi.tree.actor import Actor

OFTEN = 0.4  # seconds between two progress writes; what falls between is not worth a commit


class Stopping(Exception):
    """The worker is shutting down; the job goes back and starts again later."""


@dataclass(frozen=True)
class Result:
    """A file made by a job, for the one who asked for it."""

    data: bytes
    name: str
    sealed: bool = True
    days: int = 7


@dataclass
class Run:
    job: Job
    actor: Actor
    held: queue.Held
    stop: threading.Event = field(default_factory=threading.Event)
    finished: bool = False
    _noted: float = 0.0

    @cached_property
    def payload(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.job.payload)
        return found

    def progress(self, done: int, total: int = 0, message: str = "") -> None:
        """Say how far it is. Here a job is cancelled, handed back, or learns it was taken over."""
        if self.stop.is_set():
            raise Stopping
        moment = time.monotonic()
        if moment - self._noted < OFTEN and done != total:
            return
        self._noted = moment
        queue.note(self.held, done, total, message)

    def step(self) -> AbstractContextManager[None]:
        """`with run.step():` a write on the way, made only while the job is still ours."""
        return queue.step(self.held)

    def finish(
        self,
        do: Callable[[], None] | None = None,
        result: Result | None = None,
        message: str = "",
    ) -> None:
        """Last write, result file and end in one transaction. A second call changes nothing."""
        if self.finished:
            return
        body = files.lay_down(result.data, sealed=result.sealed) if result else None

        def last() -> StoredFile | None:
            if do is not None:
                do()
            if result is None or body is None:
                return None
            return files.register(
                body, result.name, owner=files.Owner("job", str(self.job.pk)),
                org_id=self.job.org_id, account_id=self.job.account_id,
                expires=now() + timedelta(days=result.days),
            )  # fmt: skip

        queue.finish(self.held, last, message)
        self.finished = True
