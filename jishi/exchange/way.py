"""How long work is carried: by a job of the worker, or at once by a command."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

from django.db import transaction

from jishi.base.crypto import remembering
from jishi.tree.actor import Actor


@contextmanager
def at_full_speed() -> Iterator[None]:
    """While fifty thousand rows are alive at once: no index made twice, no hunt for cycles.

    What is made here holds no cycles; a tenth of the time went into looking for them.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        with remembering():
            yield
    finally:
        if was:
            gc.enable()


class Way(Protocol):
    """What the steps of an import need of whoever runs them; `jobs.Run` is one."""

    actor: Actor

    def progress(self, done: int, total: int = 0, message: str = "") -> None: ...

    def step(self) -> AbstractContextManager[None]: ...

    def finish(self, do: Callable[[], None] | None = None, *, message: str = "") -> None: ...


class AtOnce:
    """In this very process: each step is a transaction, so is the end."""

    def __init__(self, actor: Actor, tell: Callable[[int, int, str], None] | None = None) -> None:
        self.actor, self.tell = actor, tell

    def progress(self, done: int, total: int = 0, message: str = "") -> None:
        if self.tell is not None:
            self.tell(done, total, message)

    def step(self) -> AbstractContextManager[None]:
        return transaction.atomic()

    def finish(self, do: Callable[[], None] | None = None, *, message: str = "") -> None:
        with transaction.atomic():
            if do is not None:
                do()
