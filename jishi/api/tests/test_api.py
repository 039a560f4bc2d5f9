"""Other programs: by token only, in one shape, done once, never wider than the account."""

import json
from datetime import timedelta

import pytest
from django.test import Client

from jishi.api import limits
from jishi.api.actions import make_token, revoke_token
from jishi.api.models import ApiToken
from jishi.base.clock import now
from jishi.base.models import AuditEvent
from jishi.orgs.actions import Basis, rename_organisation
from jishi.tree.actor import local_operator
from jishi.tree.errors import NotVisible, Refused
from jishi.tree.models import Organisation
from tests.world import TODAY, World

RENAME = {
    "name": "中国共产党河东新村支部委员会",
    "short_name": "河东新村党支部",
    "on": "2026-05-10",
}


class Program:
    """A program that holds the token of one of the cast."""

    def __init__(self, world: World, name: str) -> None:
        self.token, secret = make_token(
            local_operator(TODAY), world.people[name], label="程序", days=30
        )
        self.client = Client(headers={"Authorization": f"Bearer {secret}"})

    def get(self, path: str, **query: object):
        return self.client.get(f"/api/v1{path}", query)

    def post(self, path: str, body: object, version: int | None = None, key: str = ""):
        headers = {"If-Match": f'"{version}"'} if version else {}
        if key:
            headers["Idempotency-Key"] = key
        return self.client.post(
            f"/api/v1{path}", json.dumps(body), content_type="application/json", headers=headers
        )


@pytest.fixture(autouse=True)
def _fresh_limits(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(limits, "limiter", limits.Limiter(limits.RATE, limits.BURST))


def codes(response) -> list[str]:
    return [item["code"] for item in response.json()["items"]]


def test_a_township_lists_its_own_subtree_and_nothing_else(world: World):
    assert codes(Program(world, "陈岚").get("/orgs")) == ["QH01", "QH0101", "QH0102"]


def test_pages_join_without_gap_or_repetition(world: World):
    program, found, cursor = Program(world, "周正"), [], ""
    for _ in range(9):
        page = program.get("/orgs", limit=3, cursor=cursor).json()
        found += [item["code"] for item in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert sorted(found) == sorted(Organisation.objects.values_list("code", flat=True))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"org": "QH01"}, ["QH01", "QH0101", "QH0102"]),
        ({"kind": "general_branch"}, ["QH03"]),
        ({"sector": "school", "kind": "branch"}, ["QH0301"]),
        ({"q": "柳湾"}, ["QH0102"]),
        ({"open": "no"}, []),
    ],
)
def test_filters_are_those_of_the_list_screen(world: World, query: dict, expected: list[str]):
    assert codes(Program(world, "周正").get("/orgs", **query)) == expected


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"limit": 201}, "limit"),
        ({"limit": 0}, "limit"),
        ({"limit": 10**30}, "limit"),
        ({"limit": "x"}, "limit"),
        ({"kind": "village"}, "kind"),
        ({"org": "QH02"}, "org"),
        ({"org": "不存在"}, "org"),
        ({"cursor": "AAAA"}, ""),
        ({"order": "1;drop"}, "order"),
        ({"q": "a\x00b"}, "q"),
    ],
)
def test_a_wrong_question_is_told_field_by_field(world: World, query: dict, field: str):
    answer = Program(world, "陈岚").get("/orgs", **query)
    assert answer.status_code == 422
    assert set(answer.json()) == {"code", "message", "fields"}
    assert not field or field in answer.json()["fields"]


def test_a_filter_given_twice_is_refused_rather_than_half_heard(world: World):
    answer = Program(world, "陈岚").client.get("/api/v1/orgs?kind=branch&kind=group")
    assert answer.json()["fields"] == {"kind": "一个查询条件只能给一次"}


def test_a_foreign_code_and_no_code_at_all_get_the_same_answer(world: World):
    program = Program(world, "陈岚")
    assert program.get("/orgs", org="QH02").json() == program.get("/orgs", org="nix").json()
    assert program.get("/orgs/QH02").content == program.get("/orgs/nix").content
    assert program.get("/orgs/QH02").status_code == 404


def test_without_the_permission_403_says_who_has_it(world: World):
    answer = Program(world, "何文").post("/orgs/QH0101/rename", RENAME, 1)
    assert (answer.status_code, answer.json()["code"]) == (403, "no_permission")
    assert "乡镇" in answer.json()["message"]


