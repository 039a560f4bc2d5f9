"""Cases, procedures, venues as figures: counted once more after random steps, and never told on."""

from __future__ import annotations

import pytest

from jishi.cases.actions import moving, writing
from jishi.cases.tests.cast import Hands
from jishi.cases.tests.test_walk import walk
from jishi.figures.actions.refreshing import rebuild_all, refresh
from jishi.figures.declared import all_indicators, all_measures
from jishi.figures.queries.finding import find
from jishi.figures.queries.reading import Reading, read
from jishi.figures.queries.rows import rows_of
from jishi.figures.queries.showing import figures
from jishi.figures.queries.verifying import differences
from jishi.figures.tests.naive import RECOUNTS, Count, all_lines
from jishi.kernel.period import Period
from jishi.tree.actor import local_operator
from jishi.tree.models import Grant, Organisation
from tests.world import TODAY, World

YEAR = Period.parse("2026")
HANDLED = [code for code in RECOUNTS if code.partition(".")[0] in (
    "problem", "weak", "request", "wish", "venue", "procedure", "standard",
)]  # fmt: skip


def value(world: World, code: str, org: str = "青禾县委") -> object:
    [found] = figures(local_operator(TODAY), [code], world[org], YEAR)
    return found.value


@pytest.mark.parametrize("made", [False, True])
def test_number_naive_count_and_rows_agree_after_a_random_walk(world: World, made: bool):
    if made:
        rebuild_all(TODAY)
    walk(world, 160, seed=11)
    lines = all_lines()
    last = TODAY.replace(month=12, day=31)

    def look(at: Reading) -> list[tuple[str, str]]:
        return [
            (code, org.short_name)
            for code in HANDLED
            for org in Organisation.objects.order_by("pk")
            if not (
                at.total(all_measures()[code], org.pk, YEAR)
                == at.summed(all_measures()[code], org.pk, YEAR)
                == RECOUNTS[code](Count(org.pk, YEAR, last, lines))
            )
        ]

    assert read(last, look) == []
    assert list(differences(TODAY)) == []


def test_a_problem_goes_from_open_to_struck(world: World):
    hands = Hands(world)
    case = hands.handed_in()
    assert (value(world, "problem.found"), value(world, "problem.open")) == (1, 1)
    hands.step("陈岚", case, "strike_off", text="看过现场")
    assert (value(world, "problem.open"), value(world, "problem.struck")) == (0, 1)
    assert value(world, "problem.solved_share", "河东村党支部") == 100


def test_a_worker_asks_is_answered_and_content(world: World):
    hands = Hands(world)
    case = hands.handed_in("worker_request")
    assert (value(world, "worker_request.found"), value(world, "request.received")) == (1, 0)
    heard = {"reached": True, "solved": True, "satisfaction": 5, "text": "电话回访"}
    case = hands.step("陈岚", case, "call_back", **heard)
    hands.step("陈岚", case, "strike_off", text="回访过")
    hands.opened("worker_request", title="又一件")
    assert value(world, "worker_request.solved_share") == 50
    assert value(world, "worker_request.satisfaction_rate") == 100


def test_a_case_sent_to_another_unit_leaves_the_first(world: World):
    hands = Hands(world)
    rebuild_all(TODAY)
    case = hands.opened()
    case = hands.step("陈岚", case, "assign", org=world["河东村党支部"])
    assert value(world, "problem.open", "河东村党支部") == 1
    hands.step("陈岚", case, "transfer", org=world["柳湾村党支部"], text="不在本村")
    assert value(world, "problem.open", "河东村党支部") == 0
    assert value(world, "problem.open", "柳湾村党支部") == 1
    assert list(differences(TODAY)) == []


def test_without_the_unit_before_a_transfer_would_be_counted_twice(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    """The fault that the touch of the unit before is there for."""
    hands = Hands(world)
    rebuild_all(TODAY)
    case = hands.step("陈岚", hands.opened(), "assign", org=world["河东村党支部"])
    refresh(TODAY)
    monkeypatch.setattr(moving, "touch", lambda doing, case, *_: writing.touch(doing, case))
    hands.step("陈岚", case, "transfer", org=world["柳湾村党支部"], text="不在本村")
    assert {each.org for each in differences(TODAY)} == {world["河东村党支部"].code}


def test_of_clues_only_how_many(world: World):
    hands = Hands(world)
    for org in ("白石镇党委", "青禾县委"):
        Grant.objects.create(account=world.people["严可"], org=world[org], role="discipline",
                             subtree=True, since=TODAY)  # fmt: skip
    hands.opened("clue", "严可")
    clues = all_indicators()["clue.received"]
    found = rows_of(hands["严可"], clues, world["青禾县委"], YEAR)
    assert (found.count, found.rows, found.hidden) == (1, [], 1)


def test_other_words_find_an_indicator():
    assert any(i.code == "dues.received" for i in find("收缴党费")["dues"])
    words = [word for each in all_indicators().values() for word in each.also]
    assert len(words) > 150
    assert all(word.strip() for word in words)


def test_words_name_one_indicator_each():
    """A wording of one is never the title of another."""
    titles = {each.title: code for code, each in all_indicators().items()}
    wrong = [
        (word, code, titles[word])
        for code, each in all_indicators().items()
        for word in each.also
        if titles.get(word, code) != code
    ]
    assert wrong == []
