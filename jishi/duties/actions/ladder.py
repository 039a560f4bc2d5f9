"""Taking the steps of the ladder: to-dos for the branch, a message to its superior, each once."""

from __future__ import annotations

from collections.abc import Sequence

from jishi.base import inbox
from jishi.base.outside import outbox
from jishi.duties.keys import digest_key, reminder_key
from jishi.duties.queries.ladder import Due, by_org, due_steps
from jishi.duties.rules.ladder import OWN
from jishi.tree.actor import Actor

SAID = {
    "soon": "{title}，{due}截止",
    "due": "{title}，今天（{due}）是最后期限",
    "over": "{title}已过期限（{due}），请补办或说明",
    "above": "{org}的{title}逾期没有完成",
    "top": "{org}的{title}逾期很久没有完成",
}


def put_steps(actor: Actor) -> None:
    """In the transaction of the daily run: a second run on the same day adds nothing."""
    found = list(due_steps(actor))
    for due in found:
        if not due.digest:
            _put(due)
    for (org, step), some in by_org([due for due in found if due.digest]).items():
        _put_together(actor, org, step, some)
    outbox.put((_outside(due) for due in found if due.step.whom == OWN), actor.today)


def _said(due: Due) -> str:
    item, said = due.item, SAID[due.step.code]
    if due.step.code == "due" and item.due_on != due.step.first:
        said = "{title}，{due}截止，这是之前最后一个工作日"
    return said.format(title=due.title, due=item.due_on, org=item.org.short_name)


def _outside(due: Due) -> outbox.Message:
    """For the branch's group chat or mailbox, where one is set."""
    item = due.item
    key = reminder_key(item.org_id, item.duty, item.slot, due.step.code)
    return outbox.Message(item.org, key, _said(due), item.due_on)


def _put(due: Due) -> None:
    item = due.item
    inbox.put(
        due.accounts, reminder_key(item.org_id, item.duty, item.slot, due.step.code),
        _said(due),
        kind="todo" if due.step.whom == OWN else "notice", link=f"/duties/org/{item.org_id}/",
        org_id=item.org_id, due_on=item.due_on,
    )  # fmt: skip


def _put_together(actor: Actor, org: int, step: str, some: Sequence[Due]) -> None:
    """One message for what falls on one day; the items it stands for are named in its key's day."""
    first = some[0]
    accounts = {account for due in some for account in due.accounts}
    new = [due for due in some if due.step.first == actor.today] or some
    titles = "、".join(due.title for due in new)
    inbox.put(
        accounts, digest_key(org, step, new[0].step.first.isoformat()),
        f"{first.item.org.short_name}有 {len(new)} 项应办：{titles}", link=f"/duties/org/{org}/",
        org_id=org, due_on=min(due.item.due_on for due in new),
    )  # fmt: skip
