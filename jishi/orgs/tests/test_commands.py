"""`jishi orgs` prints what the account reaches, in the shape others rely on."""

import argparse
import json

import pytest

from jishi.orgs.commands import orgs
from tests.world import World


def listed(capsys: pytest.CaptureFixture[str], account: str | None) -> list[dict[str, object]]:
    orgs(argparse.Namespace(account=account, json=True, open=False))
    found: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return found


def test_the_operator_lists_all_and_an_account_its_own(
    world: World, capsys: pytest.CaptureFixture[str]
):
    assert len(listed(capsys, None)) == len(world.orgs)
    mine = listed(capsys, "chen")
    assert [each["code"] for each in mine] == ["QH01", "QH0101", "QH0102"]
    assert mine[1] == {
        "code": "QH0101", "name": "河东村党支部", "kind": "branch", "parent": "QH01",
        "founded_on": "2021-03-01", "closed_on": None,
    }  # fmt: skip
