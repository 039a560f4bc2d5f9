"""The clauses that code rests on, each in one sentence of our own, by id: `R-LIFE-09`.

Start at `clause`. A file holds one prefix; whoever cites a clause that is missing adds it there,
and a test makes sure of that. `strength` says how a norm binds: hard ones refuse, soft ones warn,
optional ones allow, and local ones give a default that a county may set otherwise.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources
from types import MappingProxyType


class Strength(StrEnum):
    HARD = "hard"
    SOFT = "soft"
    OPTIONAL = "optional"
    LOCAL = "local"

    @property
    def label(self) -> str:
        return {"hard": "必须", "soft": "一般", "optional": "可以", "local": "按当地规定"}[
            self.value
        ]


@dataclass(frozen=True, slots=True)
class Clause:
    """What a clause means for the system, the document it comes from, and how it binds."""

    code: str
    meaning: str
    source: str
    strength: Strength


@functools.cache
def all_clauses() -> Mapping[str, Clause]:
    """Every clause by id, read from the files at the first call."""
    found: dict[str, Clause] = {}
    for file in sorted(resources.files(__name__).iterdir(), key=lambda f: f.name):
        if not file.name.endswith(".toml"):
            continue
        for code, entry in tomllib.loads(file.read_text("utf-8")).items():
            if code.split("-")[1] != file.name.removesuffix(".toml"):
                raise ValueError(f"条款 {code} 不应放在 {file.name} 中")
            found[code] = Clause(
                code, entry["meaning"], entry["source"], Strength(entry["strength"])
            )
    return MappingProxyType(found)


def clause(code: str) -> Clause:
    """The clause of that id; `KeyError` if nobody has written it down yet."""
    return all_clauses()[code]
