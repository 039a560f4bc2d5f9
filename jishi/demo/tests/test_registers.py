"""Posts and units of the invented county: of every kind, and not all of them in order."""

from __future__ import annotations

from collections import Counter

from jishi.demo.build import Built
from jishi.demo.tests.conftest import UNTIL
from jishi.kernel.codes import district_code_in_order
from jishi.kernel.identity import credit_code_in_order
from jishi.registers.models import Link, Unit
from jishi.registers.queries.boards import QUESTIONS, Board
from jishi.registers.queries.coverage import LINES, rows_of
from jishi.registers.queries.health import report
from jishi.registers.queries.unit_facts import unit_facts
from jishi.tree.actor import local_operator


def test_the_boards_and_the_report_have_something_to_show(county: Built):
    actor = local_operator(UNTIL)
    kinds = Counter(Link.objects.values_list("kind", flat=True))
    for kind in ("secretary", "village_director", "first_secretary", "reserve", "instructor"):
        assert kinds[kind] > 10, kind
    board = Board(actor, None)
    for code in ("vacancies", "pending", "expiring", "together", "apart", "reserves", "no_worker"):
        assert QUESTIONS[code].ask(board).rows, code
    facts = unit_facts(actor)
    for code in LINES:
        assert 0 < len(rows_of(facts, code)) <= len(facts), code
    found = report(actor, None)
    assert 0 < found.total("red") < 150
    codes = {each.rule.code for each in found.found}
    assert {"unit_should_build", "secretary_vacant_long", "identity_wrong"} <= codes


def test_every_unit_has_codes_that_prove_themselves(county: Built):
    units = list(Unit.objects.all())
    assert len(units) > 120
    for unit in units:
        assert not unit.uscc or credit_code_in_order(unit.uscc), unit.name
        assert not unit.district or district_code_in_order(unit.district), unit.name
        assert "990000" in (unit.uscc or unit.district), unit.name