def test_renaming_needs_the_version_and_a_stale_one_is_a_conflict(world: World):
    program = Program(world, "陈岚")
    assert program.post("/orgs/QH0101/rename", RENAME).status_code == 422
    first = program.post("/orgs/QH0101/rename", RENAME, 1)
    assert (first.status_code, first.json()["version"], first["ETag"]) == (200, 2, '"2"')
    again = program.post("/orgs/QH0101/rename", {**RENAME, "short_name": "甲"}, 1)
    assert (again.status_code, again.json()["code"]) == (409, "conflict")
    assert world["河东村党支部"].changes.count() == 2


def test_the_same_key_is_done_once_and_another_payload_is_409(world: World):
    program = Program(world, "陈岚")
    body = {
        "code": "QH0109", "name": "新湾村党支部", "short_name": "新湾村党支部", "kind": "branch",
        "sector": "village", "parent": "QH01", "on": "2026-05-10",
    }  # fmt: skip
    first, second = (program.post("/orgs", body, key="k1") for _ in range(2))
    assert first.status_code == second.status_code == 201
    assert first.content == second.content
    assert Organisation.objects.filter(code="QH0109").count() == 1
    assert program.post("/orgs", {**body, "code": "QH0110"}, key="k1").status_code == 409
    assert not Organisation.objects.filter(code="QH0110").exists()


def test_moving_and_closing_go_through_the_same_rules(world: World):
    county = Program(world, "周正")
    moved = county.post("/orgs/QH0101/move", {"parent": "QH02", "on": "2026-05-10"}, 1)
    assert moved.json()["parent"] == "QH02"
    refused = county.post("/orgs/QH0101/close", {"on": "2026-06-10"}, 2)
    assert refused.json()["fields"] == {"document": refused.json()["message"]}
    closed = county.post(
        "/orgs/QH0101/close", {"on": "2026-06-10", "document": "青组〔2026〕1号"}, 2
    )
    assert closed.json()["closed_on"] == "2026-06-10"


def test_a_move_to_a_place_out_of_reach_changes_nothing(world: World):
    answer = Program(world, "陈岚").post(
        "/orgs/QH0101/move", {"parent": "QH02", "on": "2026-05-10"}, 1
    )
    assert answer.status_code == 422
    assert "石桥" not in answer.content.decode()
    world["河东村党支部"].refresh_from_db()
    assert world["河东村党支部"].parent == world["白石镇党委"]


def test_a_session_is_not_accepted(world: World):
    assert world.client("陈岚").get("/api/v1/orgs").status_code == 401
    own = Client(headers={"Authorization": "Bearer jishi_wrong"})
    own.force_login(world.people["陈岚"])
    assert own.get("/api/v1/orgs").status_code == 401


def test_revoked_expired_and_closed_accounts_open_nothing(world: World):
    for spoil in (
        lambda p: revoke_token(local_operator(TODAY), p.token),
        lambda p: ApiToken.objects.filter(pk=p.token.pk).update(
            made_at=now() - timedelta(2), expires_at=now() - timedelta(1)
        ),
        lambda p: type(p.token.account).objects.update(state="closed"),
    ):
        program = Program(world, "陈岚")
        assert program.get("/orgs").status_code == 200
        spoil(program)
        assert program.get("/orgs").status_code == 401


def test_an_administrator_with_a_token_sees_no_business(world: World):
    assert Program(world, "系统").get("/orgs").status_code == 403


def test_the_database_holds_no_secret(world: World):
    token, secret = make_token(local_operator(TODAY), world.people["陈岚"], label="x", days=3)
    kept = [str(v) for v in ApiToken.objects.values().get(pk=token.pk).values()]
    assert not any(secret in v or secret[6:] in v for v in kept)
    assert not AuditEvent.objects.filter(detail__contains=secret[6:]).exists()


def test_nobody_makes_or_revokes_a_token_for_another(world: World):
    program, before = Program(world, "陈岚"), ApiToken.objects.count()
    with pytest.raises(NotVisible):
        make_token(world.actor("石磊"), world.people["陈岚"], label="x", days=3)
    with pytest.raises(NotVisible):
        revoke_token(world.actor("石磊"), program.token)
    assert ApiToken.objects.filter(revoked_at=None).count() == before


def test_eleven_tokens_are_one_too_many(world: World):
    chen = world.actor("陈岚")
    for _ in range(10):
        make_token(chen, world.people["陈岚"], label="x", days=3)
    with pytest.raises(Refused, match="10 个"):
        make_token(chen, world.people["陈岚"], label="x", days=3)


