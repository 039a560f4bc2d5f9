"""What an item of disclosure says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from jishi.disclosures.marks import FIELDS, WAYS
from jishi.kernel.declare import Declaration, DeclarationError, discover

RHYTHMS: Mapping[str, tuple[str, int]] = {
    "monthly": ("每月", 1), "quarterly": ("每季度", 3), "half_yearly": ("每半年", 6),
    "yearly": ("每年", 12), "never": ("不定期", 0),
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Item(Declaration):
    """`rhythm` is how often it is owed unless the office sets another."""

    field: str
    way: str = "regular"
    rhythm: str = "quarterly"
    audience: str = "public"
    days: int = 7  # working days: after the end of its period, or after what it tells of
    order: int = 50
    help: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        wrong = [
            f"没有「{value}」这种{what}"
            for what, known, value in (
                ("公开内容", FIELDS, self.field), ("时限类型", WAYS, self.way),
                ("频次", RHYTHMS, self.rhythm),
            )
            if value not in known
        ]  # fmt: skip
        if wrong:
            raise DeclarationError(f"{self.code}：" + "；".join(wrong))

    @property
    def is_regular(self) -> bool:
        return self.way == "regular"

    @property
    def field_label(self) -> str:
        return FIELDS[self.field]


@cache
def all_items() -> Mapping[str, Item]:
    found = discover("jishi.disclosures.kinds", Item)
    order = list(FIELDS)
    return dict(
        sorted(found.items(), key=lambda pair: (order.index(pair[1].field), pair[1].order, pair[0]))
    )


@cache
def regular_items() -> Mapping[str, Item]:
    """Those that are owed for every period."""
    return {code: item for code, item in all_items().items() if item.is_regular}
