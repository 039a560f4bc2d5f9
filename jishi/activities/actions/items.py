"""Decisions of a meeting: written down, done, or dropped with a reason."""

from __future__ import annotations

from datetime import date

from jishi.activities.access import ACTIVITY_EDIT
from jishi.activities.actions.entries import ItemRow
from jishi.activities.actions.writing import write_items
from jishi.activities.models import ActionItem, Activity
from jishi.activities.queries.roster import others
from jishi.base.act import act, bump, lock
from jishi.base.audit.verbs import Verb
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused

WRITTEN = Verb("action_item.add", "写入议定事项")
FINISHED = Verb("action_item.finish", "办结议定事项")
DROPPED = Verb("action_item.drop", "不再办理议定事项")


def add_item(actor: Actor, activity: Activity, row: ItemRow) -> None:
    with act(actor, ACTIVITY_EDIT, activity.org) as doing:
        activity = lock(Activity.objects.select_related("org"), activity.pk)
        if activity.stage not in ("held", "archived"):
            raise Refused("开过的会才能写议定事项")
        if not row.text.strip():
            raise Refused("请写明事项", field="text")
        if row.owner is not None and row.owner not in others(actor, [row.owner]):
            raise Refused("没有这个人，或不在您的范围内", field="owner", code="bad_person")
        write_items(activity, [row], activity.topics.all())
        doing.record(WRITTEN, activity, org=activity.org_id)


def finish_item(
    actor: Actor, item: ActionItem, version: int | None, *, on: date, note: str = ""
) -> ActionItem:
    with act(actor, ACTIVITY_EDIT, item.org) as doing:
        item = _open(item, version)
        if not item.activity.held_on <= on <= actor.today:
            raise Refused("办结日期须在会议日期与今天之间", field="on")
        changed = bump(item, done_on=on, done_note=note.strip()[:200])
        doing.record(FINISHED, item, org=item.org_id, changed=changed)
        return item


def drop_item(actor: Actor, item: ActionItem, version: int | None, *, reason: str) -> ActionItem:
    with act(actor, ACTIVITY_EDIT, item.org) as doing:
        item = _open(item, version)
        if not reason.strip():
            raise Refused("请写明不再办理的原因", field="reason")
        changed = bump(item, dropped_on=actor.today, dropped_reason=reason.strip()[:120])
        doing.record(DROPPED, item, org=item.org_id, changed=changed)
        return item


def _open(item: ActionItem, version: int | None) -> ActionItem:
    item = lock(ActionItem.objects.select_related("org", "activity"), item.pk, version)
    if not item.is_open:
        raise Refused("这一项已经办结或不再办理")
    return item
