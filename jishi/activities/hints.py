"""Hints for whoever reads a record: the same photograph elsewhere, minutes that read alike.

Both are shown side by side for a person to look at; there is no score, and nothing follows from
them by itself (R-LAW-11).
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q

from jishi.activities import queries
from jishi.activities.models import Activity, ActivityFile
from jishi.activities.pictures import NEAR, differs
from jishi.tree.actor import Actor

BACK = timedelta(days=400)
MOST_MINUTES = 40  # earlier minutes of the same organisation that are read
LEAST = 24  # characters that two minutes have to share in one run
# Printed sheets look alike by themselves: what a scan brought is no photograph.
SCANNED = Q(activity__source="paper", kind__in=("minutes", "attendance"))
_PLAIN = re.compile(r"\s+")


@dataclass(frozen=True)
class SamePicture:
    mine: ActivityFile
    theirs: ActivityFile


@dataclass(frozen=True)
class Alike:
    other: Activity
    passages: tuple[str, ...]


@dataclass(frozen=True)
class Hints:
    pictures: tuple[SamePicture, ...] = ()
    minutes: tuple[Alike, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.pictures or self.minutes)


def hints_of(actor: Actor, activity: Activity) -> Hints:
    if activity.stage not in ("held", "archived"):
        return Hints()
    return Hints(tuple(_pictures(actor, activity)), tuple(_minutes(actor, activity)))


def _pictures(actor: Actor, activity: Activity) -> Iterable[SamePicture]:
    """The same picture at another activity that the reader may see."""
    own = activity.files.exclude(SCANNED).select_related("file").order_by("id")
    mine = [file for file in own if file.look]
    if not mine:
        return
    seen = queries.activities(actor).order_by().exclude(stage="cancelled")
    others = ActivityFile.objects.filter(
        activity__in=seen.values("pk"), activity__held_on__gte=activity.held_on - BACK,
        activity__held_on__lte=activity.held_on + BACK,
    ).exclude(activity=activity).exclude(SCANNED).exclude(look="")  # fmt: skip
    looks = list(others.values_list("pk", "look"))
    near = {
        file.pk: [pk for pk, look in looks if differs(file.look, look) <= NEAR] for file in mine
    }
    wanted = {pk for pks in near.values() for pk in pks[:3]}
    rows = others.filter(pk__in=wanted).select_related("activity__org", "file") if wanted else ()
    found = {row.pk: row for row in rows}
    for file in mine:
        for pk in near[file.pk][:3]:
            yield SamePicture(file, found[pk])


def _minutes(actor: Actor, activity: Activity) -> Iterable[Alike]:
    text = _PLAIN.sub("", activity.minutes)
    if len(text) < LEAST:
        return
    earlier = queries.activities(actor).filter(
        org=activity.org_id, held_on__gte=activity.held_on - BACK, held_on__lte=activity.held_on
    ).exclude(pk=activity.pk).exclude(minutes="").exclude(stage="cancelled")  # fmt: skip
    for other in earlier.order_by("-held_on", "-id")[:MOST_MINUTES]:
        shared = passages(text, _PLAIN.sub("", other.minutes))
        if shared:
            yield Alike(other, shared)


def passages(one: str, other: str) -> tuple[str, ...]:
    """Runs of characters that both have, long enough to be no turn of phrase."""
    if len(other) < LEAST:
        return ()
    matcher = difflib.SequenceMatcher(None, one[:6000], other[:6000], autojunk=False)
    blocks = [b for b in matcher.get_matching_blocks() if b.size >= LEAST]
    return tuple(one[b.a : b.a + b.size] for b in sorted(blocks, key=lambda b: b.a))
