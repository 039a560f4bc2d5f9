"""The shapes of values that come in: bounded, without control characters, dates as dates."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from ninja import Schema
from pydantic import BeforeValidator, ConfigDict, Field, StringConstraints

from jishi.tree.errors import NotVisible

PLAIN = r"^[^\x00-\x1f\x7f]*$"  # one line; a NUL would be a fault in PostgreSQL


def _day(value: Any) -> date:
    if not isinstance(value, str) or len(value) != 10:
        raise ValueError("not a day")
    return date.fromisoformat(value)


Day = Annotated[date, BeforeValidator(_day)]
ShortName = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=60, pattern=PLAIN),
]
Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200, pattern=PLAIN)]
Title = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120, pattern=PLAIN)
]
Short = Annotated[str, StringConstraints(strip_whitespace=True, max_length=50, pattern=PLAIN)]
Long = Annotated[str, StringConstraints(max_length=20_000, pattern=r"^[^\x00]*$")]
Word = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_.]{1,31}$")]
BIG = 2**53 - 1  # what every reader of JSON keeps exact
Id = Annotated[int, Field(ge=1, le=BIG)]
Code = Annotated[str, StringConstraints(min_length=1, max_length=32, pattern=PLAIN)]
Limit = Annotated[int, Field(ge=1, le=200, description="每页最多几条")]
Cursor = Annotated[
    str,
    StringConstraints(max_length=2000, pattern=r"^[A-Za-z0-9_-]*$"),
    Field(description="上一页的 next；空则从头"),
]


def number(text: str) -> int:
    """The number of a record in an address; anything else is no record."""
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise NotVisible
    return int(text)


class Payload(Schema):
    """What a POST may carry: the fields declared and no others (threat 18)."""

    model_config = ConfigDict(extra="forbid")


class Asked(Schema):
    """What every list may be asked; each resource adds its filters."""

    model_config = ConfigDict(extra="forbid")

    cursor: Cursor = ""
    limit: Limit = 50
