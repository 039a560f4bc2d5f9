"""Review, approval with number and frozen figures, publication with receipts."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet

from jishi.base import inbox
from jishi.base.act import Doing, act, bump, lock
from jishi.base.audit.verbs import Verb
from jishi.base.clock import now, today
from jishi.base.settings_tree import setting
from jishi.papers.access import PAPER_APPROVE, PAPER_EDIT
from jishi.papers.filling.filled import document_of
from jishi.papers.local import WORD
from jishi.papers.models import Paper, PaperCounter, PaperReceipt
from jishi.papers.queries.audience import receivers
from jishi.papers.queries.papers import live
from jishi.papers.rules.steps import STEPS, may_step
from jishi.tree.actor import Actor
from jishi.tree.errors import insist
from jishi.tree.models import Organisation
from jishi.tree.permissions import READERS, SELF, STAFF
from jishi.tree.reach import holders

SUBMITTED = Verb("paper.submit", "文稿送审")
SENT_BACK = Verb("paper.send_back", "退回文稿")
APPROVED = Verb("paper.approve", "签发文稿")
PUBLISHED = Verb("paper.publish", "印发文稿")
DROPPED = Verb("paper.drop", "作废文稿")
ACKNOWLEDGED = Verb("paper.acknowledge", "阅知文稿")
PERMISSIONS = {
    "submit": PAPER_EDIT, "send_back": PAPER_APPROVE, "approve": PAPER_APPROVE,
    "publish": PAPER_APPROVE, "drop": PAPER_EDIT,
}  # fmt: skip
_VERBS = {
    "submit": SUBMITTED, "send_back": SENT_BACK, "approve": APPROVED, "publish": PUBLISHED,
    "drop": DROPPED,
}  # fmt: skip


def take_step(
    actor: Actor, paper: Paper, step: str, version: int, *, reason: str = "", copies: str = "",
    audience: str = "below", chosen: Sequence[str] = (),
) -> Paper:  # fmt: skip
    """One step of the way from draft to print; what belongs to it happens along with it."""
    with act(actor, PERMISSIONS[step], paper.org) as doing:
        paper = lock(Paper.objects.select_related("org__parent"), paper.pk, version)
        insist(
            may_step(
                step, paper.state, own=_own(actor, paper), unwritten=unwritten(paper),
                open_remarks=paper.remarks.filter(settled_at=None).count(), reason=reason,
            ),
            "reason" if step in ("send_back", "drop") else "",
        )  # fmt: skip
        values: dict[str, object] = {"state": STEPS[step][2], "remark": reason.strip()[:200]}
        if step == "submit":
            values |= {"submitted_at": now(), "submitted_by_id": actor.account_id}
        elif step == "approve":
            values |= {**_frozen(actor, paper), "copies": copies.strip()[:120]}
        elif step == "publish":
            values |= {"published_at": now()}
        bump(paper, **values)
        _tell(actor, paper, step)
        if step == "publish":
            _send(paper, receivers(actor, paper.org, audience, chosen))
        doing.record(_VERBS[step], paper, org=paper.org, name=paper.document_number)
        return paper


def _own(actor: Actor, paper: Paper) -> bool:
    return actor.account_id is not None and actor.account_id == paper.submitted_by_id


def unwritten(paper: Paper) -> int:
    """Blocks that still ask somebody to write."""
    return sum(row.body["kind"] == "narrative" for row in paper.blocks.only("body"))


def _frozen(actor: Actor, paper: Paper) -> dict[str, object]:
    """The text with its figures as of now, and the next number of its word and year."""
    found = live(actor, paper, list(paper.blocks.all())).filled
    year, word = actor.today.year, setting(WORD, paper.org, actor.today)
    row, _ = PaperCounter.objects.select_for_update().get_or_create(
        org=paper.org, word=word, year=year
    )
    row.last += 1
    row.save(update_fields=["last"])
    return {
        "frozen": document_of(found), "frozen_at": now(), "heading": found.heading,
        "word": word, "year": year, "number": row.last, "approved_by_id": actor.account_id,
    }  # fmt: skip


def _tell(actor: Actor, paper: Paper, step: str) -> None:
    key, link = f"paper:{paper.pk}", f"/papers/{paper.pk}/"
    title = paper.frozen["heading"] if paper.frozen else f"{paper.period.label}文稿"
    if step == "submit":
        line = [paper.org_id, *([paper.org.parent_id] if paper.org.parent_id else [])]
        who = _accounts(PAPER_APPROVE.to, line) - {actor.account_id or 0}
        inbox.put(who, f"{key}:review:{paper.version}", f"待审核：{paper.org.short_name}{title}",
                  kind="todo", link=link, org_id=paper.org_id)  # fmt: skip
        return
    inbox.close(f"{key}:review:{paper.version - 1}")
    if step == "send_back" and paper.submitted_by_id:
        inbox.put([paper.submitted_by_id], f"{key}:back:{paper.version}", f"退回修改：{title}",
                  link=link, org_id=paper.org_id)  # fmt: skip


def _accounts(roles: tuple[str, ...], orgs: list[int]) -> set[int]:
    return {account for each in holders(roles, orgs, today()).values() for account in each}


def _send(paper: Paper, orgs: QuerySet[Organisation]) -> None:
    """To everybody in office at these organisations."""
    title = f"{paper.document_number} {paper.heading}"
    found = holders((*STAFF, *READERS), orgs.values_list("pk", flat=True), today())
    homes: dict[int, int] = {}
    for org, accounts in sorted(found.items(), key=lambda each: each[0] != paper.org_id):
        for account in accounts:
            homes.setdefault(account, org)
    PaperReceipt.objects.bulk_create(
        PaperReceipt(paper=paper, account_id=account, org_id=org, sent_at=now())
        for account, org in sorted(homes.items())
    )
    for account, pk in paper.receipts.values_list("account_id", "pk"):
        inbox.put([account], f"paper:{paper.pk}:sent", title, kind="todo",
                  link=f"/papers/received/{pk}/", org_id=homes[account])  # fmt: skip


def acknowledge(actor: Actor, row: PaperReceipt) -> PaperReceipt:
    """Its receiver says that it was read; the first time counts."""
    with act(actor, SELF) as doing:
        row = lock(PaperReceipt.objects.select_related("paper"), row.pk)
        if row.read_at is None:
            row.read_at = now()
            row.save(update_fields=["read_at"])
            _done(doing, row)
        return row


def _done(doing: Doing, row: PaperReceipt) -> None:
    items = inbox.items(doing.actor).filter(key=f"paper:{row.paper_id}:sent", done_at=None)
    for item in items:
        inbox.mark_done(doing.actor, item.pk)
    doing.record(ACKNOWLEDGED, row, org=row.org_id)
