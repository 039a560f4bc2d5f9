"""A check is a function that yields what it found; a file holds one, found by its folder.

    @check("free_space", "磁盘空间", order=30)
    def free_space() -> Iterator[Finding]:
        if ...:
            yield warn("只剩 8 % 的空间", "请清理或换更大的磁盘")

Yielding nothing is fine. A check that itself breaks is a finding too: nothing hides another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from pkgutil import iter_modules

from django.db import DatabaseError

from jishi.config.environment import Fault
from jishi.tree.rooms import drawers


class Level(StrEnum):
    FINE = "fine"
    WARN = "warn"
    WRONG = "wrong"

    @property
    def label(self) -> str:
        return {"fine": "正常", "warn": "注意", "wrong": "有问题"}[self.value]


@dataclass(frozen=True)
class Finding:
    level: Level
    text: str
    todo: str = ""


Look = Callable[[], Iterator[Finding]]
CHECKS: dict[str, Check] = {}


@dataclass(frozen=True)
class Check:
    code: str
    label: str
    look: Look
    order: int


@dataclass(frozen=True)
class Result:
    check: Check
    findings: tuple[Finding, ...]

    @property
    def level(self) -> Level:
        levels = {finding.level for finding in self.findings}
        return next((x for x in (Level.WRONG, Level.WARN) if x in levels), Level.FINE)


def note(text: str) -> Finding:
    """Nothing to do, worth saying."""
    return Finding(Level.FINE, text)


def warn(text: str, todo: str) -> Finding:
    return Finding(Level.WARN, text, todo)


def wrong(text: str, todo: str) -> Finding:
    return Finding(Level.WRONG, text, todo)


def check(code: str, label: str, order: int = 50) -> Callable[[Look], Look]:
    def declare(look: Look) -> Look:
        known = CHECKS.get(code)
        if known is not None and known.look.__module__ != look.__module__:
            raise ValueError(f"check {code} is declared twice")
        CHECKS[code] = Check(code, label, look, order)
        return look

    return declare


def checks() -> list[Check]:
    """All of them, every room's `doctor` package loaded."""
    for package in drawers("doctor"):
        for module in iter_modules(package.__path__, f"{package.__name__}."):
            import_module(module.name)
    return sorted(CHECKS.values(), key=lambda c: (c.order, c.code))


def run(codes: set[str] | None = None) -> list[Result]:
    return [
        Result(each, tuple(_look(each))) for each in checks() if codes is None or each.code in codes
    ]


def _look(each: Check) -> Iterator[Finding]:
    try:
        yield from each.look()
    except Fault as fault:
        yield wrong(str(fault), "先解决这个问题，再体检一次")
    except DatabaseError as fault:
        yield wrong(f"数据库答不上来：{str(fault).splitlines()[0]}", "先让数据库正常运行")
    except Exception as fault:
        yield wrong(
            f"这项检查没能做完：{type(fault).__name__}: {fault}"[:300], "请把这一行告诉开发者"
        )


def well(results: list[Result]) -> bool:
    """Nothing is wrong; warnings do not count."""
    return all(result.level != Level.WRONG for result in results)
