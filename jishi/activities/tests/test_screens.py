"""The pages: one form from the date to the decisions, done once, and nobody absent unseen."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jishi.activities import actions
from jishi.activities.actions import What
from jishi.activities.models import ActionItem, Activity, ActivityFile, Attendance
from jishi.activities.tests.cast import BRANCH, MAY, NAMES, OTHER, Cast, part
from jishi.base.tests.uploads import picture
from tests.world import TODAY

NEW = "/activities/new/?org=QH0101&kind="


def form(client: Client, url: str) -> dict[str, Any]:
    """The once-key and the list that a browser would send back."""
    page = client.get(url).content.decode()
    once = re.search(r'name="_once" value="(\w+)"', page)
    listed = re.search(r'name="listed" value="([\d,]*)"', page)
    version = re.search(r'name="_version" value="(\d*)"', page)
    assert once
    return {
        "_once": once[1], "listed": listed[1] if listed else "",
        "_version": version[1] if version else "",
    }  # fmt: skip


def filled(cast: Cast, client: Client, kinds: str = "assembly", **more: Any) -> dict[str, Any]:
    return {
        **form(client, NEW + kinds), "held_on": TODAY.isoformat(), "place": "村活动室",
        "chair": str(cast.people["何文"].pk), "here": [str(pk) for pk in cast.ids(*NAMES[:9])],
        "t1_title": "讨论村道硬化", "t1_kind": "other", "t1_in_favour": "9",
        "i1_text": "公示村道方案", "i1_owner": "韦明", **more,
    }  # fmt: skip


def saved(client: Client, data: dict[str, Any], kinds: str = "assembly") -> Activity:
    answer = client.post(NEW + kinds, data)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return Activity.objects.get(pk=int(answer["Location"].rstrip("/").split("/")[-1]))


def test_a_meeting_is_entered_on_one_page(cast: Cast):
    client = cast.world.client("何文")
    why = {f"why_{cast.people['王桐'].pk}": "away"}
    held = saved(client, filled(cast, client, **why))
    assert (held.present, held.expected, held.place) == (9, 12, "村活动室")
    assert held.topics.get().passed
    item = held.items.get()
    assert (item.text, item.owner) == ("公示村道方案", cast.people["韦明"])
    away = Attendance.objects.get(activity=held, person=cast.people["王桐"])
    assert (away.mark, away.reason) == ("leave", "away")
    page = client.get(f"/activities/{held.pk}/").content.decode()
    for words in ("可以表决", "通过", "公示村道方案", "外出务工", "计入"):
        assert words in page


def test_a_double_tap_makes_one_activity(cast: Cast):
    client = cast.world.client("何文")
    data = filled(cast, client)
    assert saved(client, data) == saved(client, data)
    assert Activity.objects.count() == 1


def test_entered_with_the_photo_of_the_minutes_and_archived_in_one_go(cast: Cast):
    client = cast.world.client("何文")
    photo = SimpleUploadedFile("记录.jpg", picture(), "image/jpeg")
    held = saved(client, filled(cast, client, photos=[photo], _archive="1"))
    assert held.stage == "archived"
    assert ActivityFile.objects.get(activity=held).kind == "minutes"


def test_a_bad_photo_leaves_nothing_behind(cast: Cast):
    client = cast.world.client("何文")
    fake = SimpleUploadedFile("记录.jpg", b"MZ not a picture", "image/jpeg")
    answer = client.post(NEW + "assembly", filled(cast, client, photos=[fake]))
    assert answer.status_code == 422
    assert not Activity.objects.exists()


def test_another_day_with_another_list_is_shown_again(cast: Cast):
    """Somebody who was a member then is not counted absent without being listed."""
    client = cast.world.client("何文")
    data = filled(cast, client)
    cast.member("新来", joined_on=date(2026, 11, 1), full_on=None, standing="probationary")
    answer = client.post(NEW + "assembly", data)
    assert answer.status_code == 422
    assert "名单与刚才列出的不同" in answer.content.decode()
    assert not Activity.objects.exists()


def test_entered_late_it_asks_why_and_is_marked(cast: Cast):
    client = cast.world.client("何文")
    late = {"held_on": date(2026, 10, 9).isoformat()}
    answer = client.post(NEW + "assembly", filled(cast, client, **late))
    assert answer.status_code == 422
    assert "补记的原因" in answer.content.decode()
    held = saved(client, filled(cast, client, late_reason="出差", **late))
    assert held.late_days == 42
    assert "42 天补记" in client.get(f"/activities/{held.pk}/").content.decode()


def test_a_paste_ticks_whom_it_names_and_shows_the_rest(cast: Cast):
    client = cast.world.client("何文")
    data = filled(cast, client, here=[], _match="1")
    data["pasted"] = "#接龙 周五开会\n1. 何文\n2. 韦明（准时）\n3、林可 参加\n4. 黄树 请假\n5. 张三"
    page = client.post(NEW + "assembly", data).content.decode()
    ticked = set(re.findall(r'name="here" value="(\d+)" checked', page))
    assert ticked == {str(pk) for pk in cast.ids("何文", "韦明", "林可")}
    assert "5. 张三" in page
    assert 'value="讨论村道硬化"' in page  # nothing typed is lost
    assert not Activity.objects.exists()


def test_planned_first_then_entered(cast: Cast):
    client = cast.world.client("何文")
    data = filled(cast, client, "theme_day", held_on="2026-12-05", _plan="1")
    planned = saved(client, data, "theme_day")
    assert planned.stage == "planned"
    actions.change_plan(
        cast.world.actor("何文"), planned, planned.version, What(("theme_day",), TODAY), (OTHER,)
    )
    url = f"/activities/{planned.pk}/enter/"
    again = {**filled(cast, client, "theme_day"), **form(client, url)}
    answer = client.post(url, again)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    planned.refresh_from_db()
    assert (planned.stage, planned.present) == ("held", 9)


def test_a_correction_begins_with_what_was_entered_and_a_stale_one_shows_both(cast: Cast):
    held = cast.hold()
    client = cast.world.client("何文")
    url = f"/activities/{held.pk}/enter/"
    first = {**filled(cast, client), **form(client, url), "held_on": MAY.isoformat(),
             "late_reason": "出差"}  # fmt: skip
    page = client.get(url).content.decode()
    assert len(re.findall(r'name="here" value="\d+" checked', page)) == 12
    assert client.post(url, first).status_code == 302
    stale = client.post(url, {**first, "_once": "another", "place": "祠堂"})
    assert stale.status_code == 409
    assert "地点：村活动室" in stale.content.decode()
    assert 'value="祠堂"' in stale.content.decode()
    held.refresh_from_db()
    assert held.place == "村活动室"


def test_what_was_decided_earlier_is_carried_and_closed_at_the_next_meeting(cast: Cast):
    client = cast.world.client("何文")
    saved(client, filled(cast, client))
    item = ActionItem.objects.get()
    assert "公示村道方案" in client.get(NEW + "assembly").content.decode()
    saved(client, filled(cast, client, i1_text="", done=[str(item.pk)]))
    item.refresh_from_db()
    assert item.done_on == TODAY
    assert "以前议定" not in client.get(NEW + "assembly").content.decode()


def test_typed_counts_take_the_place_of_the_list(cast: Cast):
    client = cast.world.client("何文")
    photo = SimpleUploadedFile("记录.jpg", picture(), "image/jpeg")
    data = filled(cast, client, "theme_day", here=[], expected="12", present="8", photos=[photo])
    held = saved(client, data, "theme_day")
    assert (held.counted_by, held.present, part(held, "theme_day").counts) == ("typed", 8, True)
    half = filled(cast, client, "theme_day", here=[], expected="12")
    assert client.post(NEW + "theme_day", half).status_code == 422


def test_the_small_steps(cast: Cast):
    held = cast.hold()
    branch, township = cast.world.client("何文"), cast.world.client("陈岚")
    page = f"/activities/{held.pk}/"
    assert branch.post(page + "archive/", {"_version": "1"}).status_code == 302
    held.refresh_from_db()
    assert held.stage == "archived"
    assert branch.get(page + "reopen/").status_code == 403
    sent = {"reason": "缺照片", "_version": str(held.version)}
    assert township.post(page + "reopen/", sent).status_code == 302
    photo = SimpleUploadedFile("会场.jpg", picture(), "image/jpeg")
    assert branch.post(page + "files/", {"kind": "photo", "file": photo}).status_code == 302
    row = ActivityFile.objects.get(activity=held)
    assert branch.get(f"/files/{row.file_id}/?show").status_code == 200
    assert cast.world.client("石磊").get(f"/files/{row.file_id}/").status_code == 404
    assert branch.post(f"/activities/files/{row.pk}/remove/").status_code == 302
    held.refresh_from_db()
    sent = {"reason": "录重了", "_version": str(held.version)}
    assert branch.post(page + "cancel/", sent).status_code == 302
    assert "不计入任何任务" in branch.get(page).content.decode()
    assert "取消活动" in branch.get(page + "?tab=history").content.decode()


def test_strangers_find_nothing(cast: Cast):
    held = cast.hold()
    for name in ("石磊", "柳芳"):
        client = cast.world.client(name)
        assert client.get(f"/activities/{held.pk}/").status_code == 404
        assert client.get(f"/activities/{held.pk}/enter/").status_code == 404
        assert f"/activities/{held.pk}/" not in client.get("/activities/").content.decode()
    assert cast.world.client("罗静").get(NEW + "assembly").status_code == 403


def test_the_pages_of_organisation_and_person_say_what_was_held(cast: Cast):
    held = cast.hold()
    client = cast.world.client("何文")
    org = client.get(f"/orgs/{cast.world[BRANCH].pk}/").content.decode()
    assert f"/activities/{held.pk}/" in org
    person = client.get(f"/people/{cast.people['韦明'].pk}/").content.decode()
    assert f"/activities/{held.pk}/" in person


def test_the_list_is_exported_as_it_is_filtered(cast: Cast):
    cast.hold()
    cast.hold("theme_day")
    client = cast.world.client("何文")
    answer = client.get("/activities/?kind=theme_day&format=csv").content.decode("utf-8-sig")
    assert len(answer.strip().splitlines()) == 2


def test_a_campaign_is_followed_through_kinds_and_opens_from_any_of_its_parts(cast: Cast):
    client = cast.world.client("何文")
    data = filled(cast, client, "theme_day", theme_day__series="四点半课堂")
    first = saved(client, data, "theme_day")
    cast.hold("volunteering", what={"payloads": {"volunteering": {"series": "四点半课堂 暑期"}}})
    cast.hold("theme_day", what={"payloads": {"theme_day": {"series": "党课开讲啦"}}})
    page = client.get(f"/activities/{first.pk}/").content.decode()
    link = re.search(r'href="(/activities/\?series=[^"]+)">四点半课堂</a>', page)
    assert link
    listed = client.get(f"{link[1]}&format=csv").content.decode()
    assert listed.count("河东村党支部") == 2
    assert "志愿服务" in listed
    assert "党课开讲啦" not in client.get(link[1]).content.decode()


@pytest.mark.parametrize("query", ["kind=dance", "period=bald", "stage=x", "org=QH02"])
def test_a_wrong_filter_is_said(cast: Cast, query: str):
    page = cast.world.client("何文").get(f"/activities/?{query}").content.decode()
    assert "j-list-fault" in page
