"""The pages of jobs and of revealing: one's own, and nothing of others."""

import pytest

from jishi.base import files
from jishi.base.clock import now
from jishi.base.models import AuditEvent, Job, RevealLog
from jishi.base.tests.specimen import PHONE, Specimen, specimen
from tests.world import World

NUMBER = "13812345678"


def a_job(world: World, name: str | None, **values) -> Job:
    account = world.people[name] if name else None
    values = {"kind": "x", "title": "导入党员名册", "run_after": now(), "made_at": now(), **values}
    return Job.objects.create(account=account, **values)


def test_the_list_holds_ones_own_jobs_and_the_timed_ones_for_the_administrator(world: World):
    a_job(world, "何文")
    a_job(world, None, title="到期清理")
    he, system = world.client("何文"), world.client("系统")
    assert "导入党员名册" in he.get("/jobs/").content.decode()
    assert "到期清理" not in he.get("/jobs/").content.decode()
    page = system.get("/jobs/").content.decode()
    assert "到期清理" in page
    assert "导入党员名册" not in page


def test_progress_is_asked_for_until_the_job_has_ended(world: World):
    job = a_job(world, "何文", state="running", done=3, total=10, message="河东村")
    he = world.client("何文")
    page = he.get(f"/jobs/{job.pk}/").content.decode()
    assert f'hx-get="/jobs/{job.pk}/progress/"' in page
    assert "取消任务" in page
    assert he.get(f"/jobs/{job.pk}/progress/").status_code == 200
    Job.objects.update(state="done", ended_at=now())
    assert he.get(f"/jobs/{job.pk}/progress/").status_code == 286
    assert 'hx-get="/jobs/' not in he.get(f"/jobs/{job.pk}/").content.decode()


def test_cancelling_by_the_button(world: World):
    job = a_job(world, "何文", state="running")
    he = world.client("何文")
    assert he.get(f"/jobs/{job.pk}/cancel/").status_code == 405
    for stranger in ("陈岚", "系统"):
        assert world.client(stranger).post(f"/jobs/{job.pk}/cancel/").status_code == 404
        assert world.client(stranger).get(f"/jobs/{job.pk}/").status_code == 404
    job.refresh_from_db()
    assert not job.cancel_asked
    assert he.post(f"/jobs/{job.pk}/cancel/").status_code == 302
    job.refresh_from_db()
    assert job.cancel_asked


def test_a_finished_job_offers_its_result(world: World):
    job = a_job(world, "何文", state="done", ended_at=now())
    body = files.lay_down(b"rows", sealed=True)
    job.result = files.register(body, "名册.csv", owner=files.Owner("job", str(job.pk)))
    job.save()
    he = world.client("何文")
    assert f"/files/{job.result_id}/" in he.get(f"/jobs/{job.pk}/").content.decode()
    assert he.get(f"/files/{job.result_id}/").content == b"rows"
    assert world.client("陈岚").get(f"/files/{job.result_id}/").status_code == 404


# --- revealing ----------------------------------------------------------------------------------


@pytest.fixture
def somebody(specimens, world: World) -> Specimen:
    return specimen("韦明", NUMBER, "990000199001010039", world["河东村党支部"])


def test_a_value_is_shown_after_a_purpose_is_chosen_and_hides_again(world: World, somebody):
    he, url = world.client("何文"), PHONE.url(somebody)
    asked = he.post(url, headers={"HX-Request": "true"}).content.decode()
    assert "联系本人" in asked
    assert NUMBER not in asked
    assert not RevealLog.objects.exists()
    shown = he.post(url, {"purpose": "联系本人"}).content.decode()
    assert NUMBER in shown
    assert "delay:30s" in shown
    again = he.get(url, headers={"HX-Request": "true"}).content.decode()
    assert "138****5678" in again
    assert NUMBER not in again


def test_looking_at_the_page_of_looks_shows_who_but_not_the_value(world: World, somebody):
    world.client("何文").post(PHONE.url(somebody), {"purpose": "核对信息"})
    page = world.client("陈岚").get(PHONE.url(somebody)).content.decode()
    assert "何文" in page
    assert "核对信息" in page
    assert NUMBER not in page


@pytest.mark.parametrize(
    ("name", "status"), [("石磊", 404), ("罗静", 403), ("韦明", 403), ("系统", 403), ("审计", 403)]
)
def test_others_get_no_value_no_name_and_leave_no_line(world: World, somebody, name, status):
    before = AuditEvent.objects.count()
    for method in ("get", "post"):
        answer = getattr(world.client(name), method)(PHONE.url(somebody), {"purpose": "联系本人"})
        assert answer.status_code == status
        assert NUMBER not in answer.content.decode()
        assert "138****" not in answer.content.decode()
    assert AuditEvent.objects.count() == before
    assert not RevealLog.objects.exists()


def test_an_unknown_field_or_record_does_not_exist(world: World, somebody):
    he = world.client("何文")
    for url in ("/reveal/specimens.specimen.name/1/", "/reveal/x/1/",
                f"/reveal/{PHONE.code}/999999/", f"/reveal/{PHONE.code}/{'9' * 30}/"):  # fmt: skip
        assert he.post(url, {"purpose": "联系本人"}).status_code == 404
    assert he.post(PHONE.url(somebody), {"purpose": "好奇"}).status_code == 422
