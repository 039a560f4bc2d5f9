"""Telling offices what waits for them, each cause once."""

from __future__ import annotations

from jishi.base import inbox
from jishi.standards.models import GradeTalk
from jishi.standards.queries.waiting import Waiting

WORDS = {"accept": "自查待验收", "review": "申诉待复核"}


def put_waiting(each: Waiting) -> None:
    """A message; a larger number is another message."""
    inbox.put(
        each.accounts, f"standard-{each.what}:{each.round.pk}:{each.org_id}:{each.count}",
        f"{each.round.title}：{each.count} 个{WORDS[each.what]}",
        link=f"/standards/rounds/{each.round.pk}/", org_id=each.org_id,
    )  # fmt: skip


def put_talk_reminder(talk: GradeTalk, accounts: set[int]) -> None:
    what = "约谈逾期" if talk.held_on is None else "整改回看逾期"
    day = talk.due_on if talk.held_on is None else talk.follow_by
    inbox.put(
        accounts, f"grade-talk-late:{talk.pk}:{what}:{day}",
        f"{what}：{talk.assessment.org.short_name}", kind="todo",
        link=f"/standards/talks/{talk.pk}/", org_id=talk.assessment.round.org_id, due_on=day,
    )  # fmt: skip
