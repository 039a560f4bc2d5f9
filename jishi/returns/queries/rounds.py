"""Rounds and sheets within reach."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from jishi.returns.access import RETURN_VIEW
from jishi.returns.marks import SHEET_STATES
from jishi.returns.models import ReturnRound, ReturnSheet
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible
from jishi.tree.permissions import Permission
from jishi.tree.reach import visible

ALONG = ("round", "round__org", "org", "above", "above__org")  # what a sheet is shown with


def rounds(actor: Actor) -> QuerySet[ReturnRound]:
    """Those that ask somebody within reach, and those run from within it."""
    seen = visible(actor, RETURN_VIEW, ReturnSheet.objects.order_by(), via="org")
    run = visible(actor, RETURN_VIEW, ReturnRound.objects.order_by(), via="org")
    rows = ReturnRound.objects.select_related("org")
    return rows.filter(Q(pk__in=seen.values("round_id")) | Q(pk__in=run.values("pk")))


def counted(actor: Actor, rows: QuerySet[ReturnRound]) -> QuerySet[ReturnRound]:
    """With how many are to fill it in within reach, and how many have."""
    mine = visible(actor, RETURN_VIEW, ReturnSheet.objects.order_by(), via="org").values("pk")
    within = Q(sheets__in=mine, sheets__fills=True)
    return rows.annotate(
        asked=Count("sheets", within), sent=Count("sheets", within & ~Q(sheets__state="open"))
    )


def round_of(actor: Actor, pk: int) -> ReturnRound:
    found = rounds(actor).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def round_run(actor: Actor, pk: int, permission: Permission) -> ReturnRound:
    rows = visible(actor, permission, ReturnRound.objects.select_related("org"), via="org")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def sheets(actor: Actor, permission: Permission = RETURN_VIEW) -> QuerySet[ReturnSheet]:
    return visible(actor, permission, ReturnSheet.objects.select_related(*ALONG), via="org")


def sheet_of(actor: Actor, pk: int, permission: Permission = RETURN_VIEW) -> ReturnSheet:
    found = sheets(actor, permission).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def states(round_: ReturnRound) -> dict[str, int]:
    """How many sheets stand in each state, whoever may see them: what freezing decides upon."""
    rows = ReturnSheet.objects.filter(round=round_).order_by().values_list("state")
    return {**dict.fromkeys(SHEET_STATES, 0), **dict(rows.annotate(Count("pk")))}
