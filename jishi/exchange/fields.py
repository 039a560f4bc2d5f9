"""What a column of a table may hold: `Field`, and `KindOfTable` that gathers them.

A field's parser turns a cell into a value or raises `Fault`. The ready-made parsers are gathered
here, so that a kind of table imports from one place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from jishi.exchange.cells import Broken, Cell, is_blank, text_of
from jishi.exchange.faults import Fault, Mark
from jishi.exchange.parsing.moments import limit, moment
from jishi.exchange.parsing.numbers import (
    Count,
    Money,
    day_of_office,
    full_date,
    hours,
    integer,
    money,
    partial_date,
)
from jishi.exchange.parsing.proofs import credit_code, district, identity, phone, uscc
from jishi.exchange.parsing.words import (
    Choice,
    Text,
    choice,
    code,
    education,
    long_text,
    name,
    nation,
    organisation,
    politics,
    sex,
    text,
    yes_no,
)

Parser = Callable[[Cell], Any]

__all__ = [
    "Broken",
    "Cell",
    "Choice",
    "Count",
    "Fault",
    "Field",
    "KindOfTable",
    "Mark",
    "Money",
    "Parser",
    "Text",
    "choice",
    "code",
    "credit_code",
    "day_of_office",
    "district",
    "education",
    "full_date",
    "hours",
    "identity",
    "integer",
    "limit",
    "long_text",
    "moment",
    "money",
    "name",
    "nation",
    "organisation",
    "partial_date",
    "phone",
    "politics",
    "sex",
    "text",
    "uscc",
    "yes_no",
]  # fmt: skip

# What people write into a cell that they have nothing for.
_NOTHING = re.compile(
    r"[-–—－/／\\、.。·*~～_]{1,6}|无|暂无|空|空缺|没有|不详|未知|不清楚|待查|待补|待定|N/?A|NULL|NONE|NAN",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Field:
    """One column: its name for programs, its label and what else offices call it, its parser."""

    name: str
    label: str
    aliases: tuple[str, ...]
    parse: Parser
    required: bool = False
    key: bool = False  # tells rows apart, or finds the one that is meant
    personal: bool = False  # about a natural person
    sealed: bool = False  # kept encrypted, shown masked
    note: str = ""
    example: str = ""
    choices: Mapping[str, str] | None = None

    def read(self, cell: Cell) -> Any:
        """The value of a cell, None where it is empty; raises `Fault`."""
        if is_blank(cell):
            if self.required:
                raise Fault("missing", f"{self.label}不能为空")
            return None
        try:
            return self.parse(cell)
        except Fault:
            if isinstance(cell, str) and _NOTHING.fullmatch(text_of(cell)):
                if self.required:
                    raise Fault("missing", f"{self.label}不能为空") from None
                return None
            raise


@dataclass(frozen=True)
class KindOfTable:
    """A kind of table that can be brought in: members, organisations, posts, …"""

    code: str
    label: str
    fields: tuple[Field, ...]
    signs: tuple[str, ...] = ()  # words of its titles and sheet names
    telling: tuple[str, ...] = ()  # fields that no other kind of table is made for

    def field(self, name: str) -> Field | None:
        return next((field for field in self.fields if field.name == name), None)
