"""The pages and the command that hand out tokens, and the sign of life."""

import argparse
import json
import time

import pytest
from django.db import DatabaseError
from django.test import Client

from jishi.api.models import ApiToken
from jishi.api.screens import health
from jishi.base.jobs import pulse
from jishi.base.models import OnceKey
from tests.world import World

FORM = {"label": "县统计平台", "days": "30", "_once": "a" * 32}


def test_the_secret_is_shown_once_and_works(world: World):
    client = world.client("陈岚")
    first = client.post("/me/tokens/new/", FORM)
    secret = first.context["secret"]
    assert secret in first.content.decode()
    program = Client(headers={"Authorization": f"Bearer {secret}"})
    assert program.get("/api/v1/orgs").status_code == 200
    again = client.post("/me/tokens/new/", FORM)
    assert again.status_code == 302
    assert ApiToken.objects.count() == 1
    assert secret not in "".join(OnceKey.objects.values_list("result", flat=True))
    assert secret not in client.get("/me/tokens/").content.decode()


def test_one_sees_and_revokes_ones_own_only(world: World):
    chen = world.client("陈岚")
    chen.post("/me/tokens/new/", FORM)
    token = ApiToken.objects.get()
    address = f"/me/tokens/{token.pk}/revoke/"
    assert world.client("石磊").get(address).status_code == 404
    assert world.client("石磊").post(address, {}).status_code == 404
    assert "县统计平台" not in world.client("石磊").get("/me/tokens/").content.decode()
    assert chen.post(address, {}).status_code == 302
    token.refresh_from_db()
    assert token.revoked_at


def test_whoever_runs_no_programs_has_no_such_page(world: World):
    assert world.client("韦明").get("/me/tokens/").status_code == 403
    assert "/me/tokens/" not in world.client("何文").get("/me/").content.decode()
    assert "/me/tokens/" in world.client("陈岚").get("/me/").content.decode()


def test_the_command_prints_the_token_alone(world: World, capsys: pytest.CaptureFixture[str]):
    from jishi.api.commands import token

    ask = argparse.Namespace(holder="chen", label="", days=5, account=None, json=False)
    assert token(ask) == 0
    secret = capsys.readouterr().out.strip()
    program = Client(headers={"Authorization": f"Bearer {secret}"})
    assert program.get("/api/v1/orgs").status_code == 200
    ask.json = True
    token(ask)
    assert json.loads(capsys.readouterr().out)["account"] == "chen"


def test_the_sign_of_life_needs_no_sign_in_and_tells_no_version(db: None):
    answer = Client().get("/healthz")
    assert answer.json() == {"status": "ok", "database": True, "worker": pulse.alive()}
    assert Client().post("/healthz").status_code == 405


def test_a_lost_database_is_503(db: None, monkeypatch: pytest.MonkeyPatch):
    def lost() -> None:
        raise DatabaseError("gone")

    monkeypatch.setattr(health, "installation", lost)
    monkeypatch.setattr(health.connection, "close", lambda: None)
    answer = Client().get("/healthz")
    assert (answer.status_code, answer.json()["database"]) == (503, False)


def test_the_worker_is_alive_while_it_touches_its_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object
):
    monkeypatch.setenv("JISHI_HOME", str(tmp_path))
    monkeypatch.setattr(pulse, "_last", 0.0)
    assert not pulse.alive()
    pulse.beat()
    assert pulse.alive()
    later = time.time() + pulse.FRESH + 1
    monkeypatch.setattr(pulse.time, "time", lambda: later)
    assert not pulse.alive()
