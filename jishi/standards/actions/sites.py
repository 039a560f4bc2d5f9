"""Demonstration sites: named within the quota, taken off with a reason."""

from __future__ import annotations

from datetime import date

from jishi.base.act import act, bump, lock
from jishi.base.audit.verbs import Verb
from jishi.standards.access import STANDARD_RUN
from jishi.standards.models import Assessment, Site
from jishi.standards.models.outcome import SITE_LEVELS
from jishi.standards.queries.sites import quota_at
from jishi.standards.rules.sites import may_name
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused, insist
from jishi.tree.models import Organisation
from jishi.tree.reach import may

NAMED = Verb("standard.name_site", "命名示范点")
ENDED = Verb("standard.end_site", "调整示范点")


def name_site(
    actor: Actor, org: Organisation, level: str, *, since: date, reason: str, document: str = "",
    assessment: Assessment | None = None,
) -> Site:  # fmt: skip
    """By the office above; within the quota of that office."""
    if org.parent is None:
        raise Refused("没有上级，不能命名", field="org")
    if not (may(actor, STANDARD_RUN, org.parent) and may(actor, STANDARD_RUN, org)):
        raise Refused("示范点由上级党组织命名", field="org")
    with act(actor, STANDARD_RUN, org.parent) as doing:
        if level not in SITE_LEVELS:
            raise Refused("没有这个级别", field="level")
        quota = quota_at(org, level, actor.today)
        lock(Organisation.objects.all(), quota.org.pk)  # one naming at a time within a quota
        insist(may_name(quota.named, quota.most, since, actor.today), "level")
        if not reason.strip():
            raise Refused("请写明命名理由", field="reason")
        if Site.objects.filter(org=org, level=level, until__isnull=True).exists():
            raise Refused("已经是这一级示范点", field="org")
        row = Site.objects.create(
            org=org, level=level, since=since, reason=reason.strip()[:200],
            document=document.strip()[:60], assessment=assessment,
        )  # fmt: skip
        doing.record(NAMED, row, org=org, kind=row.level_label, reason=reason)
        return row


def end_site(actor: Actor, row: Site, version: int | None, *, on: date, reason: str) -> Site:
    if row.org.parent is None:
        raise Refused("没有上级，不能调整")
    with act(actor, STANDARD_RUN, row.org.parent) as doing:
        row = lock(Site.objects.select_related("org"), row.pk, version)
        if row.until is not None or not reason.strip():
            raise Refused("已经调整，或没有写明原因", field="reason")
        if not row.since <= on <= actor.today:
            raise Refused("调整日期应在命名以后、今天以前", field="on")
        bump(row, until=on, end_reason=reason.strip()[:200])
        doing.record(ENDED, row, org=row.org_id, kind=row.level_label, reason=reason)
        return row
