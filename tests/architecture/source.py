"""The project's own source as parsed modules, and seeds: modules with a planted fault."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "jishi"


@dataclass(frozen=True)
class Module:
    name: str  # jishi.orgs.actions
    text: str
    path: str = ""

    @property
    def tree(self) -> ast.Module:
        return _parse(self.text)

    @property
    def parts(self) -> list[str]:
        return self.name.split(".")

    @property
    def room(self) -> str:
        return self.parts[1] if len(self.parts) > 1 else ""

    @property
    def is_test(self) -> bool:
        return "tests" in self.parts

    @property
    def is_migration(self) -> bool:
        return "migrations" in self.parts


@cache
def _parse(text: str) -> ast.Module:
    return ast.parse(text)


@cache
def modules() -> tuple[Module, ...]:
    """Every module of the product: no tests, no migrations."""
    return tuple(m for m in _all() if not m.is_test and not m.is_migration)


def _all() -> Iterator[Module]:
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = list(path.relative_to(ROOT).with_suffix("").parts)
        if parts[-1] == "__init__":
            parts.pop()
        yield Module(".".join(parts), path.read_text(encoding="utf-8"), str(path.relative_to(ROOT)))


def imports(module: Module) -> Iterator[tuple[str, int]]:
    """Every name imported, wherever in the module, written out in full."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def project_files(*suffixes: str) -> Iterator[Path]:
    """Every file under version control's eye, by suffix; what is fetched or built is left out."""
    for path in sorted(ROOT.rglob("*")):
        inside = set(path.relative_to(ROOT).parts)
        ours = not inside & FETCHED and not any(map(_hidden, inside))
        if ours and path.suffix in suffixes and path.is_file():
            yield path


FETCHED = {"var", "vendor", "dist", "build", "node_modules", "test-results", "__pycache__"}


def _hidden(part: str) -> bool:
    return part.startswith(".") and part not in {".ci", ".gitignore"}


def none(found: Iterable[str]) -> None:
    """No fault, or all of them, one a line."""
    faults = list(found)
    assert not faults, "\n" + "\n".join(faults)
