"""A round as a board: organisations by criteria, each cell opening to the proof behind it.

Up to some dozens each assessment is a line; of more, the organisations directly below are, and a
cell says how many of theirs have the full points: counts, never a mean of means.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from jishi.kernel.path import ids
from jishi.standards.kinds.standard import Criterion, Standard
from jishi.standards.models import Assessment, Round
from jishi.standards.queries.proving import Judged, Proven, prove
from jishi.standards.queries.rounds import assessments
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation

SINGLE = 60  # assessments that are lines of their own


@dataclass(frozen=True)
class Cell:
    """One criterion of one line."""

    criterion: Criterion
    tone: str
    text: str
    said: str


@dataclass
class Line:
    """An assessment, or an organisation with all of its assessments below."""

    name: str
    org: Organisation | None = None
    row: Assessment | None = None
    proven: list[Proven] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)

    @property
    def total(self) -> Decimal | None:
        return self.proven[0].total if self.row is not None else None

    @property
    def confirmed(self) -> int:
        return sum(each.assessment.frozen for each in self.proven)


@dataclass(frozen=True)
class Board:
    round: Round
    standard: Standard
    columns: tuple[Criterion, ...]
    lines: tuple[Line, ...]
    everyone: tuple[Proven, ...]

    @property
    def states(self) -> dict[str, int]:
        found: dict[str, int] = defaultdict(int)
        for each in self.everyone:
            found[each.assessment.state] += 1
        return dict(found)


def board(actor: Actor, round_: Round, org: Organisation | None) -> Board:
    rows = assessments(actor).filter(round=round_).exclude(state="dropped")
    if org is not None:
        rows = rows.filter(org__path__startswith=org.path)
    listed = list(rows.order_by("org__line", "id"))
    standard = round_.of
    for row in listed:
        row.round = round_
    proven = prove(listed, actor.today)
    everyone = tuple(proven[row.pk] for row in listed)
    lines = _single(everyone) if len(everyone) <= SINGLE else _grouped(everyone, org or round_.org)
    for line in lines:
        line.cells = [_cell(each, line) for each in standard.criteria]
    return Board(round_, standard, standard.criteria, tuple(lines), everyone)


def _single(everyone: Sequence[Proven]) -> list[Line]:
    return [Line(each.assessment.subject, each.assessment.org, each.assessment, [each])
            for each in everyone]  # fmt: skip


def _grouped(everyone: Sequence[Proven], top: Organisation) -> list[Line]:
    """By the organisation directly below the top that each stands under."""
    depth = len(ids(top.path))
    places: dict[int, list[Proven]] = defaultdict(list)
    for each in everyone:
        line = ids(each.assessment.org.path)
        places[line[min(depth, len(line) - 1)]].append(each)
    orgs = Organisation.objects.in_bulk(list(places))
    found = []
    for pk in sorted(places, key=lambda ident: orgs[ident].line):
        alone = len(places[pk]) == 1
        row = places[pk][0].assessment if alone else None
        name = row.subject if row else orgs[pk].short_name
        found.append(Line(name, orgs[pk], row, places[pk]))
    return found


def _cell(criterion: Criterion, line: Line) -> Cell:
    judged = [each.by_code[criterion.code] for each in line.proven]
    if line.row is not None:
        return _of_one(criterion, judged[0])
    full = sum(each.state == "full" for each in judged)
    waiting = sum(each.state == "open" for each in judged)
    tone = "green" if full == len(judged) else "blue" if full + waiting == len(judged) else "amber"
    if full * 2 < len(judged) - waiting:
        tone = "red"
    said = f"{full} 个得满分，共 {len(judged)} 个" + (f"，{waiting} 个待填" if waiting else "")
    return Cell(criterion, tone, f"{full}/{len(judged)}", said)


_TONES = {"full": "green", "part": "amber", "none": "red", "open": "blue"}


def _of_one(criterion: Criterion, judged: Judged) -> Cell:
    if not judged.applies:
        return Cell(criterion, "grey", "—", "不适用，按满分计")
    if judged.points is None:
        return Cell(criterion, "blue", "待填", "还没有自查")
    said = f"{judged.points:f} / {criterion.points:f} 分"
    if judged.proof is not None and judged.proof.lacks:
        said += f"：{judged.proof.lacks[0].label}" + (
            f"等 {len(judged.proof.lacks)} 项" if len(judged.proof.lacks) > 1 else ""
        )
    return Cell(criterion, _TONES[judged.state], f"{judged.points.normalize():f}", said)


def table(found: Board) -> tuple[list[str], list[list[object]]]:
    """The board as a workbook has it: one row an assessment."""
    headers = ["编码", "党组织", "对象", "状态"]
    headers += [f"{each.title}（{each.points:f}）" for each in found.columns]
    headers += ["得分", "等次"]
    rows: list[list[object]] = []
    for each in found.everyone:
        row = each.assessment
        points = [line.points if line.points is not None else "" for line in each.lines]
        subject = row.subject if row.venue_id or row.person_id else ""
        rows.append(
            [row.org.code, row.org.short_name, subject, row.state_label, *points, each.total,
             row.grade_label]
        )  # fmt: skip
    return headers, rows


def place_among(actor: Actor, row: Assessment) -> tuple[int, int] | None:
    """Its place among its siblings of the round; asked only where the office shows it."""
    if row.points is None:
        return None
    others = Assessment.objects.filter(
        round=row.round_id, org__parent=row.org.parent_id, points__isnull=False
    ).order_by()
    mine, points = row.points, others.values_list("points", flat=True)
    ahead = sum(each is not None and each > mine for each in points)
    return ahead + 1, len(points)
