"""What day and what moment it is, in one place. Rules take `today` as an argument instead."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

from jishi.config import environment

SHANGHAI = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    return timezone.now()


def today() -> date:
    return environment.day("JISHI_TODAY") or now().astimezone(SHANGHAI).date()
