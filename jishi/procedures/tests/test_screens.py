"""What people see: the board, the line, the form of the next step, papers, the own page."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from jishi.procedures.models import AdmissionPlan
from jishi.procedures.tests.career import DAYS, Career


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/procedures/", ["苏晴", "发展党员", "接收预备党员"]),
        ("/procedures/clocks/", ["苏晴", "12/25 支部委员会审查"]),
        ("/procedures/clocks/?stage=3&late=ready", ["苏晴"]),
        ("/procedures/overview/", ["预备党员接收", "下达计划"]),
        ("/procedures/?taken=activist-2024", ["苏晴"]),
        ("/procedures/flags/", ["没有要核查的"]),
        ("/procedures/new/", ["四议两公开", "换届选举"]),
        ("/procedures/charts/develop_member/", ["递交入党申请书", "材料归档"]),
    ],
)
def test_lists_say_what_runs(career: Career, path: str, words: list[str]):
    career.go("training")
    text = career.cast.world.client("陈岚").get(path).content.decode()
    assert [word for word in words if word not in text] == []


def test_what_was_begun_within_days_is_found(career: Career):
    client, began = career.cast.world.client("陈岚"), career.procedure.opened_on
    later = began + timedelta(days=1)
    for asked, there in (
        (f"since={began}&until={began}", True), (f"since={later}", False), (f"until={later}", True),
    ):  # fmt: skip
        assert ("苏晴" in client.get(f"/procedures/?{asked}").content.decode()) is there


def test_the_page_shows_the_line_and_takes_the_next_step(career: Career):
    career.go("training")
    client = career.cast.world.client("何文")
    activity, _ = career.met("review", DAYS["review"])
    url = f"/procedures/{career.procedure.pk}/"
    page = client.get(url).content.decode()
    assert "下一步：支部委员会审查" in page
    assert f'value="{activity}:"' in page
    form = {"step": "review", "meeting": f"{activity}:", "p_posted_on": "2025-04-02",
            "_version": career.procedure.version}  # fmt: skip
    assert client.post(url, form).status_code == 302
    career.procedure.refresh_from_db()
    assert career.procedure.step == "advance_review"


def test_a_refused_step_is_said_beside_its_field(career: Career):
    career.go("training")
    url = f"/procedures/{career.procedure.pk}/"
    answer = career.cast.world.client("何文").post(
        url, {"step": "review", "meeting": "", "_version": career.procedure.version}
    )
    assert answer.status_code == 422
    assert "须选择依据的会议" in answer.content.decode()


def test_a_superior_step_has_no_form_for_the_branch(career: Career):
    career.go("activist")
    page = (
        career.cast.world.client("何文").get(f"/procedures/{career.procedure.pk}/").content.decode()
    )
    assert "这一步由上级党委办理" in page
    assert "登记这一步" not in page


def test_papers_are_printed_from_the_record_and_a_notice_names_no_number(career: Career):
    career.person.work_place = "青禾县农机站"
    career.person.save()
    career.go("approval")
    client = career.cast.world.client("何文")
    by_code = {row.code: row for row in career.procedure.steps.all()}
    notice = client.get(
        f"/procedures/{career.procedure.pk}/steps/{by_code['review'].number}/publicity/print/"
    ).content.decode()
    assert "苏晴" in notice
    assert "1998-05" in notice
    assert "青禾县农机站" in notice
    for word in ("身份证", "1998-05-04", "手机", "民族"):
        assert word not in notice
    approval = client.get(
        f"/procedures/{career.procedure.pk}/steps/{by_code['approval'].number}/approval/print/"
    ).content.decode()
    assert "2025-04-14 至 2026-04-14" in approval


def test_one_sees_ones_own_procedure_and_nothing_to_press(career: Career):
    career.go("talk")
    account = career.cast.world.account("苏晴", "su")
    career.cast.world.grant("苏晴", "member", "河东村党支部")
    career.person.account = account
    career.person.save()
    client = career.cast.world.client("苏晴")
    page = client.get("/me/procedures/").content.decode()
    assert "推荐和确定入党积极分子" in page
    assert "登记这一步" not in page
    assert client.get(f"/procedures/{career.procedure.pk}/").status_code == 403
    assert "我的程序" in client.get("/").content.decode()


def test_the_stranger_next_door_finds_nothing(career: Career):
    career.go("talk")
    client = career.cast.world.client("石磊")
    assert client.get(f"/procedures/{career.procedure.pk}/").status_code == 404
    assert "苏晴" not in client.get("/procedures/clocks/").content.decode()


def test_plan_and_use_stand_beside_each_other(career: Career):
    career.go("approval")
    client = career.cast.world.client("陈岚")
    form = {"org": "QH01", "year": "2025", "places": "1", "note": "县下达"}
    assert client.post("/procedures/plan/", form).status_code == 302
    assert AdmissionPlan.objects.get().places == 1
    assert client.post("/procedures/plan/", {**form, "org": "QH02"}).status_code == 422  # next door
    page = client.get("/procedures/overview/?year=2025").content.decode()
    assert "白石镇党委" in page
    assert "100%" in page


def test_pages_of_person_and_organisation_show_what_runs(career: Career):
    career.go("talk")
    client = career.cast.world.client("何文")
    assert "推荐和确定入党积极分子" in client.get(f"/people/{career.person.pk}/").content.decode()
    org = career.cast.world["河东村党支部"]
    page = client.get(f"/orgs/{org.pk}/").content.decode()
    assert "正在办的程序" in page
    assert "苏晴" in page


def test_an_old_day_makes_a_row_red(career: Career):
    career.go("application")
    text = career.cast.world.client("陈岚").get("/procedures/clocks/?late=red").content.decode()
    assert f"超期 {(date(2026, 11, 20) - date(2024, 2, 8)).days} 天" in text
