"""Reading posts and links; everything starts from `visible()`."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Q, QuerySet

from jishi.base.pinyin import fold
from jishi.kernel.deadline import add_months
from jishi.people.access import PERSON_VIEW
from jishi.people.models import Person
from jishi.registers.access import LINK_VIEW, UNIT_VIEW
from jishi.registers.kinds import LinkKind, all_kinds
from jishi.registers.models import Link, Unit
from jishi.registers.queries.scoping import scope
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible
from jishi.tree.models import Organisation
from jishi.tree.permissions import Permission
from jishi.tree.reach import reach, visible

ENDS = ("org", "person", "person__org", "unit", "partner_org")


def links(actor: Actor, permission: Permission = LINK_VIEW) -> QuerySet[Link]:
    return visible(actor, permission, Link.objects.select_related(*ENDS), via="org")


def link(actor: Actor, pk: int, permission: Permission = LINK_VIEW) -> Link:
    found = links(actor, permission).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def kinds_for(actor: Actor) -> list[LinkKind]:
    """The kinds whose permission the actor holds anywhere."""
    return [kind for kind in all_kinds().values() if reach(actor, kind.permission)]


POSTS = [kind.code for kind in all_kinds().values() if kind.is_post]
OTHERS = [kind.code for kind in all_kinds().values() if not kind.is_post]
APPROVED = [kind.code for kind in all_kinds().values() if kind.needs_document]
PENDING = Q(kind__in=APPROVED, document="", until__isnull=True)


def state_condition(state: str, on: date, months: int) -> Q:
    """The rows that `Link.state` would call so; `soon` is in office and ending within months."""
    running = Q(until__isnull=True) | Q(until__gt=on)
    if state == "ended":
        return Q(until__lte=on)
    if state == "pending":
        return PENDING
    begun = running & Q(since__lte=on) & ~PENDING
    if state == "overdue":
        return begun & Q(due_on__lt=on)
    if state == "soon":
        return begun & Q(due_on__gte=on, due_on__lte=add_months(on, months))
    return begun


def posts_of(actor: Actor, org: Organisation) -> list[Link]:
    """Who holds which post here, in the order of the kinds."""
    order = {code: place for place, code in enumerate(all_kinds())}
    held = links(actor).filter(org=org, until__isnull=True, kind__in=POSTS)
    return sorted(held, key=lambda link: (order[link.kind], link.since, link.pk))


def contact_counts(actor: Actor, org: Organisation) -> dict[str, int]:
    """How many links of each other kind an organisation has now."""
    rows = links(actor).filter(org=org, until__isnull=True, kind__in=OTHERS).order_by()
    return dict(rows.values_list("kind").annotate(count=Count("id")))


def links_of(actor: Actor, person: Person) -> list[Link]:
    """Everything a person is or was, within reach, the running first."""
    rows = links(actor).filter(person=person)
    return sorted(rows, key=lambda link: (link.until is not None, -link.since.toordinal(), link.pk))


def counts_by_kind(
    actor: Actor, org: Organisation | None, since: date
) -> list[tuple[str, int, int, int]]:
    """Of each kind: in force, begun since, ended since."""
    rows = scope(actor, LINK_VIEW, Link.objects.all(), org, "org").order_by()
    counted = rows.values_list("kind").annotate(
        running=Count("id", Q(until__isnull=True)),
        begun=Count("id", Q(since__gte=since)),
        ended=Count("id", Q(until__gte=since)),
    )
    order = {code: place for place, code in enumerate(all_kinds())}
    return sorted(counted, key=lambda row: order[row[0]])


def find_people(actor: Actor, text: str, most: int) -> list[Person]:
    """By name, pinyin, initials or code, within reach."""
    rows = visible(
        actor, PERSON_VIEW, Person.objects.filter(merged_into=None), via="org"
    ).select_related("org")  # fmt: skip
    for word in fold(text)[:100].replace("\x00", "").split()[:6]:
        rows = rows.filter(Q(search_text__contains=word) | Q(code=word.upper()))
    return list(rows.order_by("name", "id")[:most])


def find_units(actor: Actor, text: str, most: int) -> list[Unit]:
    open_units = Unit.objects.filter(closed_on=None).select_related("org")
    rows = visible(actor, UNIT_VIEW, open_units, via="org")
    for word in fold(text)[:100].replace("\x00", "").split()[:6]:
        rows = rows.filter(
            Q(search_text__contains=word) | Q(code=word.upper()) | Q(uscc=word.upper())
        )
    return list(rows.order_by("name", "id")[:most])
