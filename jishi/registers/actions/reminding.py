"""Telling offices that a post or an agreement is about to end."""

from __future__ import annotations

from jishi.base import inbox
from jishi.registers.models import Link


def occasion(link: Link) -> str:
    """Names the cause of a to-do: with another end the same link is another cause."""
    return f"link:{link.pk}:{link.due_on}"


def put_reminder(link: Link, accounts: set[int]) -> None:
    """One to-do per account and end, however often this runs."""
    who = link.person.name if link.person else link.other_end
    title = f"{link.org.short_name}{link.kind_label}（{who}）{link.due_on}期满"
    inbox.put(
        accounts, occasion(link), title,
        kind="todo", link=f"/posts/{link.pk}/", org_id=link.org_id, due_on=link.due_on,
    )  # fmt: skip


def forget_reminder(link: Link) -> None:
    """The cause is gone: renewed or ended."""
    if link.due_on is not None:
        inbox.close(occasion(link))
