"""What rooms add by being there: `drawers("panels")` imports each room's `panels.py`, once."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from django.conf import settings


@cache
def drawers(name: str) -> tuple[ModuleType, ...]:
    """The modules (or packages) of this name, in the order of the rooms."""
    rooms = (
        room for room in settings.INSTALLED_APPS
        if room.startswith("jishi.") and not room.startswith("jishi.config")
    )  # fmt: skip
    return tuple(import_module(f"{room}.{name}") for room in rooms if find_spec(f"{room}.{name}"))
