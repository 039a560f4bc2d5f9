"""An office's own text with blanks (X、＿＿) or chips filled with figures.

What a blank stands for is ranked by `matching`; below `SURE` it is left as it was. In a .docx only
the letters of the blanks are exchanged, in its own XML: everything else of the file stays.
"""

from __future__ import annotations

import io
import re
import zipfile
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from xml.sax.saxutils import escape

from jishi.figures.declared import all_indicators
from jishi.figures.queries import showing
from jishi.figures.queries.showing import Figure
from jishi.kernel.period import Period
from jishi.papers.docx.writing import docx_of
from jishi.papers.filling import wording
from jishi.papers.filling.filled import Filled, Part, Run, Used
from jishi.papers.filling.saying import places_of, used_of
from jishi.papers.filling.sentences import Filling, Missing, Scope
from jishi.papers.filling.values import Wanted, values_of
from jishi.papers.matching.catalogue import matcher
from jishi.papers.opening import open_paper
from jishi.papers.opening.flow import Letters
from jishi.papers.opening.wordtext import read_word
from jishi.papers.reading import Found, scan
from jishi.papers.template.chips import Chip, Need, split
from jishi.papers.template.friendly import from_people
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation

SURE = 0.6
_BLANK = re.compile(r"[XxＸｘ×✕＊*_＿—〇○□◯]+|[（(]\s*[）)]|…+")
_CHIP = re.compile(r"\{[^{}\n]{1,60}\}")
MANY = {"万": 10**4, "亿": 10**8, "百万": 10**6, "千万": 10**7}


@dataclass(frozen=True)
class Swap:
    """Letters from one place to another of a text, and what comes instead."""

    start: int
    end: int
    text: str
    used: Used | None = None


@dataclass(frozen=True)
class Refilled:
    swaps: tuple[Swap, ...]
    left: int  # blanks that nothing was sure enough for

    @property
    def figures(self) -> tuple[Used, ...]:
        return tuple(swap.used for swap in self.swaps if swap.used)


def refill(actor: Actor, text: str, org: Organisation, period: Period) -> Refilled:
    """What to put into a text; every figure is read once and at once."""
    chips = _chips(actor, text, org, period)
    taken = [(swap.start, swap.end) for swap in chips]
    found = [
        each for each in scan(text)
        if not any(start < each.end and each.start < end for start, end in taken)
    ]  # fmt: skip
    ranked = matcher().rank(text, found)
    asked: list[tuple[Found, str]] = []
    blanks = 0
    for each, candidates in zip(found, ranked, strict=True):
        if each.kind == "figure" and each.blank:
            blanks += 1
            if candidates and candidates[0].confidence >= SURE:
                asked.append((each, candidates[0].code))
    codes = sorted({code for _, code in asked})
    figures = showing.figures(actor, codes, org, period)
    by_code = {figure.indicator.code: figure for figure in figures}
    swaps = [swap for each, code in asked if (swap := _swap(each, by_code[code]))]
    return Refilled(tuple(sorted([*chips, *swaps], key=lambda s: s.start)), blanks - len(swaps))


def _swap(each: Found, figure: Figure) -> Swap | None:
    """The blank alone gives way: its unit stays as it was written."""
    blank = _BLANK.match(each.text)
    number = in_unit(figure, each.text[blank.end() :] if blank else "")
    if blank is None or number is None:
        return None
    return Swap(each.start, each.start + blank.end(), number, used_of(figure))


def in_unit(figure: Figure, unit: str) -> str | None:
    """The number as it stands before a unit that is written already."""
    value = figure.value
    if value is None:
        return None
    share = figure.indicator.unit == "%"
    if share != unit.strip().startswith(("%", "％")):
        return None
    if share:
        return wording.decimal(value, 1)
    many = next((m for m in sorted(MANY, key=len, reverse=True) if unit.startswith(m)), "")
    if many:
        return wording.decimal(value / Fraction(MANY[many]), 2)
    return wording.decimal(value, places_of(figure))


