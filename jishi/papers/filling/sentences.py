"""Template + figures → text. Pure: every figure was read before, nothing is asked here.

A clause stands or falls as a whole (`Piece`); headings over nothing are left out and the rest is
numbered anew, so that no sentence and no number is empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from jishi.figures.declared import all_indicators
from jishi.figures.queries.showing import Figure
from jishi.kernel.period import Period
from jishi.papers.filling import wording
from jishi.papers.filling.filled import Chart, Filled, Part, Run, Used
from jishi.papers.filling.ordering import ended, numbered, without_bare_headings
from jishi.papers.filling.saying import column, day_text, places_of, plot, shown, used_of
from jishi.papers.filling.values import Values
from jishi.papers.template.chips import Chip, Need, split
from jishi.papers.template.shape import CELLS, Block, Piece, Template
from jishi.tree.kinds import place_name
from jishi.tree.models import Organisation

NOTHING = "—"
GAP = "＿＿"


class Missing(Exception):
    """A clause names a figure that there is not: the clause is left out."""


@dataclass(frozen=True)
class Scope:
    """Whose figures a clause is about."""

    child: Organisation | None = None
    code: str = ""  # of an indicator that the clause is repeated for


class Filling:
    """One paper being filled; collects the figures it uses, each once."""

    def __init__(self, values: Values) -> None:
        self.values = values
        self.used: list[Used] = []
        self.place: dict[tuple[str, int, Period], int] = {}
        self.texts: dict[str, list[str | Chip]] = {}
        self.told = 0  # clauses of this paragraph that count themselves: 一是、二是

    # --- figures ---

    def figure(self, need: Need, scope: Scope) -> Figure | None:
        found = self.values.of(need, scope.child)
        return None if found is None or found.value is None else found

    def note(self, figure: Figure, text: str) -> int:
        """The place of a figure in the annex."""
        key = (figure.indicator.code, figure.org.pk, figure.period)
        if key not in self.place:
            self.place[key] = len(self.used)
            self.used.append(used_of(figure))
        return self.place[key]

    # --- clauses ---

    def cut(self, text: str) -> list[str | Chip]:
        if text not in self.texts:
            self.texts[text] = split(text)
        return self.texts[text]

    def clause(self, piece: Piece, scope: Scope) -> list[Run] | None:
        if piece.fixed:
            return [part for text in self.cut(piece.text) for part in self._surely(text, scope)]
        try:
            return self._clause(piece, scope)
        except Missing:
            return None

    def _surely(self, part: str | Chip, scope: Scope) -> list[Run]:
        """In what people wrote themselves a missing figure leaves a gap, not a missing clause."""
        try:
            return [Run(part) if isinstance(part, str) else self.run(part, scope)]
        except Missing:
            return [Run(GAP, kind="prompt")]

    def _clause(self, piece: Piece, scope: Scope) -> list[Run] | None:
        if piece.each:
            return self._repeated(piece, scope)
        if piece.when is not None:
            value = self.figure(piece.when.need, scope)
            if not piece.when.holds(None if value is None else value.value):
                return self.runs(piece.otherwise, scope) or None
        parts = self.cut(piece.text)
        first = next((c for c in parts if isinstance(c, Chip) and self.counts(c)), None)
        if first is not None and not piece.keep and self._is_zero(first, scope):
            return self.runs(piece.zero, scope) or None
        return self.runs(piece.text, scope)

    @staticmethod
    def counts(chip: Chip) -> bool:
        return not chip.is_word or chip.code == "it"

    def _is_zero(self, chip: Chip, scope: Scope) -> bool:
        need = Need(scope.code if chip.code == "it" else chip.code, chip.shift)
        figure = self.figure(need, scope)
        if figure is None:
            raise Missing
        return not figure.value

    def _repeated(self, piece: Piece, scope: Scope) -> list[Run] | None:
        once = replace(piece, each=(), otherwise="", zero="")
        if piece.of_children:
            scopes = [Scope(child) for child in self.values.children]
        else:
            scopes = [replace(scope, code=code) for code in piece.each]
        told = [runs for runs in (self.clause(once, each) for each in scopes) if runs]
        if not told:
            return self.runs(piece.zero, scope) or None
        found = self.runs(piece.lead, scope)
        for number, runs in enumerate(told):
            found += [Run(piece.join)] if number else []
            found += runs
        return found + self.runs(piece.end, scope)

    def runs(self, text: str, scope: Scope) -> list[Run]:
        return [
            Run(part) if isinstance(part, str) else self.run(part, scope) for part in self.cut(text)
        ]

    def run(self, chip: Chip, scope: Scope) -> Run:
        if chip.code == "it":
            chip = Chip(scope.code, form="unit")
        if chip.is_word:
            return Run(self.word(chip.code, scope))
        if chip.of_children:
            return self._extreme(chip)
        figure = self.figure(Need(chip.code, chip.shift), scope)
        if figure is None:
            raise Missing
        text = self._compared(chip, figure, scope) if chip.beside else shown(figure, chip.form)
        if not text:
            raise Missing
        return Run(text, self.note(figure, text))

    def _compared(self, chip: Chip, figure: Figure, scope: Scope) -> str:
        then = self.figure(Need(chip.code, chip.beside), scope)
        if then is None or then.value is None or figure.value is None:
            raise Missing
        self.note(then, then.text)
        unit, places = figure.indicator.unit, places_of(figure)
        if chip.form == "rate":
            said = wording.rate_of_change(figure.value, then.value)
        else:
            said = wording.change(figure.value, then.value, unit, places)
        return wording.beside(figure.period, chip.beside, said) if said else ""

    def _extreme(self, chip: Chip) -> Run:
        known = [
            (figure.value, child, figure) for child in self.values.children
            if (figure := self.figure(Need(chip.code, chip.shift), Scope(child))) is not None
        ]  # fmt: skip
        amounts = {value for value, _, _ in known}
        if len(amounts) < 2:
            raise Missing  # all the same: there is no best
        best = (max if chip.form == "highest" else min)(v for v in amounts if v is not None)
        first = [(child, figure) for value, child, figure in known if value == best]
        names = "、".join(child.short_name for child, _ in first[:3])
        more = f"等{len(first)}个党组织" if len(first) > 3 else ""
        return Run(names + more, self.note(first[0][1], ""))

    def word(self, code: str, scope: Scope) -> str:
        org, values = scope.child or self.values.org, self.values
        words = {
            "org": org.short_name, "org.full": org.name, "place": place_name(org.short_name),
            "parent": values.parent or org.short_name, "period": values.period.label,
            "year": str(values.period.last.year), "today": day_text(values.today),
            "as_of": day_text(values.as_of), "children.count": str(len(values.children)),
            "nth": wording.numeral(self.told + 1),
        }  # fmt: skip
        if code == "title":
            return all_indicators()[scope.code].title if scope.code else ""
        if code == "children.count" and not values.children:
            raise Missing
        return words[code]

    # --- blocks ---

    def parts(self, blocks: Sequence[Block]) -> list[Part]:
        return numbered(without_bare_headings(self.blocks(blocks)))

    def blocks(self, blocks: Sequence[Block]) -> list[Part]:
        """The parts of some blocks, before headings are numbered."""
        found: list[Part] = []
        for block in blocks:
            for scope in self._scopes(block):
                if block.when is not None:
                    value = self.figure(block.when.need, scope)
                    if not block.when.holds(None if value is None else value.value):
                        continue
                found += self.part(block, scope)
        return found

    def _scopes(self, block: Block) -> list[Scope]:
        if not block.each:
            fits = not block.only or self.values.org.sector in block.only
            return [Scope()] if fits else []
        children = self.values.children
        return [Scope(c) for c in children if not block.only or c.sector in block.only]

    def part(self, block: Block, scope: Scope) -> Iterator[Part]:
        key = f"{block.key}.{scope.child.code}" if scope.child else block.key
        if block.kind == "list":
            for piece in block.text:
                runs = self.clause(piece, scope)
                if runs:
                    yield Part("list", key, tuple(ended([*runs])))
        elif block.kind == "table":
            yield from self._table(block, key, scope)
        elif block.kind == "grid":
            yield from self._grid(block, key, scope)
        elif block.kind == "chart":
            yield from self._chart(block, key)
        elif block.kind == "people":
            yield from self._people(block, key)
        elif block.kind == "narrative":
            prompt = "".join(piece.text for piece in block.text)
            yield Part("narrative", key, (Run(f"［请撰写：{prompt}］", kind="prompt"),))
        else:
            runs = self.paragraph(block.text, scope, block.kind == "paragraph")
            if runs or block.kind == "signoff":
                yield Part(block.kind, key, tuple(runs), block.level)

    def paragraph(self, pieces: Sequence[Piece], scope: Scope, ends: bool) -> list[Run]:
        """The clauses that hold; of a sentence without its last one, the one before ends it."""
        found: list[Run] = []
        self.told = 0
        for piece in pieces:
            runs = self.clause(piece, scope)
            if runs:
                found += runs
                self.told += "{nth}" in piece.text
            elif piece.text.rstrip()[-1:] in "。！" and found:
                found = ended(found)
        return ended(found) if ends else found

    def _table(self, block: Block, key: str, scope: Scope) -> Iterator[Part]:
        known = all_indicators()
        title = "".join(run.text for run in self.runs(block.title, scope))
        header: tuple[str, ...]
        if block.by == "compared":
            header = ("指标", "本期", "上一期", "上年同期", "与上年同期比")
            rows = [self._beside_row(code, scope) for code in block.codes]
            yield Part("table", key, title=title, header=header, rows=tuple(rows))
            return
        first = "党组织" if block.by == "child" else "月份"
        units = [known[code] for code in block.codes]
        header = (first, *(column(i.title, i.unit) for i in units))
        rows = [((Run(name),), *cells) for name, cells in self._lines(block)]
        if rows:
            yield Part("table", key, title=title, header=header, rows=tuple(rows))

    def _grid(self, block: Block, key: str, scope: Scope) -> Iterator[Part]:
        """A table as an office wrote it: in a row a missing figure leaves its cell, not the row."""
        width = max(len(row.text.split(CELLS)) for row in block.text)
        filled = []
        for row in block.text:
            cells = row.text.split(CELLS)
            cells += [""] * (width - len(cells))
            scopes = [Scope(child) for child in self.values.children] if row.each else [scope]
            for self.told, each in enumerate(scopes):
                filled.append(tuple(self._grid_cell(text, each) for text in cells))
        header = tuple("".join(run.text for run in cell) for cell in filled[0])
        title = "".join(run.text for run in self.runs(block.title, scope))
        if len(filled) > 1:
            yield Part("table", key, title=title, header=header, rows=tuple(filled[1:]))

    def _grid_cell(self, text: str, scope: Scope) -> tuple[Run, ...]:
        try:
            return tuple(self.runs(text.strip(), scope))
        except Missing:
            return (Run(NOTHING),)

    def _lines(self, block: Block) -> Iterator[tuple[str, list[tuple[Run, ...]]]]:
        values = self.values
        if block.by == "month":
            for place, month in enumerate(values.months):
                found = [values.monthly[code][place] for code in block.codes]
                yield month.label, [self.cell(figure) for figure in found]
            return
        for child in values.children:
            if not block.only or child.sector in block.only:
                yield child.short_name, self._cells(block, Scope(child))
        if block.total and values.children:
            yield "合计", self._cells(block, Scope())

    def _cells(self, block: Block, scope: Scope) -> list[tuple[Run, ...]]:
        return [self.cell(self.figure(Need(code), scope)) for code in block.codes]

    def cell(self, figure: Figure | None) -> tuple[Run, ...]:
        if figure is None or figure.value is None:
            return (Run(NOTHING),)
        text = shown(figure, "number")
        return (Run(text, self.note(figure, text)),)

    def _beside_row(self, code: str, scope: Scope) -> tuple[tuple[Run, ...], ...]:
        now, before, then = (
            self.figure(Need(code, shift), scope) for shift in ("", "previous", "last_year")
        )
        indicator = all_indicators()[code]
        difference = NOTHING
        if now and then and now.value is not None and then.value is not None:
            difference = wording.change(now.value, then.value, indicator.unit, places_of(now))
        head = (Run(column(indicator.title, indicator.unit)),)
        return (head, self.cell(now), self.cell(before), self.cell(then), (Run(difference),))

    def _chart(self, block: Block, key: str) -> Iterator[Part]:
        labels: list[str]
        if block.by == "month":
            labels = [month.label for month in self.values.months]
            columns: dict[str, list[Figure | None]] = {
                code: [*self.values.monthly[code]] for code in block.codes
            }
        else:
            children = [c for c in self.values.children if not block.only or c.sector in block.only]
            labels = [place_name(child.short_name) for child in children]
            columns = {
                code: [self.values.of(Need(code), child) for child in children]
                for code in block.codes
            }  # fmt: skip
        known = all_indicators()
        series = tuple(
            (known[code].title, tuple(plot(figure) for figure in found))
            for code, found in columns.items()
        )
        if len(labels) < 2 or not any(value for _, found in series for value in found):
            return
        title = "".join(run.text for run in self.runs(block.title, Scope()))
        unit = known[block.codes[0]].unit
        chart = Chart(title, block.style, unit, tuple(labels), series)
        for figure in (f for found in columns.values() for f in found):
            if figure is not None and figure.value is not None:
                self.note(figure, "")
        yield Part("chart", key, title=title, chart=chart)

    def _people(self, block: Block, key: str) -> Iterator[Part]:
        title = "".join(run.text for run in self.runs(block.title, Scope()))
        found = self.values.named.get(block.codes[0])
        if found and (found.names or found.more):
            names = tuple(found.names)
            yield Part("people", key, title=title, names=names, more=found.more)


def fill(template: Template, values: Values) -> Filled:
    filling = Filling(values)
    parts = filling.parts(template.blocks)
    heading = "".join(run.text for run in filling.runs(template.heading, Scope()))
    return filled(filling, heading, parts, annex=template.annex)


def filled(filling: Filling, heading: str, parts: list[Part], *, annex: bool) -> Filled:
    values = filling.values
    return Filled(
        heading, values.org.code, values.org.short_name, values.org.name, str(values.period),
        values.period.label, values.as_of.isoformat(), tuple(parts), tuple(filling.used), annex,
        values.rules,
    )  # fmt: skip
