"""How often one token may ask: 200 at once, 20 a second."""

from __future__ import annotations

from jishi.base.limiter import Limiter

RATE = 20.0  # a second
BURST = 200.0

limiter = Limiter(RATE, BURST)

__all__ = ["BURST", "RATE", "Limiter", "limiter"]
