"""How often one token may ask.

A bucket per token holds `BURST` requests and fills by `RATE` each second. It lives in the memory
of each server process: the limit keeps a runaway script from crowding out the people at their
screens, and is no accounting. With several processes a token may ask that many times more often.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

RATE = 20.0  # a second
BURST = 200.0
MOST_BUCKETS = 10_000


@dataclass
class Bucket:
    level: float
    at: float


class Limiter:
    def __init__(
        self,
        rate: float = RATE,
        burst: float = BURST,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.rate, self.burst, self.clock = rate, burst, clock
        self._buckets: OrderedDict[int, Bucket] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, token: int) -> float:
        """0 if the request may go on, else after how many seconds to ask again."""
        now = self.clock()
        with self._lock:
            bucket = self._buckets.pop(token, Bucket(self.burst, now))
            bucket.level = min(self.burst, bucket.level + (now - bucket.at) * self.rate)
            bucket.at = now
            self._buckets[token] = bucket
            if len(self._buckets) > MOST_BUCKETS:
                self._buckets.popitem(last=False)
            if bucket.level < 1:
                return (1 - bucket.level) / self.rate
            bucket.level -= 1
            return 0.0


limiter = Limiter()
