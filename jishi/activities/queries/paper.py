"""Reading sheets and scans; everything starts from `visible()`."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet

from jishi.activities.access import ACTIVITY_EDIT, ACTIVITY_VIEW
from jishi.activities.models import PaperSheet, ScanBatch, ScanPage
from jishi.activities.paper.piles import Pile, pile
from jishi.base import files
from jishi.kernel.path import subtree_bounds
from jishi.people.kinds import COUNTED
from jishi.people.queries import states_on
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible
from jishi.tree.kinds import ORG_KINDS
from jishi.tree.models import Organisation
from jishi.tree.permissions import Permission
from jishi.tree.reach import visible

USED = Q(activity__entered_on__isnull=False)  # printed for one that is only planned, it waits
FREE = Q(activity__entered_on__isnull=True, spoilt_on__isnull=True)
SPOILT = Q(spoilt_on__isnull=False)


def sheets(actor: Actor, permission: Permission = ACTIVITY_VIEW) -> QuerySet[PaperSheet]:
    return visible(actor, permission, PaperSheet.objects.all(), via="org")


def sheet(actor: Actor, pk: int, permission: Permission = ACTIVITY_VIEW) -> PaperSheet:
    found = sheets(actor, permission).select_related("org", "activity").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def run(actor: Actor, code: str) -> list[PaperSheet]:
    """What was printed along with the sheet of this code, as far as it is within reach."""
    rows = sheets(actor).filter(run=code).select_related("org", "activity")
    found = list(rows.order_by("org__path", "number"))
    if not found:
        raise NotVisible
    return found


def names_by_org(actor: Actor, orgs: Iterable[int]) -> dict[int, list[str]]:
    """Who signs on the lists: the members of today, by name, of each organisation."""
    rows = states_on(actor, actor.today).filter(org__in=list(orgs), standing__in=COUNTED)
    found: dict[int, list[str]] = {}
    for org, name in rows.order_by("person__name", "person_id").values_list(
        "org_id", "person__name"
    ):
        found.setdefault(org, []).append(name)
    return found


def branches(actor: Actor, org: Organisation) -> list[Organisation]:
    """Every branch at or below an organisation that is still there, and may be printed for."""
    kinds = [code for code, kind in ORG_KINDS.items() if kind.is_branch]
    low, high = subtree_bounds(org.path)
    below = visible(actor, ACTIVITY_EDIT, Organisation.objects.all())
    below = below.filter(path__gte=low, path__lt=high, kind__in=kinds, closed_on__isnull=True)
    return list(below.order_by("path"))


# --- scans --------------------------------------------------------------------------------------


def batches(actor: Actor, permission: Permission = ACTIVITY_EDIT) -> QuerySet[ScanBatch]:
    return visible(actor, permission, ScanBatch.objects.all(), via="org")


def counted(rows: QuerySet[ScanBatch]) -> QuerySet[ScanBatch]:
    """Along with how many pages there are, and how many still wait."""
    waiting = Q(pages__state__in=("unknown", "broken")) | Q(
        pages__state="found", pages__activity__isnull=True
    )
    return rows.annotate(
        page_count=Count("pages"),
        waiting=Count("pages", waiting),
        meetings=Count("pages__activity", distinct=True),
    )


def batch(actor: Actor, pk: int) -> ScanBatch:
    found = batches(actor).select_related("org", "job").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def page(actor: Actor, pk: int) -> ScanPage:
    rows = visible(actor, ACTIVITY_EDIT, ScanPage.objects.all(), via="batch__org")
    found = rows.select_related("batch__org", "picture", "source").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def piled(one: ScanBatch) -> Pile:
    """The pages of a batch put together; those set aside are in none of its heaps."""
    rows = one.pages.exclude(state="aside").select_related("activity", "source")
    return pile(rows.order_by("number"))


def set_aside(one: ScanBatch) -> list[ScanPage]:
    return list(one.pages.filter(state="aside").select_related("source"))


def sheets_of(actor: Actor, codes: Iterable[str]) -> dict[str, PaperSheet]:
    """The sheets of these codes that the actor may enter meetings for."""
    rows = sheets(actor, ACTIVITY_EDIT).filter(code__in=list(codes))
    return {row.code: row for row in rows.select_related("org", "activity")}


def working(one: ScanBatch) -> bool:
    return one.job is not None and one.job.ended_at is None


def _batch_file(actor: Actor, pk: str) -> ScanBatch | None:
    return batches(actor).filter(pk=int(pk)).first()


files.owner_kind("scan_batch", ACTIVITY_EDIT, _batch_file)
