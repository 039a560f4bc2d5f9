"""A filled text as the lines of a page: every figure a link to what is behind it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from jishi.papers.filling.filled import Filled, Part, Run, Used
from jishi.papers.filling.making import names_shown
from jishi.tree.actor import Actor


@dataclass(frozen=True)
class Words:
    text: str
    kind: str = ""  # prompt, figure
    url: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Shown:
    """One part of a text; `rows` of words where it is a table."""

    part: Part
    words: list[Words] = field(default_factory=list)
    rows: list[list[list[Words]]] = field(default_factory=list)
    names: str = ""
    chart: dict[str, Any] | None = None
    ident: str = ""

    @property
    def data_ident(self) -> str:
        """Where the numbers of a chart stand for the script."""
        return f"{self.ident}-data"


class Showing:
    def __init__(self, actor: Actor, filled: Filled, *, links: bool = True) -> None:
        self.filled, self.links = filled, links
        self.names = names_shown(actor, filled)

    def parts(self, parts: Iterable[Part]) -> list[Shown]:
        return [self.part(part) for part in parts]

    def all(self) -> list[Shown]:
        return self.parts(self.filled.parts)

    def part(self, part: Part) -> Shown:
        rows = [[self.words(cell) for cell in row] for row in part.rows]
        chart = None
        if part.chart:
            series = [{"name": name, "values": values} for name, values in part.chart.series]
            chart = {
                "title": part.chart.title, "unit": part.chart.unit, "style": part.chart.style,
                "labels": part.chart.labels, "series": series,
            }  # fmt: skip
        ident = f"chart-{part.key}".replace(".", "-")
        return Shown(part, self.words(part.runs), rows, self.names.get(part.key, ""), chart, ident)

    def words(self, runs: Iterable[Run]) -> list[Words]:
        return [self._words(run) for run in runs]

    def _words(self, run: Run) -> Words:
        if run.figure < 0:
            return Words(run.text, run.kind)
        used = self.filled.figures[run.figure]
        hint = f"{used.title}，{used.org_name}，{used.period_label}"
        if used.parts:
            hint += f"，{used.parts}"
        return Words(run.text, "figure", figure_url(used) if self.links else "", hint)


def figure_url(used: Used) -> str:
    asked = urlencode({"org": used.org, "period": used.period})
    return f"{reverse('figure', args=[used.code])}?{asked}"
