"""Who is to come: named by the office, or by each organisation within its places."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from jishi.activities.access import ACTIVITY_EDIT
from jishi.activities.models import Activity
from jishi.base import inbox
from jishi.base.act import act, bump, lock
from jishi.base.audit.verbs import Verb
from jishi.base.models import InboxKind
from jishi.kernel.path import subtree_bounds
from jishi.people import queries as people_queries
from jishi.training.marks import BEFORE
from jishi.training.models import Enrolment, Quota
from jishi.training.queries.classes import takers, takes
from jishi.training.rules.classes import Enrolling, may_enrol
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible, Refused, insist
from jishi.tree.models import Organisation
from jishi.tree.permissions import STAFF
from jishi.tree.reach import holders, may

ENROLLED = Verb("training.enrol", "培训报名")
TAKEN_OFF = Verb("training.take_off", "取消培训报名")
ALLOTTED = Verb("training.allot", "分配培训名额")
MOST = 800  # people enrolled in one go


def enrol(actor: Actor, activity: Activity, person_ids: Iterable[int], way: str) -> int:
    """Puts people within the actor's reach on the list; who is on it already is left alone."""
    with act(actor, ACTIVITY_EDIT, activity.org) as doing:
        activity = lock(Activity.objects.select_related("org"), activity.pk)
        fresh = _fresh(activity, person_ids)
        insist(may_enrol(Enrolling(activity.stage, actor.today, len(fresh))), "names")
        if people_queries.people(actor).filter(pk__in=fresh).count() != len(fresh):
            raise Refused("有人不在您的范围内", field="names", code="bad_person")
        _put(actor, activity, fresh, way)
        doing.record(ENROLLED, activity, org=activity.org_id, count=len(fresh))
        return len(fresh)


def enrol_by_quota(actor: Actor, quota: Quota, person_ids: Iterable[int]) -> int:
    """An organisation names its own, up to its places and until the day."""
    with act(actor, ACTIVITY_EDIT, quota.org) as doing:
        activity = lock(Activity.objects.select_related("org"), quota.activity_id)
        quota = lock(Quota.objects.select_related("org"), quota.pk)
        fresh = _fresh(activity, person_ids)
        taken = Enrolment.objects.filter(quota=quota).count()
        insist(
            may_enrol(
                Enrolling(activity.stage, actor.today, len(fresh), taken, quota.places, quota.until)
            ),
            "names",
        )
        low, high = subtree_bounds(quota.org.path)
        own = people_queries.people(actor).filter(org__path__gte=low, org__path__lt=high)
        standings = takes(activity)
        if own.filter(pk__in=fresh, standing__in=standings).count() != len(fresh):
            whom = "党员和要求入党的人" if BEFORE[0] in standings else "党员"
            raise Refused(f"只能报本组织及下级的{whom}", field="names", code="bad_person")
        _put(actor, activity, fresh, "quota", quota)
        if taken + len(fresh) >= quota.places:
            inbox.close(_key(quota))
        doing.record(ENROLLED, activity, org=quota.org_id, count=len(fresh))
        return len(fresh)


def _fresh(activity: Activity, person_ids: Iterable[int]) -> list[int]:
    wanted = list(dict.fromkeys(person_ids))
    if len(wanted) > MOST:
        raise Refused(f"一次最多报名 {MOST} 人，请分批", field="names", code="too_many")
    there = Enrolment.objects.filter(activity=activity, person__in=wanted)
    known = set(there.values_list("person_id", flat=True))
    return [pk for pk in wanted if pk not in known]


def _put(
    actor: Actor, activity: Activity, people: list[int], way: str, quota: Quota | None = None
) -> None:
    Enrolment.objects.bulk_create(
        Enrolment(
            activity=activity, person_id=pk, quota=quota, way=way, added_on=actor.today,
            added_by=actor.name[:60],
        )
        for pk in people
    )  # fmt: skip


def take_off(actor: Actor, enrolment: Enrolment) -> None:
    """By whoever holds the class, or by the organisation that named them."""
    org = enrolment.activity.org
    if enrolment.quota is not None and not may(actor, ACTIVITY_EDIT, org):
        org = enrolment.quota.org
    with act(actor, ACTIVITY_EDIT, org) as doing:
        activity = lock(Activity.objects.all(), enrolment.activity_id)
        if activity.stage != "planned":
            raise Refused("已经登记到训的培训班不能再改报名名单")
        row = lock(Enrolment.objects.all(), enrolment.pk)
        row.delete()
        doing.record(TAKEN_OFF, activity, org=org, count=1)


def allot(actor: Actor, activity: Activity, places: Mapping[int, int], until: date) -> int:
    """Organisation → places; nought takes them back. Who is to name people is told."""
    with act(actor, ACTIVITY_EDIT, activity.org) as doing:
        activity = lock(Activity.objects.select_related("org"), activity.pk)
        insist(may_enrol(Enrolling(activity.stage, actor.today, 1)))
        if until < actor.today or until > activity.held_on:
            raise Refused("报名截止日期须在今天与开班之间", field="until")
        orgs = {org.pk: org for org in takers(actor, activity.org)}
        if not set(places) <= set(orgs):
            raise NotVisible
        known = {q.org_id: q for q in Quota.objects.filter(activity=activity)}
        for pk, count in places.items():
            _allot_one(actor, activity, orgs[pk], count, until, known.get(pk))
        doing.record(ALLOTTED, activity, org=activity.org_id, count=sum(places.values()))
        return sum(places.values())


def _allot_one(
    actor: Actor, activity: Activity, org: Organisation, count: int, until: date,
    quota: Quota | None,
) -> None:  # fmt: skip
    taken = Enrolment.objects.filter(quota=quota).count() if quota else 0
    if count < taken:
        raise Refused(f"{org.short_name}已经报了 {taken} 人，名额不能更少", code="taken")
    if quota is not None and not count:
        inbox.close(_key(quota))
        quota.delete()
        return
    if not count:
        return
    if quota is None:
        quota = Quota.objects.create(activity=activity, org=org, places=count, until=until)
    else:
        bump(quota, places=count, until=until)
    told = holders(STAFF, [org.pk], actor.today).get(org.pk, set())
    inbox.put(
        told, _key(quota), f"请报名参加「{activity.title[:40]}」：{count} 个名额",
        kind=InboxKind.TODO, link=f"/training/quotas/{quota.pk}/", org_id=org.pk, due_on=until,
    )  # fmt: skip


def stop_asking(hosts: Collection[int]) -> None:
    """Classes of these hosts that take no more names: the to-dos of their places are done."""
    gone = Quota.objects.filter(activity__org__in=list(hosts)).exclude(activity__stage="planned")
    asked = {_key(quota): quota.org_id for quota in gone}
    if asked:
        inbox.close_all(asked.values(), asked)


def _key(quota: Quota) -> str:
    return f"training.quota:{quota.pk}"