def test_a_token_that_asks_too_often_waits(world: World, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(limits, "limiter", limits.Limiter(rate=0.5, burst=2))
    program, other = Program(world, "陈岚"), Program(world, "何文")
    answers = [program.get("/orgs") for _ in range(3)]
    assert [a.status_code for a in answers] == [200, 200, 429]
    assert answers[2]["Retry-After"] == "2"
    assert other.get("/orgs").status_code == 200


def test_the_bucket_fills_again():
    clock = iter([0.0, 0.0, 0.5, 1.0]).__next__
    limiter = limits.Limiter(rate=1, burst=1, clock=clock)
    assert [limiter.wait(1) for _ in range(4)] == [0.0, 1.0, 0.5, 0.0]


@pytest.mark.parametrize(
    ("method", "path", "body", "kind", "status"),
    [
        ("GET", "/api/v1/nothing", "", "", 404),
        ("GET", "/api/", "", "", 404),
        ("GET", "/api/v2/orgs", "", "", 404),
        ("DELETE", "/api/v1/orgs", "", "", 405),
        ("PUT", "/api/v1/orgs/QH01/rename", "{}", "application/json", 405),
        ("POST", "/api/v1/openapi.json", "{}", "application/json", 405),
        ("POST", "/api/v1/orgs", "{", "application/json", 400),
        ("POST", "/api/v1/orgs", "", "application/json", 422),
        ("POST", "/api/v1/orgs", "[" * 100_000, "application/json", 400),
        ("POST", "/api/v1/orgs", "<a/>", "application/xml", 415),
        ("POST", "/api/v1/orgs", "a=1", "application/x-www-form-urlencoded", 415),
        ("POST", "/api/v1/orgs", " " * 1_100_000, "application/json", 413),
        ("GET", "/api/v1/orgs/%00", "", "", 422),
        ("GET", "/api/v1/orgs/" + "9" * 40, "", "", 422),
    ],
)
def test_every_fault_has_one_shape(
    world: World, method: str, path: str, body: str, kind: str, status: int
):
    client = Program(world, "陈岚").client
    answer = client.generic(method, path, body, content_type=kind)
    assert answer.status_code == status
    assert set(answer.json()) == {"code", "message", "fields"}
    assert status != 405 or answer["Allow"]


def test_an_unforeseen_fault_is_500_without_a_trace(world: World, monkeypatch: pytest.MonkeyPatch):
    from jishi.orgs import queries

    def broken(*_: object) -> None:
        raise RuntimeError("秘密")

    program = Program(world, "陈岚")
    monkeypatch.setattr(queries, "organisations", broken)
    answer = program.get("/orgs")
    assert answer.status_code == 500
    assert "秘密" not in answer.content.decode()


@pytest.mark.parametrize(
    ("words", "status"),
    [("database or disk is full", 507), ("attempt to write a readonly database", 503)],
)
def test_a_full_disk_is_said_plainly(
    world: World, monkeypatch: pytest.MonkeyPatch, words: str, status: int
):
    from django.db import OperationalError

    from jishi.orgs import actions

    def full(*_: object, **__: object) -> None:
        raise OperationalError(words)

    program = Program(world, "陈岚")
    monkeypatch.setattr(actions, "rename_organisation", full)
    answer = program.post("/orgs/QH0101/rename", RENAME, 1)
    assert (answer.status_code, set(answer.json())) == (status, {"code", "message", "fields"})


def test_the_description_is_openapi_3_1_and_for_those_who_belong_here(world: World):
    assert Client().get("/api/v1/openapi.json").status_code == 401
    for client in (Program(world, "陈岚").client, world.client("陈岚")):
        document = client.get("/api/v1/openapi.json").json()
        assert document["openapi"].startswith("3.1")
        assert "/api/v1/orgs/{code}/rename" in document["paths"]


def test_last_use_is_written_once_a_day(world: World, django_assert_num_queries):
    program = Program(world, "陈岚")
    program.get("/orgs")
    assert ApiToken.objects.get(pk=program.token.pk).used_on == TODAY
    with django_assert_num_queries(3):  # token with account, grants, organisations
        program.get("/orgs")


def test_a_name_changed_on_the_screen_is_seen_with_its_new_version(world: World):
    rename_organisation(
        world.actor("陈岚"),
        world["河东村党支部"],
        1,
        name="甲",
        short_name="甲",
        basis=Basis(TODAY),
    )
    answer = Program(world, "何文").get("/orgs/QH0101")
    assert (answer.json()["short_name"], answer["ETag"]) == ("甲", '"2"')
