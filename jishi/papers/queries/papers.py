"""Papers that one may read, their text now, and what has changed since they were frozen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from jishi.base import settings_tree
from jishi.figures.access import FIGURE_VIEW
from jishi.figures.declared import all_indicators
from jishi.figures.queries.reading import read
from jishi.figures.queries.showing import Beside, figure
from jishi.kernel.period import Period
from jishi.papers.access import PAPER_VIEW
from jishi.papers.docx.body import Letterhead
from jishi.papers.filling.filled import Filled, Part, Used, filled_of
from jishi.papers.filling.ordering import numbered_kept
from jishi.papers.filling.saying import day_text, used_of
from jishi.papers.filling.sentences import Filling, Scope, filled
from jishi.papers.filling.values import Wanted, values_of
from jishi.papers.local import RED_HEAD
from jishi.papers.models import Paper, PaperBlock, PaperReceipt, PaperRemark
from jishi.papers.template.shape import Block, block_of
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible
from jishi.tree.models import Organisation
from jishi.tree.reach import reach, visible


def papers(actor: Actor) -> QuerySet[Paper]:
    rows = Paper.objects.select_related("org", "drafted_by").defer("frozen")
    return visible(actor, PAPER_VIEW, rows, via="org")


def paper_of(actor: Actor, pk: int) -> Paper:
    rows = Paper.objects.select_related("org__parent", "drafted_by", "submitted_by", "approved_by")
    found = visible(actor, PAPER_VIEW, rows, via="org").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def block_row(actor: Actor, pk: int) -> PaperBlock:
    rows = PaperBlock.objects.select_related("paper__org__parent", "changed_by")
    found = visible(actor, PAPER_VIEW, rows, via="paper__org").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def remark_of(actor: Actor, pk: int) -> PaperRemark:
    rows = PaperRemark.objects.select_related("paper__org")
    found = visible(actor, PAPER_VIEW, rows, via="paper__org").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def receipt_of(actor: Actor, pk: int) -> PaperReceipt:
    """One's own receipt of a published paper: whoever it was sent to reads it."""
    rows = PaperReceipt.objects.select_related("paper__org", "paper__approved_by")
    found = rows.filter(account_id=actor.account_id or 0, pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def receipts_of(actor: Actor) -> QuerySet[PaperReceipt]:
    rows = PaperReceipt.objects.filter(account_id=actor.account_id or 0)
    return rows.select_related("paper__org").defer("paper__frozen")


def blocks_of(rows: Sequence[PaperBlock]) -> list[Block]:
    known = all_indicators()
    return [block_of(row.body, f"b{row.place}", known) for row in rows]


def worded(actor: Actor, text: str, org: Organisation, period: Period) -> str:
    """A text whose chips are looked up: of a title, when the paper is begun."""
    what = Wanted()
    what.add_text(text, (), what.own)
    filling = Filling(values_of(actor, org, period, what))
    return "".join(run.text for run in filling.runs(text, Scope()))


@dataclass(frozen=True)
class Live:
    """A paper as it reads now; `parts` of each of its blocks, which may be none."""

    filled: Filled
    parts: dict[int, list[Part]]  # by the key of the block row


def live(actor: Actor, paper: Paper, rows: Sequence[PaperBlock]) -> Live:
    blocks = blocks_of(rows)
    what = Wanted()
    for block in blocks:
        what.add(block)
    filling = Filling(values_of(actor, paper.org, paper.period, what))
    by_row = {row.pk: filling.blocks([block]) for row, block in zip(rows, blocks, strict=True)}
    kept = numbered_kept([part for parts in by_row.values() for part in parts])
    found = {
        pk: [kept[id(part)] for part in parts if id(part) in kept] for pk, parts in by_row.items()
    }
    parts = [part for each in found.values() for part in each]
    return Live(filled(filling, paper.heading, parts, annex=paper.annex), found)


def text_of(actor: Actor, paper: Paper) -> Filled:
    """The frozen text, or as it reads now."""
    if paper.frozen is not None:
        return filled_of(paper.frozen)
    return live(actor, paper, list(paper.blocks.all())).filled


def around(paper: Paper) -> Letterhead:
    """What surrounds the text on paper."""
    on = paper.frozen_at.date() if paper.frozen_at else None
    red = on is not None and settings_tree.setting(RED_HEAD, paper.org, on)
    issued = day_text(paper.published_at.date()) if paper.published_at else ""
    return Letterhead(
        dated=day_text(on) if on else "", number=paper.document_number,
        red=f"{paper.org.name}文件" if red else "", copies=paper.copies,
        issuer=paper.org.short_name if issued else "", issued=issued,
    )  # fmt: skip


@dataclass(frozen=True)
class Later:
    """A figure of a frozen paper that has become another since."""

    was: Used
    now: Used


def later(actor: Actor, frozen: Filled) -> list[Later]:
    """Figures counted again today; those of places out of reach are left alone."""
    where = reach(actor, FIGURE_VIEW)
    known = {
        org.code: org
        for org in Organisation.objects.filter(code__in={used.org for used in frozen.figures})
        if where.covers(org.path)
    }
    indicators = all_indicators()
    asked = [u for u in frozen.figures if u.org in known and u.code in indicators]
    beside = Beside()
    found = read(
        actor.today,
        lambda at: [
            (used, figure(at, indicators[used.code], known[used.org], Period.parse(used.period),
                          beside))
            for used in asked
        ],
    )  # fmt: skip
    return [
        Later(used, used_of(now)) for used, now in found
        if (now.numerator, now.denominator) != (used.numerator, used.denominator)
    ]  # fmt: skip
