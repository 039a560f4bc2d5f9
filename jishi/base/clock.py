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
    fixed = environment.text("JISHI_TODAY")
    if fixed:
        try:
            return date.fromisoformat(fixed)
        except ValueError:
            raise environment.Fault(f"JISHI_TODAY 须如 2026-11-20，现在是「{fixed}」") from None
    return now().astimezone(SHANGHAI).date()
