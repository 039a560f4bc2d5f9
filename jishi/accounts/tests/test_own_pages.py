"""The why page, one's own page, drafts on a shared computer, and phones' width words."""

from __future__ import annotations

import pytest
from django.test import Client

from jishi.accounts import queries
from jishi.accounts.actions import own
from jishi.base.models import Draft
from jishi.base.once import run_once
from jishi.orgs.access import ORG_EDIT, ORG_VIEW
from jishi.tree.errors import Refused
from jishi.tree.permissions import all_permissions
from jishi.tree.reach import can, reach
from tests.world import World

CAST = ("周正", "罗静", "陈岚", "何文", "韦明", "石磊", "严可", "系统", "安全", "审计")


@pytest.mark.parametrize("name", CAST)
def test_why_says_of_every_permission_what_reach_says(world: World, name: str):
    """Checked against `can` at each organisation, which says it differently."""
    actor = world.actor(name)
    lines = {line.permission.code: line for line in queries.why(actor)}
    for permission in all_permissions().values():
        if permission.code == "self.use":
            continue
        line = lines[permission.code]
        assert line.held is bool(reach(actor, permission))
        for org in world.orgs.values():
            verdict, through = queries.why_at(actor, permission, org)
            assert bool(verdict) is bool(can(actor, permission, org)) is bool(through)


def test_why_names_place_role_and_date_and_who_holds_what_is_missing(world: World):
    page = world.client("何文").get("/why/").content.decode()
    assert "河东村党支部及所属 · 支部书记" in page
    assert "2021年3月1日" in page
    missing = page[page.index("不能办的") :]
    assert ORG_EDIT.label in missing
    assert "县委组织部、乡镇（街道）党务、单位党务干事" in missing


def test_the_security_administrator_asks_for_anyone_and_gets_the_reason(world: World):
    client, he = world.client("安全"), world.people["何文"].pk
    asked = f"/staff/{he}/why/?permission={ORG_VIEW.code}&org="
    assert "河东村党支部及所属 · 支部书记" in client.get(asked + "QH0101").content.decode()
    answer = client.get(asked + "QH0102").content.decode()
    assert "柳湾村党支部不在其中" in answer
    answer = client.get(f"/staff/{he}/why/?permission={ORG_EDIT.code}&org=QH0101").content.decode()
    assert "有此权限的是" in answer
    assert "没有这个组织" in client.get(asked + "NOPE").content.decode()
    assert client.get(f"/staff/{he}/why/?permission=made.up").status_code == 200
    for name in ("陈岚", "系统", "审计", "何文"):
        assert world.client(name).get(asked).status_code == 403


def test_my_page_says_who_i_am_and_what_i_may(world: World):
    page = world.client("何文").get("/me/").content.decode()
    for words in ("何文", "河东村党支部及所属 · 支部书记", "退出其他设备", "本机"):
        assert words in page


def test_i_correct_my_own_name_and_a_stale_page_does_not(world: World):
    client, he = world.client("何文"), world.people["何文"]
    he.refresh_from_db()
    assert client.post("/me/name/", {"name": "何闻", "_version": he.version}).status_code == 302
    assert client.post("/me/name/", {"name": "何问", "_version": he.version}).status_code == 409
    he.refresh_from_db()
    assert he.name == "何闻"


# --- drafts -----------------------------------------------------------------------------------


def keep(client: Client, key: str = "/orgs/1/", content: str = '[["name","河东"]]', **more: str):
    sent = {"key": key, "title": "更名", "link": "/orgs/1/rename/", "content": content, **more}
    return client.post("/drafts/", sent)


def test_a_draft_comes_back_to_its_owner_and_to_nobody_else(world: World):
    he, liu = world.client("何文"), world.client("柳芳")
    assert keep(he).status_code == 200
    assert he.get("/drafts/?key=/orgs/1/").json()["content"] == '[["name","河东"]]'
    assert liu.get("/drafts/?key=/orgs/1/").status_code == 204
    assert liu.post("/drafts/", {"key": "/orgs/1/", "discard": "1"}).status_code == 204
    assert Draft.objects.count() == 1
    assert "更名" in he.get("/me/").content.decode()
    assert he.post("/drafts/discard/", {"key": "/orgs/1/"})["Location"] == "/me/"
    assert Draft.objects.count() == 0


def test_a_draft_is_dropped_only_when_its_submit_was_taken(world: World):
    he = world.client("何文")
    keep(he)
    lost = he.post("/drafts/", {"key": "/orgs/1/", "discard": "1", "once": "a" * 32})
    assert lost.status_code == 409
    assert Draft.objects.count() == 1
    run_once(world.actor("何文"), "a" * 32, ["/orgs/1/"], lambda: "/orgs/1/")
    he.post("/drafts/", {"key": "/orgs/1/", "discard": "1", "once": "a" * 32})
    assert Draft.objects.count() == 0


def test_a_draft_is_sealed_and_holds_no_secrets(world: World):
    keep(
        world.client("何文"),
        content='[["name","河东"],["csrfmiddlewaretoken","t"],["new","p"],["my_password","q"]]',
    )
    draft = Draft.objects.get()
    assert "河东" not in draft.content
    assert own.open_draft(draft) == '[["name","河东"]]'


def test_saving_again_keeps_one_draft(world: World):
    client = world.client("何文")
    keep(client)
    keep(client, content='[["name","河西"]]')
    assert own.open_draft(Draft.objects.get()) == '[["name","河西"]]'


@pytest.mark.parametrize(
    "wrong",
    [
        {"link": "https://evil.example/"}, {"link": "//evil.example"}, {"content": "not json"},
        {"content": '{"a":1}'}, {"content": '[["a",{"b":1}]]'}, {"key": ""}, {"key": "k" * 121},
        {"content": '[["a","' + "x" * 200_001 + '"]]'},
    ],
)  # fmt: skip
def test_a_malformed_draft_is_refused(world: World, wrong: dict[str, str]):
    assert keep(world.client("何文"), **wrong).status_code == 422
    assert not Draft.objects.exists()


def test_there_is_an_end_to_how_many_drafts_one_keeps(world: World):
    actor = world.actor("何文")
    for number in range(own.MOST_DRAFTS):
        own.save_draft(actor, f"k{number}", "t", "/", "[]")
    with pytest.raises(Refused, match="最多"):
        own.save_draft(actor, "one more", "t", "/", "[]")
    own.save_draft(actor, "k1", "t", "/", "[]")


def test_without_a_session_a_draft_says_that_it_was_not_kept(world: World):
    answer = keep(Client())
    assert answer.status_code == 401
    assert "没有存上" in answer.json()["message"]
