"""Whom to remind of what: by hand from a gap list, and every day by the ladder."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from jishi.duties.kinds import Duty
from jishi.duties.models import DutyItem
from jishi.duties.queries.board import OPEN
from jishi.duties.queries.declared import duties
from jishi.kernel.path import ids
from jishi.tree.actor import Actor
from jishi.tree.permissions import MANAGERS, STAFF
from jishi.tree.reach import holders

MOST = 2000  # items one click reminds of


@dataclass(frozen=True)
class Gap:
    item: DutyItem
    title: str
    accounts: frozenset[int]


def gaps(actor: Actor, rows: QuerySet[DutyItem]) -> list[Gap]:
    """Open items that have fallen due or soon will, and the accounts of their organisation."""
    found = list(
        rows.filter(OPEN).select_related("org").order_by("org__line", "due_on", "id")[:MOST]
    )
    known = duties()
    own = holders(STAFF, {item.org_id for item in found}, actor.today)
    return [Gap(item, title_of(known, item), frozenset(own.get(item.org_id, ()))) for item in found]


def title_of(known: Mapping[str, Duty], item: DutyItem) -> str:
    found = known.get(item.duty)
    return found.title if found else item.duty


def chat_text(found: Sequence[Gap]) -> str:
    """For a group chat: organisations and matters, no person."""
    by_org: dict[str, list[str]] = defaultdict(list)
    for gap in found:
        by_org[gap.item.org.short_name].append(
            f"{gap.title}（{gap.item.label}，{gap.item.due_on.month}月{gap.item.due_on.day}日截止）"
        )
    lines = [f"{org}：{'、'.join(what)}" for org, what in by_org.items()]
    return "\n".join(["以下事项请尽快办理并登记：", *lines])


def superiors(lines: Iterable[tuple[int, ...]], actor: Actor) -> dict[int, set[int]]:
    """The managers' accounts of every organisation on the way up."""
    return holders(MANAGERS, {ident for line in lines for ident in line[:-1]}, actor.today)


def line_of(item: DutyItem) -> tuple[int, ...]:
    return ids(item.org.path)
