"""How often somebody may ask: a bucket each, filled by so much a second.

It lives in the memory of each server process: it keeps a runaway script from crowding out people
and a guesser from guessing, and is no accounting. With several processes one may ask that many
times more often.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass

MOST_BUCKETS = 10_000


@dataclass
class Bucket:
    level: float
    at: float


class Limiter:
    def __init__(
        self,
        rate: float,
        burst: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.rate, self.burst, self.clock = rate, burst, clock
        self._buckets: OrderedDict[Hashable, Bucket] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, who: Hashable) -> float:
        """0 if the request may go on, else after how many seconds to ask again."""
        now = self.clock()
        with self._lock:
            bucket = self._buckets.pop(who, Bucket(self.burst, now))
            bucket.level = min(self.burst, bucket.level + (now - bucket.at) * self.rate)
            bucket.at = now
            self._buckets[who] = bucket
            if len(self._buckets) > MOST_BUCKETS:
                self._buckets.popitem(last=False)
            if bucket.level < 1:
                return (1 - bucket.level) / self.rate
            bucket.level -= 1
            return 0.0
