"""Where an organisation, a person, a unit is looked at; empty where one may not look."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse

from jishi.base.web.panels import Link
from jishi.orgs.access import ORG_VIEW
from jishi.people.access import PERSON_VIEW
from jishi.people.models import Person
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation
from jishi.tree.reach import may


def address(name: str, *args: object) -> str:
    """A route of another room, or nothing where that room is not there."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def org_link(pk: int, name: str) -> Link:
    return Link(name, reverse("org", args=[pk]))


def org_seen(actor: Actor, org: Organisation | None) -> Link:
    if org is None:
        return Link("")
    seen = may(actor, ORG_VIEW, org)
    return Link(org.short_name, reverse("org", args=[org.pk]) if seen else "")


def person_seen(actor: Actor, person: Person | None) -> Link:
    """The name, and the page where it is within reach; the organisation has to be fetched along."""
    if person is None:
        return Link("")
    seen = may(actor, PERSON_VIEW, person.org)
    return Link(person.name, address("person", person.pk) if seen else "")


def person_link(pk: int, name: str) -> Link:
    return Link(name, address("person", pk))


def unit_link(pk: int, name: str) -> Link:
    return Link(name, reverse("unit", args=[pk]))


# Screens about one organisation where a finding is put right, and what the link is called.
_FIXES = {"post-new": "去任职", "org-rekind": "去改设"}


def fix_link(fix: str, org_id: int) -> Link:
    """Where something is put right at an organisation; its page is linked beside it anyway."""
    if fix == "post-new":
        return Link(_FIXES[fix], f"{reverse('post-new')}?org_id={org_id}&kind=secretary")
    if fix in _FIXES:
        return Link(_FIXES[fix], address(fix, org_id))
    return Link("")
