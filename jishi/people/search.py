"""A search kept as text gives the same rows wherever it is asked: list, paper, file, interface."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import QueryDict

from jishi.base.web import filters
from jishi.people import finder, queries
from jishi.people.kinds import COUNTED
from jishi.people.models import Person
from jishi.tree.actor import Actor


def default_standing(rows: QuerySet[Person], asked: QueryDict) -> QuerySet[Person]:
    """Without a word on standing: members on the books."""
    rows = rows.select_related("org", "group")
    return rows if asked.get("standing") else rows.filter(standing__in=COUNTED)


def found_by(actor: Actor, asked: QueryDict) -> QuerySet[Person]:
    rows = default_standing(queries.people(actor), asked)
    return filters.apply(actor, finder.filters(), asked.get, rows)[0]


def in_words(actor: Actor, asked: QueryDict) -> str:
    """The conditions as people read them: 性别 女，年龄从 60."""
    rows = default_standing(queries.people(actor).none(), asked)
    chosen = filters.apply(actor, finder.filters(), asked.get, rows)[1]
    return "，".join(f"{one.filter.label} {one.text}" for one in chosen if one.raw)
