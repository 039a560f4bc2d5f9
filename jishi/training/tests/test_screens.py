"""The pages of a class from the plan to the list of who came, as people use them."""

from __future__ import annotations

from datetime import date

from jishi.activities.models import Activity, Attendance, SessionAbsence
from jishi.activities.tests.cast import BRANCH, NAMES, Cast
from jishi.base.clock import now
from jishi.people.models import SavedSearch
from jishi.training.actions.enrolling import allot
from jishi.training.models import Enrolment, Quota, Relief
from jishi.training.tests.classes import TOWN, planned, recorded, row

LATER = (row(date(2026, 12, 1)),)


def form(cast: Cast, **more: str) -> dict[str, str]:
    return {
        "org": cast.world[TOWN].code, "title": "党务干部培训班", "audience": "workers",
        "level": "township", "s1_held_on": "2026-11-10", "s1_hours": "4", "s1_title": "党章",
        "s1_subject": "rules", "_version": "0", **more,
    }  # fmt: skip


def test_a_class_is_planned_enrolled_recorded_and_its_hours_stand_on_the_page(cast: Cast):
    client = cast.world.client("陈岚")
    made = client.post("/training/classes/new/", form(cast))
    activity = Activity.objects.get(title="党务干部培训班")
    assert made["Location"] == f"/activities/{activity.pk}/"
    base = f"/training/classes/{activity.pk}"
    client.post(f"{base}/enrol/", {"names": "\n".join([*NAMES[:3], "没有这人"])})
    page = client.get(f"/activities/{activity.pk}/").content.decode()
    assert all(name in page for name in NAMES[:3])
    assert "没有这人" in page
    sent = {f"came_{cast.people[NAMES[0]].pk}": "on", f"missed_{cast.people[NAMES[0]].pk}": "1",
            f"came_{cast.people[NAMES[1]].pk}": "on", "others": NAMES[5],
            "_version": str(activity.version)}  # fmt: skip
    done = client.post(f"{base}/came/", sent)
    assert done.status_code == 302, done.content.decode()[:2000]
    assert set(Attendance.objects.values_list("person__name", flat=True)) == {
        NAMES[0], NAMES[1], NAMES[5],
    }  # fmt: skip
    assert SessionAbsence.objects.get().person == cast.people[NAMES[0]]
    page = client.get(f"/activities/{activity.pk}/").content.decode()
    assert "没有到训 1 人" in page
    assert "（第 1 节）" in page
    person = client.get(f"/people/{cast.people[NAMES[1]].pk}/").content.decode()
    assert "党务干部培训班" in person


def test_a_row_half_filled_is_told_where(cast: Cast):
    client = cast.world.client("陈岚")
    wrong = client.post("/training/classes/new/", form(cast, s2_title="条例"))
    assert wrong.status_code == 422
    assert "第 2 节请填日期" in wrong.content.decode()
    assert not Activity.objects.exists()


def test_those_who_lack_a_class_are_enrolled_in_one_go(cast: Cast):
    recorded(cast, *NAMES[:4])
    activity = planned(cast, rows=LATER)
    client = cast.world.client("陈岚")
    client.post(f"/training/classes/{activity.pk}/enrol/", {"group": "members"})
    assert set(Enrolment.objects.values_list("person__name", flat=True)) == set(NAMES[4:])


def test_a_list_and_a_kept_search_are_ways_to_enrol(cast: Cast):
    activity = planned(cast, rows=LATER)
    client = cast.world.client("陈岚")
    page = client.get("/training/enrol/?q=韦明")
    assert "名单里有 1 人" in page.content.decode()
    client.post("/training/enrol/?q=韦明", {"into": str(activity.pk)})
    assert [e.person.name for e in Enrolment.objects.all()] == ["韦明"]
    search = SavedSearch.objects.create(
        account=cast.world.people["陈岚"], name="姓林的", query="q=林可", made_at=now()
    )
    sent = {"search": str(search.pk)}
    client.post(f"/training/classes/{activity.pk}/enrol/", sent)
    assert Enrolment.objects.count() == 2
    both = client.post(f"/training/classes/{activity.pk}/enrol/", {**sent, "names": "黄树"})
    assert both.status_code == 422


def test_a_secretary_fills_the_places_on_the_phone(cast: Cast):
    world, activity = cast.world, planned(cast, rows=LATER)
    allot(world.actor("陈岚"), activity, {world[BRANCH].pk: 2}, date(2026, 11, 30))
    client, quota = world.client("何文"), Quota.objects.get()
    assert "白石镇党员轮训班" in client.get("/training/quotas/").content.decode()
    url = f"/training/quotas/{quota.pk}/"
    client.post(url, {"who": [str(pk) for pk in cast.ids(*NAMES[:2])]})
    assert Enrolment.objects.count() == 2
    off = Enrolment.objects.first()
    assert off is not None
    gone = client.post(f"/training/enrolled/{off.pk}/off/")
    assert gone["Location"] == url
    assert Enrolment.objects.count() == 1
    assert world.client("柳芳").get(url).status_code == 404
    rest = Enrolment.objects.get()
    assert world.client("柳芳").post(f"/training/enrolled/{rest.pk}/off/").status_code == 404


def test_places_are_given_by_the_form(cast: Cast):
    world, activity = cast.world, planned(cast, rows=LATER)
    url = f"/training/classes/{activity.pk}/places/"
    client = world.client("陈岚")
    assert client.post(url, {"until": "2026-11-30"}).status_code == 422
    client.post(url, {"until": "2026-11-30", f"org_{world[BRANCH].pk}": "3"})
    assert Quota.objects.get().places == 3
    client.post(url, {"until": "2026-11-30", f"org_{world[BRANCH].pk}": "0",
                      f"org_{world['柳湾村党支部'].pk}": "1"})  # fmt: skip
    assert [quota.org for quota in Quota.objects.all()] == [world["柳湾村党支部"]]


def test_fewer_hours_are_agreed_on_the_page_of_the_person(cast: Cast):
    client, person = cast.world.client("何文"), cast.people["韦明"]
    client.post(f"/training/relief/{person.pk}/", {"hours": "0", "ground": "aged"})
    page = client.get(f"/people/{person.pk}/").content.decode()
    assert "还须完成 0 学时（年老）" in page
    client.post(f"/training/relief/{Relief.objects.get().pk}/back/")
    assert Relief.objects.get().withdrawn_on is not None


def test_the_branch_ticks_those_the_class_is_for_before_its_members(cast: Cast):
    cast.member("孟归", standing="none", joined_on=None, full_on=None)
    world = cast.world
    for audience, first in (("activists", "孟归"), ("members", sorted(NAMES)[0])):
        activity = planned(cast, rows=LATER, audience=audience)
        allot(world.actor("陈岚"), activity, {world[BRANCH].pk: 1}, date(2026, 11, 30))
        quota = Quota.objects.get(activity=activity)
        page = world.client("何文").get(f"/training/quotas/{quota.pk}/")
        offered = [name for _, name in page.context["form"].fields["who"].choices]
        assert offered[0] == first
        assert ("孟归" in offered) == (audience == "activists")
    activity = Activity.objects.get(parts__payload__audience="activists")
    client = world.client("陈岚")
    client.post(f"/training/classes/{activity.pk}/enrol/", {"names": "孟归"})
    assert [e.person.name for e in Enrolment.objects.all()] == ["孟归"]
