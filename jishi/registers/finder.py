"""People found by the posts they hold, and their posts in a column of the finder."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Prefetch, Q

from jishi.base.web.filters import Choice
from jishi.base.web.lists import Column
from jishi.people.models import Person
from jishi.registers.kinds import all_kinds
from jishi.registers.models import Link
from jishi.tree.actor import Actor

_KINDS = [kind for kind in all_kinds().values() if "person" in kind.ends]
_NONE = "none"


def _held(on: date) -> Q:
    return Q(since__lte=on) & (Q(until__isnull=True) | Q(until__gt=on))


def _holding(actor: Actor, code: str) -> Q:
    kinds = [kind.code for kind in _KINDS if kind.is_post] if code == _NONE else [code]
    links = Link.objects.filter(_held(actor.today), kind__in=kinds, person__isnull=False)
    found = Q(pk__in=links.order_by().values("person"))
    return ~found if code == _NONE else found


def _posts(person: Person) -> str:
    kinds = all_kinds()
    links: list[Any] = person.links_held  # type: ignore[attr-defined]
    return "、".join(dict.fromkeys(link.title or kinds[link.kind].title for link in links))


FILTERS = (
    Choice(
        "post", "现任职务",
        ((_NONE, "没有职务"), *((kind.code, kind.title) for kind in _KINDS)), by=_holding,
    ),
)  # fmt: skip
COLUMNS = (Column("posts", "现任职务", value=_posts, phone="hide"),)


def _links(on: date) -> Prefetch[Any]:
    return Prefetch("links", Link.objects.filter(_held(on)).order_by("kind"), to_attr="links_held")


NEEDS = {"posts": _links}  # what a column reads besides the person
