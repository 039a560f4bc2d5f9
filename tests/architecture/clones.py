"""How much of the product is said twice in different files.

A line counts as cloned when it lies in a run of `RUN` statement lines that, names and literals
aside, also stands in another file. Imports, docstrings and declarations in table form are shape,
not behaviour: runs must hold at least `WEIGHT` tokens.
"""

from __future__ import annotations

import io
import keyword
import tokenize
from collections import defaultdict
from dataclasses import dataclass

from tests.architecture.source import Module

RUN, WEIGHT = 7, 60
SKIPPED = {tokenize.COMMENT, tokenize.NL, tokenize.INDENT, tokenize.DEDENT, tokenize.ENCODING}


@dataclass(frozen=True)
class Line:
    number: int
    shape: tuple[str, ...]


def lines_of(module: Module) -> list[Line]:
    """The logical shape of each line that does something."""
    shapes: dict[int, list[str]] = defaultdict(list)
    for token in tokenize.generate_tokens(io.StringIO(module.text).readline):
        if token.type in SKIPPED or token.type == tokenize.NEWLINE:
            continue
        shapes[token.start[0]].append(_shape(token))
    return [
        Line(number, tuple(shape))
        for number, shape in sorted(shapes.items())
        if shape[0] not in {"import", "from", "text"}
    ]


def _shape(token: tokenize.TokenInfo) -> str:
    if token.type == tokenize.NAME:
        return token.string if keyword.iskeyword(token.string) else "name"
    if token.type == tokenize.STRING:
        return "text"
    if token.type == tokenize.NUMBER:
        return "number"
    return token.string


@dataclass(frozen=True)
class Report:
    lines: int
    cloned: dict[str, set[int]]

    @property
    def share(self) -> float:
        """Percent of lines that also stand in another file."""
        return 100 * sum(map(len, self.cloned.values())) / max(1, self.lines)


def measure(modules: list[Module]) -> Report:
    runs: dict[tuple[tuple[str, ...], ...], list[tuple[str, list[int]]]] = defaultdict(list)
    total = 0
    for module in modules:
        lines = lines_of(module)
        total += len(lines)
        for start in range(len(lines) - RUN + 1):
            window = lines[start : start + RUN]
            shape = tuple(line.shape for line in window)
            if sum(map(len, shape)) >= WEIGHT:
                runs[shape].append((module.name, [line.number for line in window]))
    cloned: dict[str, set[int]] = defaultdict(set)
    for places in runs.values():
        if len({name for name, _ in places}) > 1:
            for name, numbers in places:
                cloned[name].update(numbers)
    return Report(total, dict(cloned))
