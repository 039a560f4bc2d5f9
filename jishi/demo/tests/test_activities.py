"""The invented meetings went the way of every entry: what follows from them agrees with them."""

import random
from collections import Counter
from datetime import date

import pytest

from jishi.activities.kinds import kind_of
from jishi.activities.models import ActionItem, Activity, ActivityPart, Appraisal, Attendance
from jishi.activities.queries.roster import roster
from jishi.activities.queries.rosters import Rosters
from jishi.demo.build import Built
from jishi.demo.tests.conftest import UNTIL
from jishi.duties.models import DutyItem
from jishi.duties.queries.items import everything
from jishi.tree.actor import local_operator
from jishi.tree.models import Organisation


def test_most_branches_keep_up_and_the_third_township_falls_behind(county: Built):
    due = DutyItem.objects.filter(due_on__lt=UNTIL, duty__in=("theme_day.monthly",))
    kept: dict[int, list[bool]] = {}
    for met, town in due.values_list("met_on", "org__parent_id"):
        kept.setdefault(town, []).append(met is not None)
    shares = {town: sum(each) / len(each) for town, each in kept.items() if len(each) > 50}
    worst = min(shares, key=lambda town: shares[town])
    assert Organisation.objects.get(pk=worst).short_name == "柳塘镇党委"
    assert 0.6 < shares[worst] < 0.92 < max(shares.values()) <= 1


def test_what_is_owed_follows_from_the_meetings(county: Built):
    """The rows that the act left behind are those that everything computed anew gives."""
    assert sum(each.count for each in everything(UNTIL)) == 0


def test_counts_are_those_of_the_list(county: Built):
    held = Activity.objects.filter(stage__in=("held", "archived"), expected__isnull=False)
    rows = Attendance.objects.filter(role="member").values_list("activity_id", "mark", "voter")
    there: Counter[int] = Counter()
    voting: Counter[int] = Counter()
    for activity, mark, voter in rows:
        there[activity] += mark == "present"
        voting[activity] += mark == "present" and voter
    wrong = [
        pk for pk, present, voters in held.values_list("pk", "present", "present_voters")
        if (there[pk], voting[pk]) != (present, voters)
    ]  # fmt: skip
    assert held.count() > 2000
    assert wrong == []


@pytest.mark.parametrize("kind", ["assembly", "committee", "theme_day", "talk", "center_study"])
def test_lists_read_for_many_are_those_read_for_one(county: Built, kind: str):
    actor, draw = local_operator(UNTIL), random.Random(5)
    orgs = list(Organisation.objects.filter(closed_on__isnull=True).order_by("pk"))
    many, kinds = Rosters(actor, orgs), [kind_of(kind)]
    for org in draw.sample(orgs, 12):
        for day in (date(2025, 7, 1), date(2026, 6, 21), UNTIL):
            assert many.on([org], kinds, day) == roster(actor, [org], kinds, day)
    pair = [each for each in orgs if each.kind == "branch"][:2]
    assert many.on(pair, kinds, UNTIL) == roster(actor, pair, kinds, UNTIL)


def test_every_stage_and_ledger_has_something_to_show(county: Built):
    assert set(Activity.objects.values_list("stage", flat=True)) == {
        "planned", "held", "archived", "cancelled",
    }  # fmt: skip
    assert not ActivityPart.objects.filter(activity__stage="archived", counts=False).exists()
    assert Activity.objects.exclude(late_reason="").exists()
    assert {"excellent", "qualified", ""} <= set(
        Appraisal.objects.values_list("confirmed", flat=True)
    )
    assert ActionItem.objects.filter(done_on__isnull=True).exists()
    assert ActionItem.objects.filter(done_on__isnull=False).exists()
