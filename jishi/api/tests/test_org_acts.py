"""Mergers, elections and extensions by a program: the same acts, the same refusals."""

from jishi.api.tests.test_api import Program, _fresh_limits
from jishi.tree.models import Organisation
from tests.world import World

__all__ = ["_fresh_limits"]
BASIS = {"on": "2026-05-10", "document": "青组〔2026〕9号"}


def test_a_program_merges_within_the_reach_of_its_account(world: World):
    program = Program(world, "陈岚")
    refused = program.post("/orgs/QH0101/merge", {"others": ["QH0201"], **BASIS}, version=1)
    assert (refused.status_code, refused.json()["fields"].keys()) == (422, {"others"})
    done = program.post("/orgs/QH0101/merge", {"others": ["QH0102"], **BASIS}, version=1)
    assert done.status_code == 200
    assert Organisation.objects.get(code="QH0102").successor == world["河东村党支部"]


def test_a_program_registers_an_election_and_extends_the_term(world: World):
    program = Program(world, "严可")
    made = program.post("/orgs/QH0301/elect", {"elected_on": "2023-11-10"})
    assert (made.status_code, made.json()["ends_on"]) == (201, "2026-11-10")
    version = made.json()["version"]
    long = {"until": "2027-12-10", "document": "青组〔2026〕9号"}
    assert program.post("/orgs/QH0301/extend", long, version=version).status_code == 422
    right = {**long, "until": "2027-05-10"}
    answer = program.post("/orgs/QH0301/extend", right, version=version)
    assert (answer.status_code, answer.json()["extended_to"]) == (200, "2027-05-10")
    assert program.post("/orgs/QH0301/extend", right, version=version).status_code == 409
