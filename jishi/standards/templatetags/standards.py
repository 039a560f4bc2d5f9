"""Points as people write them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import template

register = template.Library()


@register.filter
def points(value: Any) -> str:
    """8, 7.5; nothing given is —."""
    if value is None or value == "":
        return "—"
    return f"{Decimal(str(value)).normalize():f}"


@register.filter
def of_key(mapping: Any, key: Any) -> Any:
    """What stands under a key that is only known when the page is drawn."""
    return mapping.get(key, ()) if mapping else ()
