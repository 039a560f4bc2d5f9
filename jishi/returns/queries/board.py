"""How far a round is, a level at a time: who has reported, what it comes to, who has not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jishi.returns.access import RETURN_VIEW
from jishi.returns.models import ReturnCorrection, ReturnRound, ReturnSheet
from jishi.returns.queries.filling import FilledLine, Values, add_up, figures_now, sums
from jishi.returns.queries.rounds import sheets
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation
from jishi.tree.reach import reach


@dataclass(frozen=True)
class Row:
    sheet: ReturnSheet
    asked: int  # how many below, or itself, fill in
    sent: int
    cells: list[FilledLine]


@dataclass(frozen=True)
class Board:
    round: ReturnRound
    org: Organisation
    rows: list[Row]
    total: list[FilledLine]
    missing: list[ReturnSheet]  # who has not reported, at and below this place

    @property
    def asked(self) -> int:
        return sum(row.asked for row in self.rows)

    @property
    def sent(self) -> int:
        return sum(row.sent for row in self.rows)


def board(actor: Actor, round_: ReturnRound, org: Organisation) -> Board:
    """The sheets directly under a place of the round; figures of a total are of that place."""
    whole = list(sheets(actor).filter(round=round_).order_by("org__line", "pk"))
    here = [each for each in whole if _stands_under(each, round_, org)]
    if not here:  # somebody who fills in sees his own
        here = [each for each in whole if each.org_id == org.pk]
    table = round_.of
    below: dict[int, list[ReturnSheet]] = {}
    for each in whole:
        below.setdefault(each.above_id or 0, []).append(each)
    rows = []
    for each in here:
        leaves = [leaf for leaf in _under(each, below) if leaf.fills]
        sent = sum(leaf.state != "open" for leaf in leaves)
        shown = each.values if each.state != "open" else {}
        cells = [FilledLine(line, each.org, round_.period, shown.get(line.code), line.kind)
                 for line in table.lines if line.kind != "text"]  # fmt: skip
        rows.append(Row(each, len(leaves), sent, cells))
    missing = [leaf for each in here for leaf in _under(each, below)
               if leaf.fills and leaf.state == "open"]  # fmt: skip
    return Board(round_, org, rows, _total(actor, round_, org, here), missing)


def _stands_under(sheet: ReturnSheet, round_: ReturnRound, org: Organisation) -> bool:
    if sheet.above_id is None:
        return org.pk == round_.org_id
    return sheet.above is not None and sheet.above.org_id == org.pk


def _under(sheet: ReturnSheet, below: dict[int, list[ReturnSheet]]) -> Iterable[ReturnSheet]:
    waiting = [sheet]
    while waiting:
        each = waiting.pop(0)
        yield each
        waiting = [*below.get(each.pk, []), *waiting]


def _total(
    actor: Actor, round_: ReturnRound, org: Organisation, here: Sequence[ReturnSheet]
) -> list[FilledLine]:
    table = round_.of
    values: Values = figures_now(actor.today, table.lines, [org], round_.period)[org.pk]
    values |= add_up(table, [each.values for each in here if each.state == "accepted"])
    values |= sums(table.lines, values)
    return [FilledLine(line, org, round_.period, values.get(line.code), line.kind)
            for line in table.lines if line.kind != "text"]  # fmt: skip


def place_of(actor: Actor, round_: ReturnRound) -> Organisation:
    """Where a round is looked at by whoever names no place: from the asker, or one's own."""
    if reach(actor, RETURN_VIEW).covers(round_.org.path):
        return round_.org
    first = sheets(actor).filter(round=round_).order_by("org__path").first()
    assert first is not None  # the round is within reach by one of these
    return first.org


# --- what is different since ---------------------------------------------------------------------


@dataclass(frozen=True)
class Changed:
    org: Organisation
    title: str
    was: str
    now: str
    why: str  # an answer corrected, or records that changed


def differences(actor: Actor, round_: ReturnRound, org: Organisation) -> list[Changed]:
    """Per level: what was sent, and what it would be by the records and corrections of today."""
    whole = list(sheets(actor).filter(round=round_).order_by("org__line", "pk"))
    here = [each for each in whole if each.state == "accepted"
            and (each.org_id == org.pk or _stands_under(each, round_, org))]  # fmt: skip
    table, moved = round_.of, _moved(whole)
    now = figures_now(actor.today, table.lines, [each.org for each in here], round_.period)
    found = []
    for each in here:
        fresh: Values = dict(each.values) | now[each.org_id]
        for line in table.asked:
            shift = moved.get((each.pk, line.code), 0)
            if shift:
                fresh[line.code] = (each.values.get(line.code) or 0) + shift
        fresh |= sums(table.lines, fresh)
        for line in table.lines:
            was, new = each.values.get(line.code), fresh.get(line.code)
            if line.kind != "text" and was != new:
                old = FilledLine(line, each.org, round_.period, was, line.kind)
                fill = FilledLine(line, each.org, round_.period, new, line.kind)
                why = "更正" if line.is_asked else "记录有变化"
                found.append(Changed(each.org, line.title, old.text, fill.text, why))
    return found


def _moved(whole: Sequence[ReturnSheet]) -> dict[tuple[int, str], int]:
    """By sheet and line, what corrections at it and below it come to."""
    above = {each.pk: each.above_id for each in whole}
    found: dict[tuple[int, str], int] = {}
    rows = ReturnCorrection.objects.filter(sheet__in=above)
    for sheet, line, was, now in rows.values_list("sheet_id", "line", "was", "now"):
        at: int | None = sheet
        while at is not None:
            found[at, line] = found.get((at, line), 0) + now - was
            at = above.get(at)
    return found
