"""Searches kept under a name, and looking somebody up by a number."""

from __future__ import annotations

from jishi.base.act import act, lock
from jishi.base.audit.verbs import Verb
from jishi.base.clock import now
from jishi.base.crypto import blind_index
from jishi.people import queries
from jishi.people.access import PERSON_VIEW
from jishi.people.models import Person, SavedSearch
from jishi.people.rules.numbers import kind_of_number
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused
from jishi.tree.reach import standing

LOOKED_UP = Verb("person.lookup", "按号码查人")
KEPT = Verb("search.keep", "保存常用查找")
FORGOTTEN = Verb("search.forget", "删除常用查找")
MOST_SEARCHES = 30


def look_up(actor: Actor, text: str) -> Person:
    """The one within reach whose identity number, telephone or code this is; written down."""
    kind, number = kind_of_number(text)
    people = queries.people(actor).select_related("org")
    if kind == "identity":
        rows = people.filter(identity_index=blind_index("identity", number))
    elif kind == "phone":
        rows = people.filter(phone_index=blind_index("phone", number))
    else:
        rows = queries.by_code(actor, number)
    found = rows.order_by("pk").first() if number else None
    if found is None:
        raise Refused("您的范围内没有这个号码", field="number", code="not_found")
    with act(actor, PERSON_VIEW, found.org) as doing:
        doing.record(LOOKED_UP, found, org=found.org, by=kind)
    return found


def save_search(actor: Actor, name: str, query: str, *, share: bool = False) -> SavedSearch:
    with act(actor, PERSON_VIEW) as doing:
        if actor.account_id is None:
            raise Refused("请登录后再保存")
        own = SavedSearch.objects.filter(account_id=actor.account_id)
        if own.filter(name=name).exists():
            raise Refused("您已有同名的常用查找", field="name")
        if own.count() >= MOST_SEARCHES:
            raise Refused(f"最多保存 {MOST_SEARCHES} 个，请先删除不用的", field="name")
        if len(query) > 1000:
            raise Refused("条件太多，请减少一些再保存")
        place = standing(actor)[0].org_id if share and standing(actor) else None
        search = SavedSearch.objects.create(
            account_id=actor.account_id, name=name, query=query, shared_at_id=place, made_at=now()
        )
        doing.record(KEPT, search, org=place, shared=share)
        return search


def forget_search(actor: Actor, pk: int, version: int) -> None:
    with act(actor, PERSON_VIEW) as doing:
        search = lock(SavedSearch.objects.all(), queries.own_search(actor, pk).pk, version)
        doing.record(FORGOTTEN, search)
        search.delete()
