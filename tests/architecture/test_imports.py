"""Imports run one way; siblings meet only through queries, actions and foreign keys (HOUSE 2)."""

from __future__ import annotations

import ast

import pytest

from tests.architecture.source import Module, imports, modules, none

LEVELS = (
    {"kernel"},
    {"tree"},
    {"base"},
    {"accounts", "orgs", "people"},
    {"activities", "duties", "cases", "disclosures", "procedures", "registers", "funds", "notices"},
    {"training"},  # classes are activities: their kinds, forms and rules are read, not repeated
    {"standards"},  # reads what all of these hold, and is read by none of them
    {"figures"},
    {"papers"},
    {"exchange", "portal", "api"},
    {"returns"},  # sheets go out and come back through exchange's safe reading
    {"demo"},  # fills everything with invented data, through the same actions
)
RANK = {room: rank for rank, rooms in enumerate(LEVELS) for room in rooms}
SHARED = {"queries", "actions", "models"}  # what a neighbour may use
OUTSIDE = {"environment", "keys", "ready"}  # of config, what any room may read


def wrong_imports(module: Module) -> list[str]:
    found = []
    for name, line in imports(module):
        parts = name.split(".")
        if parts[0] != "jishi" or len(parts) < 2 or module.room in ("", "config"):
            continue
        reason = _wrong(module.room, parts[1:])
        if reason:
            found.append(f"{module.name}:{line} imports {name}: {reason}")
    return found


def _wrong(room: str, wanted: list[str]) -> str:
    other, drawer = wanted[0], wanted[1] if len(wanted) > 1 else ""
    if other == room or other == "__version__":
        return ""
    if other == "config":
        allowed = drawer in OUTSIDE and room not in ("kernel", "tree")
        return "" if allowed else "only environment, keys and ready of config, from base up"
    if room not in RANK or other not in RANK:
        return "a room without a place in LEVELS"
    if RANK[other] > RANK[room]:
        return "runs upwards"
    if RANK[other] == RANK[room] and drawer not in SHARED:
        return "siblings meet only through queries, actions and foreign keys"
    return ""


def impure(module: Module) -> list[str]:
    """The kernel knows no framework and no database."""
    if module.room != "kernel":
        return []
    return [
        f"{module.name}:{line} imports {name}"
        for name, line in imports(module)
        if name.split(".")[0] in {"django", "psycopg", "sqlite3", "ninja"}
    ]


def test_imports_run_one_way():
    none(fault for module in modules() for fault in wrong_imports(module))


def test_the_kernel_is_pure():
    none(fault for module in modules() for fault in impure(module))


def test_every_room_has_a_place():
    rooms = {module.room for module in modules()} - {"", "config"}
    assert rooms - set(RANK) == set()


@pytest.mark.parametrize(
    ("where", "what"),
    [
        ("jishi.kernel.path", "from jishi.tree.models import Organisation"),
        ("jishi.tree.reach", "from jishi.base.act import act"),
        ("jishi.base.act", "import jishi.accounts.models"),
        ("jishi.base.act", "def f():\n    from jishi.orgs import queries"),
        ("jishi.orgs.screens", "from jishi.accounts.forms import StaffForm"),
        ("jishi.orgs.screens", "from jishi.accounts import forms"),
        ("jishi.orgs.screens", "from jishi.config.settings import DEBUG"),
        ("jishi.tree.models", "from jishi.config.keys import keys"),
        ("jishi.orgs.screens", "from jishi.newroom.queries import x"),
    ],
)
def test_a_planted_import_is_found(where: str, what: str):
    assert wrong_imports(Module(where, what))


def test_a_planted_framework_in_the_kernel_is_found():
    assert impure(Module("jishi.kernel.path", "from django.db import models"))


def test_lawful_neighbours_pass():
    text = "from jishi.accounts.queries import actor_of\nfrom jishi.base.act import act\n"
    assert ast.parse(text)
    assert wrong_imports(Module("jishi.orgs.actions", text)) == []
