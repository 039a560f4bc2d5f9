"""Photographs and scans of an activity: cleaned by the file engine, with a print of the picture."""

from __future__ import annotations

from typing import BinaryIO

from jishi.activities.access import ACTIVITY_EDIT
from jishi.activities.actions.holding import PROOFLESS, papers_of
from jishi.activities.actions.weighing import PAPER, settle
from jishi.activities.actions.writing import touch_stored
from jishi.activities.marks import FILE_KINDS
from jishi.activities.models import Activity, ActivityFile, ActivityPart
from jishi.activities.pictures import look_of
from jishi.activities.queries.facts import stored_facts
from jishi.activities.queries.kinds import chosen_kinds
from jishi.base import files
from jishi.base.act import Doing, act, bump, lock
from jishi.base.audit.verbs import Verb
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused

ADDED = Verb("activity.add_file", "上传活动材料")
REMOVED = Verb("activity.remove_file", "删除活动材料")
MOST = 40  # of one activity


def add_file(
    actor: Actor, activity: Activity, content: bytes | BinaryIO, name: str, kind: str
) -> ActivityFile:
    with act(actor, ACTIVITY_EDIT, activity.org) as doing:
        activity = lock(Activity.objects.select_related("org"), activity.pk)
        _may_change(activity)
        if kind not in FILE_KINDS:
            raise Refused("没有这种材料", field="kind")
        there = ActivityFile.objects.filter(activity=activity)
        if there.count() >= MOST:
            raise Refused(f"一次活动最多 {MOST} 个附件", field="file")
        stored = files.store(
            content, name, owner=files.Owner("activity", str(activity.pk)),
            org_id=activity.org_id, account_id=actor.account_id,
        )  # fmt: skip
        page = there.filter(kind=kind).count() + 1
        row = ActivityFile.objects.create(
            activity=activity, file=stored, kind=kind, page=page, look=look_of(files.read(stored)),
        )  # fmt: skip
        rejudge(doing, activity)
        doing.record(ADDED, activity, org=activity.org_id, file=stored.name)
        return row


def remove_file(actor: Actor, row: ActivityFile) -> None:
    with act(actor, ACTIVITY_EDIT, row.activity.org) as doing:
        activity = lock(Activity.objects.select_related("org"), row.activity_id)
        _may_change(activity)
        stored = row.file
        row.delete()
        files.forget(stored)
        rejudge(doing, activity)
        doing.record(REMOVED, activity, org=activity.org_id, file=stored.name)


def _may_change(activity: Activity) -> None:
    if activity.stage in ("archived", "cancelled"):
        raise Refused(f"{activity.stage_label}的记录不能再改材料")


def rejudge(doing: Doing, activity: Activity) -> None:
    """A paper more or less may let a part count, or no more."""
    bump(activity)
    if activity.stage == "planned":
        return
    papers = papers_of(activity)
    facts = stored_facts(
        activity, minutes=bool(papers & PAPER),
        proof=activity.source in PROOFLESS or bool(papers & PAPER),
    )  # fmt: skip
    parts = list(ActivityPart.objects.filter(activity=activity).order_by("id"))
    kinds = chosen_kinds(activity.org, [part.kind for part in parts], activity.held_on)
    for part, kind in zip(parts, kinds, strict=True):
        before = (part.counts, part.missing)
        settle(part, kind, facts)
        if (part.counts, part.missing) != before:
            part.save(update_fields=["counts", "missing"])
    touch_stored(doing, activity)
