"""Reading organisations; everything starts from `visible()`."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from jishi.base.pinyin import fold
from jishi.kernel.path import ids
from jishi.orgs.access import ORG_VIEW
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible
from jishi.tree.models import Organisation
from jishi.tree.permissions import Permission
from jishi.tree.reach import reach, visible


def organisations(actor: Actor, permission: Permission = ORG_VIEW) -> QuerySet[Organisation]:
    return visible(actor, permission, Organisation.objects.all())


def organisation(actor: Actor, pk: int, permission: Permission = ORG_VIEW) -> Organisation:
    """One organisation within reach, or as if it did not exist."""
    found = (
        organisations(actor, permission).select_related("parent", "successor").filter(pk=pk).first()
    )
    if found is None:
        raise NotVisible
    return found


def find(
    actor: Actor, text: str, most: int, permission: Permission = ORG_VIEW
) -> list[Organisation]:
    """By name, pinyin, initials or code; the shortest names first."""
    queryset = organisations(actor, permission).filter(closed_on__isnull=True)
    words = fold(text)[:100].replace("\x00", "").split()[:6]
    by_code = list(queryset.filter(code=text.strip()[:32].replace("\x00", ""))) if text else []
    for word in words:
        queryset = queryset.filter(search_text__contains=word)
    named = list(queryset.order_by("line")[:most])
    return [*by_code, *(org for org in named if org not in by_code)][:most]


def unfolded(
    actor: Actor, permission: Permission, under: int | None, most: int
) -> list[Organisation]:
    """What is right below, or where one's reach begins; `opens` says whether more is below."""
    within = organisations(actor, permission).filter(closed_on__isnull=True)
    if under is None:
        where = reach(actor, permission)
        top = within.filter(parent__isnull=True)
        found = top if where.everywhere else within.exclude(where.q("parent"))
    else:
        found = within.filter(parent_id=under)
    opens = Exists(within.filter(parent=OuterRef("pk")).order_by())
    return list(found.annotate(opens=opens).order_by("line")[:most])


def children(actor: Actor, org: Organisation) -> list[Organisation]:
    below = organisations(actor).filter(parent=org, closed_on__isnull=True)
    return list(below.order_by("place", "id"))


def count_below(actor: Actor, org: Organisation) -> int:
    return organisations(actor).filter(org.below(), closed_on__isnull=True).count() - 1


def line_above(org: Organisation) -> list[Organisation]:
    """The organisations above, root first. Their names are no secret to those below."""
    above = ids(org.path)[:-1]
    found = Organisation.objects.in_bulk(above)
    return [found[i] for i in above]


def crumbs(actor: Actor, org: Organisation) -> list[tuple[str, str]]:
    """The line above as links; those outside one's reach are names only."""
    seen = reach(actor, ORG_VIEW)
    return [
        ("组织", reverse("orgs")),
        *(
            (o.short_name, reverse("org", args=[o.pk]) if seen.covers(o.path) else "")
            for o in line_above(org)
        ),
    ]
