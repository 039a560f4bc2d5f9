"""The pages of audit, settings and doctor: who sees what, and what it leaves behind."""

from __future__ import annotations

import pytest
from django.test import Client

from jishi.base.local import SESSION_IDLE
from jishi.base.models import AuditEvent, SettingValue
from jishi.base.settings_tree import setting
from jishi.orgs.local import TERM_REMINDER
from tests.world import TODAY, World, signed_in


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("JISHI_HOME", str(tmp_path))


def as_(world: World, name: str) -> Client:
    return signed_in(world.people[name])


def read(world: World, name: str, url: str) -> str:
    response = as_(world, name).get(url)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_the_auditor_finds_by_person_act_place_and_day(world: World):
    page = read(world, "审计", "/audit/?who=本机操作员&what=org.found&org=QH01")
    assert "成立组织" in page
    assert "白石镇党委" in page
    assert "石桥镇党委</" not in page.split("<tbody>")[1]
    town = world["白石镇党委"].pk
    assert f"组织 {town}<" in read(world, "审计", f"/audit/?object=组织 {town}")
    assert "没有符合条件" in read(world, "审计", "/audit/?until=2020-01-01")
    assert "须如 2026-05-01" in read(world, "审计", "/audit/?since=yesterday")
    assert "没有「nonsense」" in read(world, "审计", "/audit/?what=nonsense")


def test_reading_the_audit_is_audited_once_per_search(world: World):
    client = as_(world, "审计")
    for _ in range(2):
        assert client.get("/audit/?who=陈岚").status_code == 200
    assert client.get("/audit/?who=陈岚&format=xlsx").status_code == 200
    lines = AuditEvent.objects.filter(actor_name="审计").order_by("seq")
    assert [line.verb for line in lines] == ["audit.search", "audit.export"]
    assert '"谁": "陈岚"' in lines[0].detail


@pytest.mark.parametrize("name", ["周正", "陈岚", "何文", "系统", "安全"])
def test_nobody_else_reads_the_audit(world: World, name: str):
    for url in ("/audit/", "/audit/chain/"):
        assert as_(world, name).get(url).status_code == 403


def test_the_chain_page_verifies_and_keeps_an_anchor(world: World):
    client = as_(world, "审计")
    assert "还没有锚点" in client.get("/audit/chain/").content.decode()
    assert "锚点已留存" in client.post("/audit/chain/", {"do": "anchor"}).content.decode()
    assert "核验通过" in client.post("/audit/chain/", {"do": "verify"}).content.decode()


def test_each_sees_the_settings_that_are_theirs(world: World):
    mine = read(world, "陈岚", "/settings/")
    assert TERM_REMINDER.label in mine
    assert SESSION_IDLE.label not in mine
    systems = read(world, "系统", "/settings/")
    assert SESSION_IDLE.label in systems
    assert TERM_REMINDER.label not in systems
    assert as_(world, "系统").get("/settings/org.term_reminder/").status_code == 404
    assert as_(world, "审计").get("/settings/").status_code == 403


def test_a_township_sets_a_value_through_the_form_and_ends_it_again(world: World):
    client, town = as_(world, "陈岚"), world["白石镇党委"]
    url = f"/settings/org.term_reminder/{town.pk}/"
    assert client.get(f"{url}set/").status_code == 200
    basis = {"since": TODAY.isoformat(), "document": "白党〔2026〕2号", "_version": "0"}
    assert client.post(f"{url}set/", {"value": "13", **basis}).status_code == 422
    assert client.post(f"{url}set/", {"value": "9", **basis, "document": ""}).status_code == 422
    assert not SettingValue.objects.exists()
    assert client.post(f"{url}set/", {"value": "9", **basis}).status_code == 302
    assert setting(TERM_REMINDER, world["河东村党支部"], TODAY) == 9
    page = client.get(f"/settings/org.term_reminder/?org={town.pk}").content.decode()
    assert "9 个月" in page
    assert "白党〔2026〕2号" in page
    assert client.post(f"{url}set/", {"value": "8", **basis}).status_code == 409
    assert client.post(f"{url}end/", {**basis, "_version": "1"}).status_code == 302
    assert setting(TERM_REMINDER, world["河东村党支部"], TODAY) == 6


def test_outside_ones_reach_and_without_the_right_nothing_is_to_be_set(world: World):
    town, branch = world["白石镇党委"], world["河东村党支部"]
    for name, org, status in (("石磊", town, 404), ("何文", branch, 403), ("罗静", town, 403)):
        url = f"/settings/org.term_reminder/{org.pk}/set/"
        assert as_(world, name).get(url).status_code == status
    foreign = as_(world, "石磊").get(f"/settings/org.term_reminder/?org={town.pk}")
    nothing = as_(world, "石磊").get("/settings/org.term_reminder/?org=987654")
    assert foreign.status_code == nothing.status_code == 404


def test_a_right_without_the_subtree_shows_no_organisation_below(world: World):
    world.account("田禾", "tian")
    world.grant("田禾", "township", "白石镇党委", subtree=False)
    page = read(world, "田禾", "/settings/org.term_reminder/")
    assert "白石镇党委" in page
    assert "河东村党支部" not in page


def test_the_doctors_page_is_the_system_administrators(world: World):
    page = read(world, "系统", "/doctor/")
    assert "组织树路径" in page
    assert "审计链" in page
    for name in ("周正", "安全", "审计"):
        assert as_(world, name).get("/doctor/").status_code == 403


CANARIES = ("13800138000", "110101199003078515")


def test_no_personal_value_reaches_the_auditors_pages(world: World):
    from jishi.base.act import act
    from jishi.base.audit.verbs import Verb
    from jishi.orgs.access import ORG_EDIT

    changed = Verb("test.phone", "测试改号码")
    with act(world.actor("陈岚"), ORG_EDIT, world["白石镇党委"]) as doing:
        doing.record(
            changed, world.people["何文"], org=world["白石镇党委"],
            changed={"login": CANARIES, "name": CANARIES},
        )  # fmt: skip
    for url in ("/audit/", "/audit/?format=csv"):
        page = read(world, "审计", url)
        assert "姓名：已改（不显示内容）" in page
        assert not any(canary in page for canary in CANARIES)
