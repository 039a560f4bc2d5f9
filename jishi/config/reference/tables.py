"""Markdown tables, and loading every room so that all declarations are known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from django.apps import apps

from jishi.kernel.declare import modules_of


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = ["| " + " | ".join(heads) + " |", "|" + " --- |" * len(heads)]
    lines += ["| " + " | ".join(map(_cell, row)) + " |" for row in rows]
    return "\n".join(lines)


def _cell(value: object) -> str:
    return str(value).replace("|", "\\|").replace("\n", " ")


def code(text: str) -> str:
    return f"`{text}`" if text else ""


@cache
def load_everything() -> None:
    """Import all rooms: what is declared anywhere is then declared."""
    modules = list(modules_of("jishi.kernel"))
    for app in apps.get_app_configs():
        if app.name.startswith("jishi.") and not app.name.startswith("jishi.config"):
            modules += list(modules_of(app.name))
