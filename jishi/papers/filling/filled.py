"""A paper whose chips have been looked up: what is shown, printed, frozen. Start at `Filled`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

NO_FIGURE = -1


@dataclass(frozen=True, slots=True)
class Used:
    """A figure as it was when the text was filled: everything the annex says of it."""

    code: str
    title: str
    org: str
    org_name: str
    period: str
    period_label: str
    unit: str
    text: str
    numerator: int | None
    denominator: int | None
    parts: str  # the two numbers of a share
    qualifier: str
    as_of: str


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of one kind; `figure` is a place in `Filled.figures`."""

    text: str
    figure: int = NO_FIGURE
    kind: str = ""  # prompt: still to be written by somebody


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody of a list of names: shown only to whoever may see that record."""

    id: int
    label: str
    path: str  # of the organisation
    permission: str


@dataclass(frozen=True, slots=True)
class Chart:
    title: str
    style: str
    unit: str
    labels: tuple[str, ...]
    series: tuple[tuple[str, tuple[float | None, ...]], ...]


@dataclass(frozen=True, slots=True)
class Part:
    kind: str
    key: str
    runs: tuple[Run, ...] = ()
    level: int = 1
    number: str = ""  # of a heading or item: 一、（一）1.
    title: str = ""
    header: tuple[str, ...] = ()
    rows: tuple[tuple[tuple[Run, ...], ...], ...] = ()
    chart: Chart | None = None
    names: tuple[Named, ...] = ()
    more: int = 0  # people counted but not named

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Filled:
    heading: str
    org: str
    org_name: str
    org_full: str
    period: str
    period_label: str
    as_of: str
    parts: tuple[Part, ...]
    figures: tuple[Used, ...]
    annex: bool = True
    rules: str = ""  # which definitions the figures follow
    facts: dict[str, Any] = field(default_factory=dict, compare=False)

    def runs(self) -> Iterator[Run]:
        for part in self.parts:
            yield from part.runs
            for row in part.rows:
                for cell in row:
                    yield from cell

    def text(self) -> str:
        """The words alone, a paragraph a line."""
        return "\n".join([self.heading, *(line for part in self.parts for line in _lines(part))])


def _lines(part: Part) -> Iterable[str]:
    if part.runs:
        yield part.number + part.text
    if part.header:
        yield "\t".join(part.header)
    for row in part.rows:
        yield "\t".join("".join(run.text for run in cell) for cell in row)


def document_of(filled: Filled) -> dict[str, Any]:
    """As it is frozen: plain data, the same as read back."""
    found: dict[str, Any] = json.loads(json.dumps(asdict(filled)))
    return found


def filled_of(data: dict[str, Any]) -> Filled:
    """Read back what was frozen."""
    parts = tuple(_part(each) for each in data["parts"])
    figures = tuple(Used(**each) for each in data["figures"])
    return Filled(**{**data, "parts": parts, "figures": figures})


def _part(data: dict[str, Any]) -> Part:
    chart = data["chart"]
    if chart is not None:
        series = tuple((title, tuple(values)) for title, values in chart["series"])
        chart = Chart(**{**chart, "labels": tuple(chart["labels"]), "series": series})
    rows = tuple(tuple(_runs(cell) for cell in row) for row in data["rows"])
    names = tuple(Named(**each) for each in data["names"])
    return Part(**{
        **data, "runs": _runs(data["runs"]), "header": tuple(data["header"]), "rows": rows,
        "chart": chart, "names": names,
    })  # fmt: skip


def _runs(data: Iterable[dict[str, Any]]) -> tuple[Run, ...]:
    return tuple(Run(**each) for each in data)
