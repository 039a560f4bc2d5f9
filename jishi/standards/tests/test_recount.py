"""Every lost point of two hundred random branches, recounted by hand; a record repairs its own."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jishi.activities.models import Activity, ActivityOrg, ActivityPart
from jishi.base.act import act
from jishi.duties.access import DUTY_SET
from jishi.kernel.period import Period
from jishi.standards.actions.rounds import RoundTerms, open_round
from jishi.standards.kinds import all_standards
from jishi.standards.models import Assessment, Round
from jishi.standards.queries.board import board
from jishi.standards.queries.proving import Proven, prove
from jishi.standards.tests.county import TODAY, YEAR, Drawn, draw, last_of, recount
from jishi.tree.actor import local_operator
from tests.world import World

pytestmark = pytest.mark.django_db
D = Decimal


def opened(drawn: Drawn) -> Round:
    terms = RoundTerms(Period.year(YEAR), date(2026, 12, 10), date(2026, 12, 31))
    standard = all_standards()["branch.five_basics"]
    return open_round(local_operator(TODAY), drawn.world["青禾县委"], standard, terms)


def proven(round_: Round) -> dict[int, Proven]:
    rows = list(
        Assessment.objects.filter(round=round_).select_related("round", "round__org", "org")
    )
    return {each.assessment.org_id: each for each in prove(rows, TODAY).values()}


def counted(one: Proven) -> dict[str, Decimal]:
    return {e.criterion.code: e.computed for e in one.lines if e.computed is not None}


def test_every_lost_point_of_random_branches_is_recounted_by_hand(world: World):
    drawn = draw(world, 17, 200)
    found = proven(opened(drawn))
    wrong, lost = [], 0
    for org in drawn.branches:
        by_hand, ours = recount(org), counted(found[org.pk])
        wrong += [
            f"{org.short_name} {code}: {ours[code]}, by hand {by_hand[code]}"
            for code in by_hand
            if ours[code] != by_hand[code]
        ]
        lost += sum(
            by_hand[code] < found[org.pk].by_code[code].criterion.points for code in by_hand
        )
    assert not wrong, "\n".join(wrong[:20])
    assert lost > 600  # there was something to find


def test_a_lost_point_names_record_clause_and_day(world: World):
    drawn = draw(world, 18, 30)
    for one in proven(opened(drawn)).values():
        for each in one.lines:
            if each.proof is None:
                continue
            assert each.lost == 0 or each.proof.lacks
            for lack in each.proof.lacks:
                assert lack.label
                assert lack.clause.startswith("R-")
                assert lack.how
                assert lack.mend_by is None or TODAY <= lack.mend_by <= date(2026, 12, 31)
            whole = sum((gain for _, gain in each.lacks), D(0))
            if each.criterion.way == "each" and each.points:
                assert whole == each.lost  # each thing gives back its own


def _hold(org_id: int, kind: str, day: date) -> None:
    with act(local_operator(TODAY), DUTY_SET) as doing:
        row = Activity.objects.create(org_id=org_id, title=kind, held_on=day, stage="held")
        ActivityOrg.objects.create(activity=row, org_id=org_id, host=True)
        ActivityPart.objects.create(activity=row, kind=kind, counts=True)
        doing.touch("activity", org_id, day, kind)


def test_a_record_added_repairs_exactly_its_points(world: World):
    """A meeting that had been held and was not entered: its points come back, no others move."""
    drawn = draw(world, 19, 40)
    round_ = opened(drawn)
    before, repaired = proven(round_), 0
    for org in drawn.branches:
        one = before[org.pk]
        for code, months in (("assembly", 3), ("theme_day", 1), ("lesson", 3)):
            lacks = [(lack, gain) for lack, gain in one.by_code[code].lacks if lack.mend_by]
            if not lacks or repaired >= 25:
                continue
            lack, gain = lacks[0]
            missing = next(m for m in range(months, 13, months) if _named(lack.label, m, months))
            _hold(org.pk, code, last_of(missing))
            after = proven(round_)
            for other in drawn.branches:
                was, now = counted(before[other.pk]), counted(after[other.pk])
                if other == org:
                    assert now.pop(code) == was.pop(code) + gain
                    assert gain > 0
                assert now == was
            before, one = after, after[org.pk]
            repaired += 1
    assert repaired >= 10


def _named(label: str, month: int, months: int) -> bool:
    quarter = f"第{'一二三四'[month // 3 - 1]}季度"
    return (f"{YEAR}年{month}月" in label) if months == 1 else quarter in label


def test_statements_of_a_board_do_not_grow_with_organisations(world: World):
    drawn = draw(world, 20, 30)
    round_ = opened(drawn)
    actor = local_operator(TODAY)

    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            board(actor, round_, None)
        return len(captured)

    few = statements()
    fewer = Round.objects.get(pk=round_.pk)
    Assessment.objects.filter(round=fewer).exclude(
        org__in=[each.pk for each in drawn.branches[:3]]
    ).delete()
    assert statements() == few <= 16
