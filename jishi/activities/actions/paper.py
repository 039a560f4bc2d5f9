"""Printing sheets ahead, and striking off those that were spoilt."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Max

from jishi.activities.access import ACTIVITY_EDIT
from jishi.activities.models import Activity, PaperSheet
from jishi.activities.paper.codes import make_code
from jishi.activities.rules.paper import may_print, may_spoil
from jishi.base.act import act, bump, lock
from jishi.base.audit.verbs import Verb
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused, insist
from jishi.tree.models import Organisation

PRINTED = Verb("sheet.print", "打印记录纸")
SPOILT = Verb("sheet.spoil", "作废记录纸")


def print_sheets(
    actor: Actor,
    orgs: Sequence[Organisation],
    kind: str,
    count: int,
    activity: Activity | None = None,
) -> list[PaperSheet]:
    """So many sets for each organisation, numbered on within its year; one run, printed at once."""
    insist(may_print(len(orgs), count), "count")
    made: list[PaperSheet] = []
    run = make_code()
    for org in sorted(orgs, key=lambda each: each.path):
        with act(actor, ACTIVITY_EDIT, org) as doing:
            # The organisation's row is the lock: two who print at once get different numbers.
            _lock(org)
            year = actor.today.year
            own = PaperSheet.objects.filter(org=org, year=year)
            last = own.aggregate(last=Max("number"))["last"] or 0
            sheets = [
                PaperSheet(
                    code=make_code(), org=org, kind=kind, year=year, number=last + n, run=run,
                    printed_on=actor.today, printed_by=actor.name, activity=activity,
                )
                for n in range(1, count + 1)
            ]  # fmt: skip
            made += PaperSheet.objects.bulk_create(sheets)
            doing.record(PRINTED, org, kind=kind, first=last + 1, count=count)
    return made


def print_for(actor: Actor, activity: Activity) -> PaperSheet:
    """One set for a meeting that is planned; asked again, the same set is printed again."""
    with act(actor, ACTIVITY_EDIT, activity.org):
        activity = lock(Activity.objects.select_related("org"), activity.pk)
        if activity.is_class:
            raise Refused("培训班按名册登记到课，不用记录纸")
        if activity.stage != "planned":
            raise Refused("已经登记的活动不用再印记录纸，照片或扫描件直接上传就行")
        there = PaperSheet.objects.filter(activity=activity, spoilt_on__isnull=True)
        earlier = there.order_by("id").first()
        return earlier or print_sheets(actor, [activity.org], "meeting", 1, activity)[0]


def _lock(org: Organisation) -> None:
    Organisation.objects.select_for_update().get(pk=org.pk)


def spoil_sheet(actor: Actor, sheet: PaperSheet, version: int, reason: str) -> PaperSheet:
    """Written off: torn, misprinted, lost. A used one is part of a record and stays."""
    with act(actor, ACTIVITY_EDIT, sheet.org) as doing:
        sheet = lock(PaperSheet.objects.select_related("activity"), sheet.pk, version)
        insist(may_spoil(sheet.state))
        changed = bump(sheet, spoilt_on=actor.today, spoilt_reason=reason, activity=None)
        changed.pop("activity")
        doing.record(SPOILT, sheet, org=sheet.org_id, changed=changed)
        return sheet
