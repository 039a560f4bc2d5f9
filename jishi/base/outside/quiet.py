"""When nobody is disturbed."""

from __future__ import annotations

from datetime import datetime, timedelta

from jishi.kernel.declare import Example, rule


@rule(
    title="此刻是否在站外提醒的安静时段",
    cites=("R-GEN-02", "R-GEN-03"),
    source="设计约定",
    examples=(
        Example({"hour": 21, "first": 20, "until": 8}, True, "晚上等到早晨"),
        Example({"hour": 6, "first": 20, "until": 8}, True, "半夜等到早晨"),
        Example({"hour": 8, "first": 20, "until": 8}, False, "早晨照发"),
        Example({"hour": 13, "first": 12, "until": 14}, True, "不跨夜的时段"),
        Example({"hour": 14, "first": 12, "until": 14}, False, "时段已过"),
        Example({"hour": 21, "first": 0, "until": 0}, False, "没有安静时段"),
    ),
)
def is_quiet(hour: int, first: int, until: int) -> bool:
    """From one hour to another, over midnight or not."""
    if first > until:
        return hour >= first or hour < until
    return first <= hour < until


def ends_of_quiet(at: datetime, first: int, until: int) -> datetime | None:
    """When the quiet hours of this moment are over; nothing where it may be sent now."""
    if not is_quiet(at.hour, first, until):
        return None
    end = at.replace(hour=until, minute=0, second=0, microsecond=0)
    return end + timedelta(days=1) if end <= at else end