def _chips(actor: Actor, text: str, org: Organisation, period: Period) -> list[Swap]:
    """What a writer has named: `{党员总数}` or `{member.all:unit}`."""
    places: list[tuple[int, int, Chip]] = []
    for match in _CHIP.finditer(text):
        try:
            parts = split(from_people(match[0]))
        except ValueError:
            continue
        [chip] = parts if len(parts) == 1 else [""]
        if isinstance(chip, Chip) and (chip.is_word or chip.code in all_indicators()):
            places.append((match.start(), match.end(), chip))
    if not places:
        return []
    what = Wanted()
    for _, _, chip in places:
        what.add_text(str(chip), (), what.own)
    filling = Filling(values_of(actor, org, period, what))
    swaps = []
    for start, end, chip in places:
        try:
            run = filling.run(chip, Scope())
        except Missing:
            continue
        figure = None if chip.is_word else filling.figure(Need(chip.code, chip.shift), Scope())
        swaps.append(Swap(start, end, run.text, used_of(figure) if figure else None))
    return swaps


def swapped(text: str, swaps: Sequence[Swap]) -> str:
    found, at = [], 0
    for swap in swaps:
        found += [text[at : swap.start], swap.text]
        at = swap.end
    return "".join([*found, text[at:]])


# --- a plain text ---------------------------------------------------------------------------------


def filled_text(
    text: str, refilled: Refilled, org: Organisation, period: Period, as_of: str
) -> Filled:
    """A .txt as a paper: its first line the title, each further line a paragraph."""
    lines = [line.strip() for line in swapped(text, refilled.swaps).splitlines()]
    lines = [line for line in lines if line]
    parts = tuple(
        Part("paragraph", f"b{place}", (Run(line),)) for place, line in enumerate(lines[1:], 1)
    )
    heading = lines[0] if lines else ""
    return Filled(
        heading, org.code, org.short_name, org.name, str(period), period.label, as_of, parts,
        refilled.figures,
    )  # fmt: skip


# --- a .docx --------------------------------------------------------------------------------------


def docx_swapped(data: bytes, swaps: Sequence[Swap]) -> bytes:
    """The same document with some letters exchanged; those of a blank may lie in several runs."""
    out = io.BytesIO()
    parts: dict[str, list[Letters]] = {}
    for each in read_word(data).letters:
        parts.setdefault(each.part, []).append(each)
    with zipfile.ZipFile(io.BytesIO(data)) as box, zipfile.ZipFile(
        out, "w", zipfile.ZIP_DEFLATED
    ) as whole:  # fmt: skip
        for info in box.infolist():
            body = box.read(info)
            if info.filename in parts:
                body = _exchanged(body, parts[info.filename], swaps)
            kept = zipfile.ZipInfo(info.filename, info.date_time)
            whole.writestr(kept, body, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _exchanged(xml: bytes, letters: Sequence[Letters], swaps: Sequence[Swap]) -> bytes:
    """`swaps` are in order; `letters` are not, where some are copies of others."""
    found, at = [], 0
    starts, ends = [swap.start for swap in swaps], [swap.end for swap in swaps]
    for piece in sorted(letters, key=lambda each: each.first):
        end = piece.start + len(piece.text)
        inside = swaps[bisect_right(ends, piece.start) : bisect_left(starts, end)]
        if not inside:
            continue
        text, place = [], piece.start
        for swap in inside:
            text.append(piece.text[place - piece.start : max(0, swap.start - piece.start)])
            if swap.start >= piece.start:  # where it begins it is put in, elsewhere only taken out
                text.append(swap.text)
            place = min(end, swap.end)
        text.append(piece.text[place - piece.start :])
        found += [xml[at : piece.first], escape("".join(text)).encode()]
        at = piece.last
    return b"".join([*found, xml[at:]])


def refill_file(
    actor: Actor, data: bytes, name: str, org: Organisation, period: Period
) -> tuple[bytes, Refilled]:
    """A .docx with its blanks filled, all else as it was; a .doc is made one first, a .txt anew."""
    opened = open_paper(data, name)
    done = refill(actor, opened.text, org, period)
    if opened.word:
        return docx_swapped(opened.word, done.swaps), done
    as_of = min(period.last_day, actor.today).isoformat()
    return docx_of(filled_text(opened.text, done, org, period, as_of)), done
