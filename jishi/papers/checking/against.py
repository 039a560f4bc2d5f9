"""`check_text`: the numbers of a text against the figures, within the reach of whoever asks.

All candidates of a text are read in one moment; only what differs is looked for elsewhere: other
periods, organisations above and below, what was put right after a period was closed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jishi.figures.queries.reading import Reading, read
from jishi.figures.queries.showing import Beside, Figure
from jishi.kernel.period import Period
from jishi.papers.checking.change import change_of
from jishi.papers.checking.comparing import agrees
from jishi.papers.checking.elsewhere import Elsewhere, explain
from jishi.papers.checking.finding import Finding, Hint
from jishi.papers.checking.hints import hints
from jishi.papers.checking.inside import Clash, clashes
from jishi.papers.matching import Candidate
from jishi.papers.matching.catalogue import matcher
from jishi.papers.matching.regions import regions_of
from jishi.papers.matching.tables import Cell, table_cells
from jishi.papers.matching.when import periods, said_period
from jishi.papers.reading import Found, scan
from jishi.papers.reading.numerals import plain
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation

CLOSE = 0.15  # how far behind the first a candidate may be and still be what was meant
SURE = 0.55  # below it a difference is a question


@dataclass(frozen=True)
class Checked:
    text: str
    findings: list[Finding]
    hints: list[Hint]

    def count(self, verdict: str) -> int:
        return sum(1 for each in self.findings if each.verdict == verdict)


def check_text(actor: Actor, text: str, org: Organisation, period: Period) -> Checked:
    found = scan(text)
    ranked = matcher().rank(text, found, changes=True)
    changes = [where.change for where in regions_of(text, found)]
    when = [_period(said, period, actor) for said in periods(text, found, period.first.year)]
    cells = table_cells(text)
    for number, each in enumerate(found):
        if cell := cells.at(each.start):
            when[number] = _period_of_cell(cell, when[number])
    stated = [[] if change else chosen for change, chosen in zip(changes, ranked, strict=True)]
    inside = {c.number: c for c in clashes(text, found, stated, [str(p) for p in when])}

    def work(at: Reading) -> list[Finding]:
        elsewhere = Elsewhere(actor, at, Beside(), org, period)
        return [
            change_of(each, ranked[number], changes[number], when[number], elsewhere)
            if changes[number]
            else _finding(
                each,
                ranked[number],
                when[number],
                inside.get(number),
                elsewhere,
                _whose(text, each, cells.at(each.start)),
            )
            for number, each in enumerate(found)
            if each.kind == "figure"
        ]

    return Checked(text, read(actor.today, work), hints(text))


def _explained(
    each: Found, known: Sequence[Figure], chosen: Sequence[Candidate], at: Elsewhere
) -> tuple[Figure, str, str]:
    """The first of what may be meant for which it can be said why it differs."""
    for shown in known:
        why, words = explain(each, shown, chosen, at)
        if why:
            return shown, why, words
    return known[0], "", ""


def _period_of_cell(cell: Cell, period: Period) -> Period:
    """上年同期 over a column, 2026年1月 before a row."""
    if re.search(r"上年同期|去年同期", cell.head):
        return period.same_last_year()
    if re.search(r"上一?期", cell.head):
        return period.previous()
    said = said_period(plain(cell.head), period.first.year) or said_period(
        plain(cell.row), period.first.year
    )
    return Period.parse(said) if said else period


def _whose(text: str, each: Found, cell: Cell | None) -> str:
    """Words that may name one of the organisations below."""
    return cell.row if cell else text[max(each.at, each.start - 40) : each.start]


def _period(said: str, asked: Period, actor: Actor) -> Period:
    """A period that the text names is what it speaks of, if it is part of what is asked about."""
    if not said:
        return asked
    named = Period.parse(said)
    return named if named in asked and named.first_day <= actor.today else asked


def _finding(
    each: Found, chosen: Sequence[Candidate], period: Period, clash: Clash | None, at: Elsewhere,
    whose: str,
) -> Finding:  # fmt: skip
    found = _against(each, chosen, period, at, whose)
    if clash is None or found.verdict in ("agrees", "differs"):
        return found
    return Finding(
        each.start, each.end, each.text, "inconsistent", clash.expected, found.code,
        clash.explanation, "inside",
    )  # fmt: skip


def _against(
    each: Found, chosen: Sequence[Candidate], period: Period, at: Elsewhere, whose: str
) -> Finding:
    def say(verdict: str, explanation: str, shown: Figure | None = None, why: str = "") -> Finding:
        return Finding(
            each.start, each.end, each.text, verdict,
            "" if shown is None or shown.value is None else shown.text,
            shown.indicator.code if shown else (chosen[0].code if chosen else ""),
            explanation, why, shown.org.code if shown else "", str(shown.period) if shown else "",
        )  # fmt: skip

    if not chosen:
        return say("unsourced", "指标里没有这个数，请另附来源")
    meant = [c for c in chosen if c.confidence >= chosen[0].confidence - CLOSE][:3]
    figures = [at.figure(c.code, period) for c in meant]
    if period != at.period:
        figures += [at.figure(c.code, at.period) for c in meant]
    below = at.named(whose) if whose else None
    if below is not None:
        figures = [at.figure(c.code, period, below) for c in meant] + figures
    first = figures[0]
    if each.value is None:
        known = first.value is not None
        return say(
            "unchecked",
            f"还没有填；可填「{first.indicator.title}」" if known else "还没有填",
            first,
        )
    for shown in figures:
        if shown.value is not None and agrees(each, shown.value):
            return say("agrees", f"{shown.indicator.title}（{shown.period.label}）", shown)
    if all(shown.value is None for shown in figures):
        return say(
            "unchecked", f"「{first.indicator.title}」{first.missing_text or '没有数据'}", first
        )
    valued = [shown for shown in figures if shown.value is not None]
    first, why, words = _explained(each, valued, chosen, at)
    if chosen[0].confidence < SURE and not why:
        return say(
            "unchecked", f"可能是「{first.indicator.title}」（{first.text}），请人工核对", first
        )
    return say(
        "differs",
        words or f"「{first.indicator.title}」记录中为 {first.text}",
        first,
        why or "other",
    )
