"""A paper from a template, its blocks changed by people, remarks on them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Max

from jishi.base.act import act, bump, lock
from jishi.base.audit.verbs import Verb
from jishi.base.clock import now
from jishi.figures.declared import all_indicators
from jishi.kernel.declare import DeclarationError
from jishi.kernel.period import Period
from jishi.papers.access import PAPER_EDIT, PAPER_VIEW
from jishi.papers.models import Paper, PaperBlock, PaperRemark
from jishi.papers.queries.papers import worded
from jishi.papers.queries.templates import Usable
from jishi.papers.rules.steps import may_write
from jishi.papers.template.chips import ChipError
from jishi.papers.template.shape import block_of, plain_block
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused, insist
from jishi.tree.models import Organisation

DRAFTED = Verb("paper.draft", "起草文稿")
CHANGED = Verb("paper.change", "修改文稿")
REMARKED = Verb("paper.remark", "对文稿提意见")
SETTLED = Verb("paper.settle", "处理文稿意见")


def draft_paper(
    actor: Actor, org: Organisation, usable: Usable, period: Period
) -> Paper:  # fmt: skip
    template = usable.template
    with act(actor, PAPER_EDIT, org) as doing:
        if period.first_day > actor.today:
            raise Refused("这个时期还没有开始", field="period")
        paper = Paper.objects.create(
            org=org, first_month=period.first.index, last_month=period.last.index,
            template=template.code, template_number=usable.number, genre=template.genre,
            heading=worded(actor, template.heading, org, period), annex=template.annex,
            drafted_at=now(), drafted_by_id=actor.account_id,
        )  # fmt: skip
        PaperBlock.objects.bulk_create(
            PaperBlock(paper=paper, place=place, body=plain_block(block))
            for place, block in enumerate(template.blocks, 1)
        )
        doing.record(DRAFTED, paper, org=org, kind=template.code, name=period.label)
        return paper


def _open(row: PaperBlock) -> Paper:
    """The paper of a block, locked against everything else that is done with it."""
    paper = lock(Paper.objects.select_related("org"), row.paper_id)
    insist(may_write(paper.state))
    return paper


def change_block(
    actor: Actor, row: PaperBlock, version: int, texts: Sequence[Any], more: str = ""
) -> PaperBlock:
    """Give the clauses of a block these words; an emptied one goes, `more` is added at the end.

    What a narrative gets is a paragraph that its writer answers for.
    """
    with act(actor, PAPER_EDIT, row.paper.org) as doing:
        paper = _open(row)
        row = lock(PaperBlock.objects.all(), row.pk, version)
        body = _checked(changed_body(row.body, texts, more))
        bump(row, body=body, changed_at=now(), changed_by_id=actor.account_id)
        doing.record(CHANGED, paper, org=paper.org, number=row.place)
        return row


def changed_body(body: dict[str, Any], texts: Sequence[Any], more: str) -> dict[str, Any]:
    pieces = body.get("text", [])
    if body["kind"] == "grid":
        return {**body, "text": list(texts)}
    if body["kind"] == "narrative":
        written = [{"text": text, "fixed": True} for text in [*texts, more] if text.strip()]
        return {**body, "kind": "paragraph", "text": written} if written else body
    kept: list[Any] = []
    for piece, text in zip(pieces, texts, strict=True):
        if text.strip():
            kept.append(text if isinstance(piece, str) else {**piece, "text": text})
    if more.strip():
        kept.append({"text": more, "fixed": True})
    return {**body, "text": kept}


def _checked(body: dict[str, Any]) -> dict[str, Any]:
    try:
        return plain_block(block_of(body, str(body.get("key", "")), all_indicators()))
    except (ChipError, DeclarationError) as fault:
        raise Refused(str(fault)) from None


def add_block(
    actor: Actor, after: PaperBlock, body: dict[str, Any]
) -> PaperBlock:  # fmt: skip
    """A further block below one that is there."""
    with act(actor, PAPER_EDIT, after.paper.org) as doing:
        paper = _open(after)
        last = paper.blocks.aggregate(last=Max("place"))["last"] or 0
        later = list(paper.blocks.filter(place__gt=after.place).order_by("-place"))
        for row in later:  # from the end, that no two ever stand at one place
            row.place += 1
            row.save(update_fields=["place"])
        made = PaperBlock.objects.create(
            paper=paper, place=after.place + 1, body=_checked({**body, "key": f"own{last + 1}"}),
            changed_at=now(), changed_by_id=actor.account_id,
        )  # fmt: skip
        doing.record(CHANGED, paper, org=paper.org, number=made.place)
        return made


def remove_block(actor: Actor, row: PaperBlock, version: int) -> Paper:
    with act(actor, PAPER_EDIT, row.paper.org) as doing:
        paper = _open(row)
        row = lock(PaperBlock.objects.all(), row.pk, version)
        place = row.place
        row.delete()
        doing.record(CHANGED, paper, org=paper.org, number=place, note="删去一段")
        return paper


def remark(actor: Actor, row: PaperBlock, text: str) -> PaperRemark:
    """Whoever reads a paper that is still open may say what is to be better."""
    with act(actor, PAPER_VIEW, row.paper.org) as doing:
        if not row.paper.is_open:
            raise Refused("定稿以后不再提意见")
        made = PaperRemark.objects.create(
            paper=row.paper, block=row, text=text.strip()[:500], made_at=now(),
            made_by_id=actor.account_id,
        )  # fmt: skip
        doing.record(REMARKED, row.paper, org=row.paper.org, number=row.place)
        return made


def settle(actor: Actor, row: PaperRemark, version: int) -> PaperRemark:
    with act(actor, PAPER_EDIT, row.paper.org) as doing:
        row = lock(PaperRemark.objects.select_related("paper__org"), row.pk, version)
        if row.settled_at is None:
            bump(row, settled_at=now())
            doing.record(SETTLED, row.paper, org=row.paper.org)
        return row
