"""Which rows of a list are units that we know: by credit code, then by name. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jishi.kernel.identity import tidy

_FILLING = re.compile(r"[\s()（）\[\]【】·.,，、\-—]+")
_LEGAL_FORM = re.compile(r"(?:有限责任公司|股份有限公司|有限公司|公司)$")


@dataclass(frozen=True)
class Known:
    """A unit on the books."""

    id: int
    uscc: str
    name: str


@dataclass(frozen=True)
class Match:
    """Which unit a row is: none for a new one; `refused` says why nobody can tell."""

    known: int | None = None
    by: str = ""  # uscc or name
    refused: str = ""


def folded(name: str) -> str:
    """Names that differ in width, brackets and spaces are one name."""
    return _FILLING.sub("", unicodedata.normalize("NFKC", name)).lower()


def stem(name: str) -> str:
    """Without the legal form, for names that were written short."""
    return _LEGAL_FORM.sub("", folded(name))


def match_units(rows: Sequence[tuple[str, str]], known: Iterable[Known]) -> list[Match]:
    """One answer for each (credit code, name), in order.

    A code decides alone. A name decides only where it is one unit's and that unit has no other
    code; two rows of the list that are the same unit: the second is refused, not merged.
    """
    by_code: dict[str, int] = {}
    by_name: dict[str, list[Known]] = defaultdict(list)
    for unit in known:
        if unit.uscc:
            by_code[unit.uscc] = unit.id
        for name in {folded(unit.name), stem(unit.name)}:
            by_name[name].append(unit)
    codes = [tidy(code) for code, _ in rows]
    repeated = {code for code, count in Counter(filter(None, codes)).items() if count > 1}
    taken: set[int] = set()
    seen: set[str] = set()
    found = []
    for code, (_, name) in zip(codes, rows, strict=True):
        match = _one(code, name, by_code, by_name)
        again = code in seen if code in repeated else (code == "" and f"={folded(name)}" in seen)
        if again or (match.known is not None and match.known in taken):
            match = Match(refused="与名单中前面一行是同一家单位")
        seen |= {code, f"={folded(name)}"}
        if match.known is not None:
            taken.add(match.known)
        found.append(match)
    return found


def _one(
    code: str, name: str, by_code: dict[str, int], by_name: dict[str, list[Known]]
) -> Match:  # fmt: skip
    if code in by_code:
        return Match(by_code[code], "uscc")
    for wanted in (folded(name), stem(name)):
        units = {unit.id: unit for unit in by_name.get(wanted, [])}
        fitting = [unit for unit in units.values() if not (unit.uscc and code)]
        if len(fitting) == 1:
            return Match(fitting[0].id, "name")
        if len(fitting) > 1:
            return Match(refused="有几家同名的单位，请补上统一社会信用代码")
    return Match()
