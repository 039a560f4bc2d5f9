"""Writes happen in actions, or in the one module of the plumbing that owns the table (law 1)."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.source import Module, imports, modules, none

# Who owns a table of the plumbing, and which models it may write.
OWNERS = {
    "jishi.base.act": "raises the version of the row an action changes",
    "jishi.base.audit.chain": "AuditEvent, AuditHead",
    "jishi.base.once": "OnceKey",
    "jishi.base.inbox": "InboxItem",
    "jishi.base.outside.outbox": "OutboxItem",
    "jishi.base.files": "StoredFile",
    "jishi.base.reveal": "RevealLog",
    "jishi.base.sealed": "re-sealing of fields under a new key",
    "jishi.base.settings_tree": "SettingValue",
    "jishi.base.jobs.queue": "Job",
    "jishi.base.jobs.timed": "CronMark",
    "jishi.base.jobs.nightly": "rows whose retention has run out",
    "jishi.base.retention": "rows whose retention has run out",
    "jishi.accounts.jobs": "expired sessions of the framework",
}
CERTAIN = {"save", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
PERHAPS = {"create", "update", "delete"}  # also words of dicts, hashes and forms
QUERYSETS = {"filter", "exclude", "all", "select_for_update", "order_by", "get", "none"}
MANAGERS = {"objects", "_default_manager", "_base_manager"}


def writes(module: Module) -> Iterator[str]:
    """Calls that change rows, by their look."""
    for node in ast.walk(module.tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        name, receiver = node.func.attr, node.func.value
        if name in CERTAIN | PERHAPS and _on_rows(name, receiver):
            yield f"{module.name}:{node.lineno} .{name}("


def _on_rows(name: str, receiver: ast.expr) -> bool:
    chain = list(_chain(receiver))
    if set(chain) & {"GET", "POST", "session"}:
        return False
    if name in CERTAIN - {"save"} or set(chain) & (MANAGERS | QUERYSETS):
        return True
    if chain[:1] in (["self"], ["forms"], ["super"]):
        return name == "save" and len(chain) > 1
    return name in {"save", "delete"}


def _chain(node: ast.expr) -> Iterator[str]:
    """`a.b(c).d` as a, b, d."""
    if isinstance(node, ast.Attribute):
        yield from _chain(node.value)
        yield node.attr
    elif isinstance(node, ast.Call):
        yield from _chain(node.func)
    elif isinstance(node, ast.Subscript):
        yield from _chain(node.value)
    elif isinstance(node, ast.Name):
        yield node.id


def may_write(module: Module) -> bool:
    return "actions" in module.parts or module.name in OWNERS


# They save images into memory, not rows.
PICTURES = {"jishi.base.filetypes", "jishi.activities.paper.reading.decode"}


def wrong_writes(module: Module) -> list[str]:
    if may_write(module) or module.name in PICTURES or module.room == "demo":
        return []
    return list(writes(module))


def grant_readers(module: Module) -> list[str]:
    """Only `reach` decides by grants; accounts keep and list them (law 3)."""
    lawful = module.name in {"jishi.tree.reach", "jishi.tree.models", "jishi.accounts.queries"}
    if lawful or module.name.startswith("jishi.accounts.actions") or module.room == "demo":
        return []
    found = [
        f"{module.name}:{line} imports Grant"
        for name, line in imports(module)
        if name == "jishi.tree.models.Grant"
    ]
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and node.attr in {"Grant", "grants"}:
            found.append(f"{module.name}:{node.lineno} .{node.attr}")
        if isinstance(node, ast.keyword) and (node.arg or "").startswith("grants"):
            found.append(f"{module.name}:{node.value.lineno} {node.arg}=")
        if isinstance(node, ast.Constant) and str(node.value).startswith("grants__"):
            found.append(f"{module.name}:{node.lineno} {node.value!r}")
    return found


def test_rows_are_written_in_actions():
    none(fault for module in modules() for fault in wrong_writes(module))


def test_only_reach_reads_grants():
    none(fault for module in modules() for fault in grant_readers(module))


def test_every_owner_exists():
    known = {module.name for module in modules()}
    assert [name for name in OWNERS if name not in known] == []


def test_models_save_in_no_other_way():
    """No `save()` of one's own, no signal: nothing is written by the way."""
    found = []
    for module in modules():
        for node in ast.walk(module.tree):
            own = isinstance(node, ast.FunctionDef) and node.name in {"save", "delete"}
            if own and module.parts[-1] in {"models", "fields"}:
                found.append(f"{module.name}:{node.lineno} def {node.name}")
        found += [
            f"{module.name}:{line} {name}"
            for name, line in imports(module)
            if name.startswith("django.db.models.signals") or name == "django.dispatch.receiver"
        ]
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        "Organisation.objects.create(code='x')",
        "org.save()",
        "org.save(update_fields=['name'])",
        "Organisation.objects.filter(pk=1).update(name='x')",
        "org.states.all().delete()",
        "org.delete()",
        "org.states.get_or_create(since=day)",
        "OrganisationState._default_manager.bulk_create(rows)",
    ],
)
def test_a_planted_write_is_found(line: str):
    assert wrong_writes(Module("jishi.orgs.screens", line))
    assert wrong_writes(Module("jishi.orgs.queries", f"def find(actor):\n    {line}"))
    assert not wrong_writes(Module("jishi.orgs.actions", line))


@pytest.mark.parametrize(
    "line", ["names.update(other)", "seal.update(data)", "self.save(form, 1)", "kinds.get('x')"]
)
def test_ordinary_words_are_no_writes(line: str):
    assert not wrong_writes(Module("jishi.orgs.screens", line))


@pytest.mark.parametrize(
    "line",
    [
        "from jishi.tree.models import Grant",
        "from jishi.tree import models\nmodels.Grant.objects.all()",
        "account.grants.filter(role='county')",
        "Account.objects.filter(grants__role='county')",
        "Account.objects.values('grants__org')",
    ],
)
def test_a_planted_reader_of_grants_is_found(line: str):
    assert grant_readers(Module("jishi.orgs.queries", line))
