"""Moments and limits as registers of requests carry them: 2026/10/8 9:12, 24小时, 5个工作日."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from jishi.exchange.cells import Cell, Day
from jishi.exchange.faults import Fault
from jishi.exchange.parsing.numbers import FIRST_SERIAL, LAST_SERIAL, full_date
from jishi.exchange.parsing.words import plain, seen
from jishi.kernel.deadline import Unit

_CLOCK = re.compile(
    r"(.*?[\d日])[\sT,，]*(上午|下午|晚上)?\s*(\d{1,2})[:：时点](\d{1,2})?(?:[:：分](\d{1,2}(?:\.\d+)?)?秒?)?"
)
_EPOCH = dt.datetime.combine(dt.date(1899, 12, 30), dt.time())
_LIMIT = re.compile(
    r"(\d{1,4})(?:个)?(小时|工作日|自然日|日历日|天|日|周|星期|月|H|h)?(?:内|以内)?"
)
_UNITS = {
    "小时": (Unit.HOURS, 1), "h": (Unit.HOURS, 1), "工作日": (Unit.WORKING_DAYS, 1),
    "周": (Unit.NATURAL_DAYS, 7), "星期": (Unit.NATURAL_DAYS, 7), "月": (Unit.NATURAL_DAYS, 30),
}  # fmt: skip


def moment(cell: Cell) -> str:
    """A day, with the time where it is written: 2026-10-08 or 2026-10-08T09:12."""
    if isinstance(cell, Day) and cell.moment.time() != dt.time():
        full_date(cell)
        return _written(cell.moment)
    if isinstance(cell, float) and FIRST_SERIAL <= cell < LAST_SERIAL and cell % 1:
        return _written(_EPOCH + dt.timedelta(minutes=round(cell * 1440)))
    if isinstance(cell, str):
        found = _CLOCK.fullmatch(unicodedata.normalize("NFKC", seen(cell)))
        if found:
            day, half, hour, minute = found[1].rstrip(), found[2], int(found[3]), found[4]
            hour += 12 if half in ("下午", "晚上") and hour < 12 else 0
            if hour > 23 or int(minute or 0) > 59:
                raise Fault("time_form", f"“{seen(cell)[:20]}”的时间不对")
            return _written(dt.datetime.combine(full_date(day), dt.time(hour, int(minute or 0))))
    return full_date(cell).isoformat()


def _written(at: dt.datetime) -> str:
    return at.replace(second=0, microsecond=0, tzinfo=None).isoformat(timespec="minutes")


def limit(cell: Cell) -> str:
    """Either how long, as `natural_days:7`, or until when, as a moment."""
    if isinstance(cell, int | float) and not isinstance(cell, bool) and 0 < cell < 1000:
        written = f"{cell:g}"
    elif isinstance(cell, str):
        written = plain(cell)
    else:
        return moment(cell)
    found = _LIMIT.fullmatch(written)
    if found is None:
        try:
            return moment(cell)
        except Fault:
            text = f"“{written[:20]}”看不出时限，请写成 7天、5个工作日、24小时，或写明日期"
            raise Fault("limit_form", text) from None
    unit, times = _UNITS.get((found[2] or "").lower(), (Unit.NATURAL_DAYS, 1))
    amount = int(found[1]) * times
    if not 1 <= amount <= 2000:
        raise Fault("limit_range", "时限应在 1 至 2000 之间")
    return f"{unit.value}:{amount}"
