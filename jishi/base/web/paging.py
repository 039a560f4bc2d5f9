"""Paging by key, not by offset: the next page starts after the last row shown.

Shared by lists and API. An order is a tuple of fields ending in a unique one; the cursor carries
their values. Offset paging and its count are what makes list pages slow.
"""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet

from jishi.tree.errors import Refused

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Order:
    """A way to sort: a closed choice, never a field name from the request (threat 10)."""

    code: str
    label: str
    fields: tuple[str, ...]  # the last one unique; "-" in front means falling


@dataclass(frozen=True)
class Page(Generic[M]):
    rows: list[M]
    next: str = ""
    previous: str = ""


def _value(row: Model, field: str) -> Any:
    value: Any = row
    for part in field.lstrip("-").split("__"):
        value = getattr(value, part)
    return value.isoformat() if isinstance(value, date | datetime) else value


def encode(row: Model, order: Order, back: bool) -> str:
    content = [int(back), *(_value(row, field) for field in order.fields)]
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")


def decode(cursor: str, order: Order) -> tuple[bool, list[Any]]:
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        back, *values = json.loads(raw)
    except (ValueError, binascii.Error, TypeError):
        raise Refused("翻页标记不对，请从第一页看起", code="bad_cursor") from None
    plain = all(isinstance(v, str | int) and not _too_big(v) for v in values)
    if len(values) != len(order.fields) or back not in (0, 1) or not plain:
        raise Refused("翻页标记不对，请从第一页看起", code="bad_cursor")
    return bool(back), values


def _too_big(value: str | int) -> bool:
    if isinstance(value, int):
        return abs(value) >= 2**63
    return len(value) > 500 or "\x00" in value


def after(order: Order, values: list[Any], back: bool) -> Q:
    """Rows strictly after (before) the given values in this order."""
    condition, equal = Q(), Q()
    for field, value in zip(order.fields, values, strict=True):
        falling, name = field.startswith("-"), field.lstrip("-")
        side = "lt" if falling != back else "gt"
        condition |= equal & Q(**{f"{name}__{side}": value})
        equal &= Q(**{name: value})
    return condition


def page(queryset: QuerySet[M], order: Order, cursor: str, size: int) -> Page[M]:
    back, values = decode(cursor, order) if cursor else (False, [])
    fields = [_flip(f) if back else f for f in order.fields]
    try:
        rows = list(
            queryset.filter(after(order, values, back) if values else Q()).order_by(*fields)[
                : size + 1
            ]
        )
    except (ValueError, TypeError, ValidationError, OverflowError):
        raise Refused("翻页标记不对，请从第一页看起", code="bad_cursor") from None
    more, rows = len(rows) > size, rows[:size]
    if back:
        rows.reverse()
    forward, backward = (True, more) if back else (more, bool(cursor))
    return Page(
        rows,
        next=encode(rows[-1], order, back=False) if rows and forward else "",
        previous=encode(rows[0], order, back=True) if rows and backward else "",
    )


def _flip(field: str) -> str:
    return field[1:] if field.startswith("-") else f"-{field}"
