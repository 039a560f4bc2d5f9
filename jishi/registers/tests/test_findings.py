"""Every finding answers its own examples; a seeded fault in any of them is noticed."""

from __future__ import annotations

import dataclasses

import pytest

from jishi.kernel.clauses import all_clauses
from jishi.kernel.declare import faults_of
from jishi.kernel.verdict import OK, refuse
from jishi.registers.facts import OrgFacts, PersonFacts, Sight, UnitFacts
from jishi.registers.findings import FindingRule, all_findings, examine

FINDINGS = list(all_findings().values())


@pytest.mark.parametrize("finding", FINDINGS, ids=lambda finding: finding.code)
def test_its_examples_hold(finding: FindingRule):
    assert faults_of(finding.rule) == ()
    assert set(finding.cites) <= set(all_clauses())
    assert finding.do


@pytest.mark.parametrize("finding", FINDINGS, ids=lambda finding: finding.code)
def test_one_that_says_nothing_or_always_something_would_be_noticed(finding: FindingRule):
    for answer in (OK, refuse(finding.code, "总有")):
        blind = dataclasses.replace(finding.rule, decide=lambda facts, said=answer: said)
        assert faults_of(blind)


def test_an_organisation_a_member_and_a_unit_in_order_have_no_findings():
    sight = Sight([OrgFacts()], [PersonFacts()], [UnitFacts()])
    assert [(found.rule.code, found.text) for found in examine(sight)] == []


def test_only_the_findings_asked_for_are_looked_for():
    sight = Sight([OrgFacts(members=51, all_members=51, committee=8)])
    assert {found.rule.code for found in examine(sight, ["committee_size"])} == {"committee_size"}
