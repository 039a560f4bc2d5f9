"""Numbers and dates in Chinese characters, as letters and receipts have them.

`partial.read_partial` reads such dates; this writes them.
"""

from __future__ import annotations

from datetime import date

_DIGITS = "〇一二三四五六七八九"
_PLACES = ("", "十", "百", "千")
MOST = 9999


def han_number(number: int) -> str:
    """九十, 一百零五, 二〇 never: a number as it is spoken."""
    if not 0 <= number <= MOST:
        raise ValueError(f"只写 0 至 {MOST} 的数：{number}")
    if number == 0:
        return "零"
    found = han_group(number)
    return found[1:] if found.startswith("一十") else found


def han_group(number: int) -> str:
    """Up to four figures as they stand within a larger number: 一十二, 三千零五."""
    found, gap = "", False
    figures = str(number)
    for index, figure in enumerate(figures):
        place = _PLACES[len(figures) - index - 1]
        if figure == "0":
            gap = bool(found)
            continue
        found += ("零" if gap else "") + _DIGITS[int(figure)] + place
        gap = False
    return found


def han_year(year: int) -> str:
    """二〇二六, figure by figure."""
    return "".join(_DIGITS[int(figure)] for figure in str(year))


def han_month(day: date) -> str:
    """二〇二六年三月."""
    return f"{han_year(day.year)}年{han_number(day.month)}月"


def han_date(day: date) -> str:
    """二〇二六年十一月二十日."""
    return f"{han_month(day)}{han_number(day.day)}日"
