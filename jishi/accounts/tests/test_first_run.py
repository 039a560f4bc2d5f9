"""The first run: three administrators, no default password, no demonstration over real data."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from django.test import Client

from jishi.accounts.actions.setup import (
    DEFAULT_ADMINISTRATORS,
    Administrator,
    Root,
    first_run_code,
    set_up,
)
from jishi.accounts.models import Account
from jishi.accounts.rules.passwords import DEMO_LOGINS, DEMO_PASSWORD
from jishi.accounts.tests.conftest import is_in
from jishi.base.audit.verify import verify
from jishi.base.models import AuditEvent, Installation
from jishi.tree.actor import local_operator
from jishi.tree.errors import Forbidden, Refused
from jishi.tree.models import Grant, Organisation
from jishi.tree.permissions import ROLES
from tests.world import TODAY, World

ROOT = Root("QH", "中国共产党青禾县委员会", "青禾县委")
OPERATOR = local_operator(TODAY)
ANSWERS = {
    "name": "青禾县党建", "root_name": "中国共产党青禾县委员会", "root_short_name": "青禾县委",
    "root_code": "QH", "root_kind": "local_committee", "root_sector": "county",
    "sysadmin_login": "xt", "sysadmin_name": "甲", "secadmin_login": "aq", "secadmin_name": "乙",
    "auditor_login": "sj", "auditor_name": "丙",
}  # fmt: skip


def test_it_founds_three_administrators_with_passwords_of_their_own(db: None):
    founded = set_up(OPERATOR, "青禾县", ROOT)
    assert {s.account.kind for s in founded.slips} == {"sysadmin", "secadmin", "auditor"}
    assert len({s.password for s in founded.slips}) == 3
    assert all(
        s.account.must_change and s.account.check_password(s.password) for s in founded.slips
    )
    assert not Grant.objects.exists()
    assert Organisation.objects.get().short_name == "青禾县委"
    assert not Installation.objects.get().demo


def test_no_password_is_written_anywhere(db: None):
    founded = set_up(OPERATOR, "青禾县", ROOT)
    written = json.dumps(list(AuditEvent.objects.values("detail")))
    assert not any(slip.password in written for slip in founded.slips)
    assert not any(slip.password in repr(slip) for slip in founded.slips)
    assert verify().intact


def test_a_second_first_run_is_refused(db: None):
    set_up(OPERATOR, "青禾县", ROOT)
    before = Account.objects.count()
    for demo in (False, True):
        with pytest.raises(Refused):
            set_up(OPERATOR, "又一个", Root("X", "x", "x"), demo=demo)
    assert Account.objects.count() == before


def test_a_demonstration_is_never_switched_on_over_real_data(world: World):
    with pytest.raises(Refused, match="不能改为演示"):
        set_up(OPERATOR, "演示", Root("DEMO", "演示", "演示"), demo=True)
    assert not Installation.objects.exists()


def test_two_administrators_in_one_person_are_refused(db: None):
    same = {**DEFAULT_ADMINISTRATORS, "auditor": Administrator("SYSADMIN", "一人两职")}
    with pytest.raises(Refused, match="三个不同"):
        set_up(OPERATOR, "青禾县", ROOT, same)
    with pytest.raises(Refused, match="三名"):
        set_up(OPERATOR, "青禾县", ROOT, {"sysadmin": Administrator("a1", "甲")})
    assert not Account.objects.exists()


def test_nobody_signed_in_can_do_it_except_the_one_who_creates_accounts(world: World):
    with pytest.raises(Forbidden):
        set_up(world.actor("周正"), "青禾县", ROOT)


def test_a_fresh_installation_leads_to_the_first_run_which_then_is_gone(db: None):
    client = Client()
    assert client.get("/login/")["Location"] == "/setup/"
    assert client.get("/setup/").status_code == 200
    page = client.post("/setup/", ANSWERS)
    assert page.status_code == 200
    assert page.content.decode().count("一次性密码</dt>") == 3
    assert client.get("/setup/").status_code == 404
    assert client.post("/setup/", ANSWERS).status_code == 404
    assert client.get("/login/").status_code == 200
    assert Account.objects.count() == 3


def test_the_printed_password_opens_the_way_to_ones_own(db: None):
    founded = set_up(OPERATOR, "青禾县", ROOT)
    client = Client()
    client.post("/login/", {"login": "sysadmin", "password": founded.slips[0].password})
    assert client.get("/")["Location"] == "/me/password/"
    new = "three-green-hills"
    client.post("/me/password/", {"old": founded.slips[0].password, "new": new, "again": new})
    assert client.get("/")["Location"] == "/me/second/"


def test_from_another_computer_the_code_of_the_server_is_needed(db: None):
    afar = Client(REMOTE_ADDR="10.0.0.7")
    assert "安装码" in afar.get("/setup/").content.decode()
    assert afar.post("/setup/", ANSWERS).status_code == 422
    assert afar.post("/setup/", {**ANSWERS, "code": "12345678"}).status_code == 422
    assert not Account.objects.exists()
    assert afar.post("/setup/", {**ANSWERS, "code": first_run_code()}).status_code == 200


def test_a_proxy_on_the_same_machine_is_another_computer(db: None):
    answer = Client().post("/setup/", ANSWERS, HTTP_X_FORWARDED_FOR="10.0.0.7")
    assert answer.status_code == 422
    assert not Account.objects.exists()


def test_the_demonstration_signs_in_by_one_button_per_role(db: None):
    set_up(OPERATOR, "青禾县（演示）", ROOT, demo=True)
    page = Client().get("/login/").content.decode()
    for login in DEMO_LOGINS:
        assert f'value="{login}"' in page
        assert ROLES[login].label in page
    client = Client()
    client.post("/login/", {"login": "secadmin", "password": DEMO_PASSWORD})
    assert is_in(client)


def test_a_real_installation_shows_no_demo_accounts_and_knows_no_demo_password(world: World):
    page = Client().get("/login/").content.decode()
    assert DEMO_PASSWORD not in page
    assert "演示" not in page


def test_the_command_asks_nothing_without_a_terminal_and_prints_passwords_once(tmp_path):
    answers = tmp_path / "answers.toml"
    answers.write_text(
        'name = "青禾县"\n[root]\ncode = "QH"\nname = "中共青禾县委"\nshort_name = "青禾县委"\n'
        + "".join(
            f'[administrators.{kind}]\nlogin = "{kind}1"\nname = "{kind}"\n'
            for kind in ("sysadmin", "secadmin", "auditor")
        ),
        encoding="utf-8",
    )
    run = [sys.executable, "-m", "jishi.config.cli", "init", "--json", "--answers", str(answers)]
    home = {"JISHI_HOME": str(tmp_path / "home"), "PATH": "/usr/bin:/bin"}
    first = subprocess.run(run, env=home, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert first.returncode == 0, first.stderr
    assert len(json.loads(first.stdout)["administrators"]) == 3
    again = subprocess.run(run, env=home, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert (again.returncode, again.stdout) == (1, "")
    assert again.stderr.count("\n") == 1
