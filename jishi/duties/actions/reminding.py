"""Reminding by hand: a message to whoever keeps the organisation, once a day for each item."""

from __future__ import annotations

from collections.abc import Sequence

from jishi.base import inbox
from jishi.base.act import act
from jishi.base.audit.verbs import Verb
from jishi.duties.access import DUTY_REMIND
from jishi.duties.keys import reminder_key
from jishi.duties.queries.reminding import Gap
from jishi.tree.actor import Actor
from jishi.tree.reach import reach

REMINDED = Verb("duty.remind", "催办应办事项")


def remind_of(actor: Actor, gaps: Sequence[Gap]) -> int:
    """How many items somebody was reminded of; those nobody keeps are left to the chat text."""
    where = reach(actor, DUTY_REMIND)
    with act(actor, DUTY_REMIND) as doing:
        reminded = 0
        for gap in gaps:
            item = gap.item
            if not gap.accounts or not where.covers(item.org.path):
                continue
            inbox.put(
                gap.accounts,
                reminder_key(item.org_id, item.duty, item.slot, actor.today.isoformat()),
                f"上级催办：{item.label}{gap.title}还没有完成",
                link=f"/duties/org/{item.org_id}/", org_id=item.org_id, due_on=item.due_on,
            )  # fmt: skip
            reminded += 1
        if gaps:
            doing.record(REMINDED, gaps[0].item.org, count=reminded)
        return reminded
