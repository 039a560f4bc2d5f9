"""What a member may become: the whole table, and each act with the days and papers it needs."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import pytest
from django.db import models

from jishi.base.models import AuditEvent
from jishi.people import queries
from jishi.people.actions import (
    Basis,
    Particulars,
    Place,
    change_standing,
    record_sanction,
    register_person,
)
from jishi.people.kinds import STANDINGS
from jishi.people.models import ChangeKind, MemberChange, MemberState, Person, Sanction
from jishi.people.rules.standing import ACTS, StandingAct, may_become
from jishi.tree.errors import Conflict, Forbidden, NotVisible, Refused
from tests.world import TODAY, World

# The table said once more, the other way round: from each standing, what each act makes of it.
LETTERS = {
    "none": {"admit": "probationary", "die": "deceased"},
    "probationary": {
        "confirm": "full", "extend": "extended", "cancel": "cancelled", "withdraw": "withdrawn",
        "die": "deceased",
    },
    "extended": {
        "confirm": "full", "cancel": "cancelled", "withdraw": "withdrawn", "die": "deceased",
    },
    "full": {
        "correction_period": "correcting", "observe": "observed", "suspend": "suspended",
        "stop": "stopped", "withdraw": "withdrawn", "persuade_out": "persuaded_out",
        "strike_off": "struck_off", "expel": "expelled", "die": "deceased",
    },
    "correcting": {
        "resume": "full", "observe": "observed", "suspend": "suspended", "stop": "stopped",
        "withdraw": "withdrawn", "persuade_out": "persuaded_out", "strike_off": "struck_off",
        "expel": "expelled", "die": "deceased",
    },
    "observed": {
        "resume": "full", "observe": "observed", "stop": "stopped", "withdraw": "withdrawn",
        "strike_off": "struck_off", "expel": "expelled", "die": "deceased",
    },
    "suspended": {
        "resume": "full", "observe": "observed", "stop": "stopped", "withdraw": "withdrawn",
        "strike_off": "struck_off", "expel": "expelled", "die": "deceased",
    },
    "stopped": {
        "restore": "full", "strike_off": "struck_off", "expel": "expelled", "die": "deceased",
    },
    "moved_out": {},
    "withdrawn": {"admit": "probationary"},
    "persuaded_out": {"admit": "probationary"},
    "struck_off": {"admit": "probationary"},
    "expelled": {"admit": "probationary"},
    "cancelled": {"admit": "probationary"},
    "deceased": {},
}  # fmt: skip


def differences(acts: Mapping[str, StandingAct]) -> list[tuple[str, str]]:
    """Pairs of act and standing where the two tables disagree."""
    return [
        (kind, standing)
        for kind, standing in product(acts, STANDINGS)
        if (acts[kind].leads_to if standing in acts[kind].starts else None)
        != LETTERS[standing].get(kind)
    ]


def test_the_table_is_exhaustive():
    assert set(LETTERS) == set(STANDINGS)
    assert set(ACTS) <= set(ChangeKind.values)
    assert differences(ACTS) == []
    for kind, standing in product(ACTS, STANDINGS):
        assert bool(may_become(kind, standing)) == (standing in ACTS[kind].starts)


@pytest.mark.parametrize(
    ("kind", "fault"),
    [
        ("restore", {"starts": ("stopped", "struck_off")}),
        ("stop", {"starts": ("full",)}),
        ("resume", {"leads_to": "observed"}),
    ],
)
def test_a_wrong_row_of_the_table_is_noticed(kind: str, fault: dict[str, Any]):
    assert differences({**ACTS, kind: replace(ACTS[kind], **fault)})


@pytest.fixture
def org(world: World):
    return world["河东村党支部"]


def put(world: World, standing: str = "full", name: str = "林可") -> Person:
    joined = date(2025, 6, 20) if standing == "probationary" else date(2005, 7, 1)
    full = date(2006, 7, 1) if standing == "full" else None
    place = Place(standing, None if standing == "none" else joined, full_on=full)
    who = Particulars(name, born_on=date(1980, 3, 2))
    return register_person(world.actor("何文"), world["河东村党支部"], who, place)


def both(on: date) -> Basis:
    return Basis(on, meeting="支部党员大会", document="青组〔2026〕8号")


def test_confirmed_members_count_their_years_from_the_end_of_probation(world: World):
    lin = put(world, "probationary")
    lin = change_standing(world.actor("陈岚"), lin, 1, "confirm", both(date(2026, 8, 1)))
    assert (lin.standing, lin.full_on) == ("full", date(2026, 6, 20))
    assert [s.standing for s in lin.states.order_by("since")] == ["probationary", "full"]
    change = MemberChange.objects.get(kind="confirm")
    assert (change.meeting, change.document) == ("支部党员大会", "青组〔2026〕8号")
    assert change.recorded_by == "陈岚"


def test_nobody_is_confirmed_a_day_early_or_without_both_papers(world: World):
    lin, chen = put(world, "probationary"), world.actor("陈岚")
    for basis in (
        both(date(2026, 6, 19)),
        Basis(date(2026, 8, 1), meeting="支部党员大会"),
        Basis(date(2026, 8, 1), document="青组〔2026〕8号"),
        both(date(2026, 11, 21)),
    ):
        with pytest.raises(Refused):
            change_standing(chen, lin, 1, "confirm", basis)
    lin.refresh_from_db()
    assert (lin.standing, lin.version, lin.states.count()) == ("probationary", 1, 1)


def test_an_extension_moves_the_end_of_probation_once(world: World):
    lin, chen = put(world, "probationary"), world.actor("陈岚")
    with pytest.raises(Refused, match="六个月以上"):
        change_standing(chen, lin, 1, "extend", both(date(2026, 6, 25)), until=date(2026, 9, 20))
    until = date(2026, 12, 20)
    lin = change_standing(chen, lin, 1, "extend", both(date(2026, 6, 25)), until=until)
    with pytest.raises(Refused, match="只能延长一次"):
        change_standing(chen, lin, lin.version, "extend", both(TODAY), until=date(2027, 6, 20))
    with pytest.raises(Refused, match="不得早于预备期满"):
        change_standing(chen, lin, lin.version, "confirm", both(TODAY))
    later = world.actor("陈岚", date(2027, 1, 5))
    lin = change_standing(later, lin, lin.version, "confirm", both(date(2027, 1, 4)))
    assert lin.full_on == until


def test_a_probationer_is_cancelled_not_persuaded(world: World):
    lin, chen = put(world, "probationary"), world.actor("陈岚")
    with pytest.raises(Refused, match="按取消预备党员资格办理"):
        change_standing(chen, lin, 1, "persuade_out", both(TODAY))
    lin = change_standing(chen, lin, 1, "cancel", both(TODAY))
    assert (lin.standing, lin.stands.ended) == ("cancelled", True)


def test_who_is_observed_has_no_vote_until_a_decision_gives_it_back(world: World, org):
    lin, chen = put(world), world.actor("陈岚")
    day = date(2025, 5, 6)
    basis = Basis(day, document="青纪〔2025〕2号")
    lin = change_standing(chen, lin, 1, "observe", basis, until=date(2026, 5, 6))
    assert queries.voters_on(chen, org, day) == []
    assert queries.voters_on(chen, org, date(2025, 5, 5)) == [lin]
    assert queries.headcounts(chen, [org.pk], TODAY)[org.pk] == queries.Headcount(1, 1, 0)
    sanction = Sanction.objects.get()
    assert (sanction.kind, sanction.until) == ("observed", date(2026, 5, 6))
    with pytest.raises(Refused, match="察看期未满"):
        change_standing(chen, lin, 2, "resume", Basis(date(2026, 5, 5), document="青纪〔2026〕9号"))
    lin = change_standing(
        chen, lin, 2, "resume", Basis(date(2026, 5, 6), document="青纪〔2026〕9号")
    )
    assert queries.voters_on(chen, org, TODAY) == [lin]


def test_an_observation_grows_to_two_years_at_most(world: World):
    lin, chen = put(world), world.actor("陈岚")
    basis = Basis(date(2025, 5, 6), document="青纪〔2025〕2号")
    lin = change_standing(chen, lin, 1, "observe", basis, until=date(2026, 5, 6))
    longer = Basis(date(2026, 5, 6), document="青纪〔2026〕5号")
    lin = change_standing(chen, lin, 2, "observe", longer, until=date(2027, 5, 6))
    assert Sanction.objects.get().until == date(2027, 5, 6)
    with pytest.raises(Refused, match="不超过两年"):
        change_standing(chen, lin, 3, "observe", longer, until=date(2028, 5, 6))
    with pytest.raises(Refused, match="察看期未满"):
        change_standing(chen, lin, 3, "resume", Basis(TODAY, document="青纪〔2026〕9号"))


def test_stopped_may_be_restored_struck_off_may_not(world: World):
    lin, chen = put(world), world.actor("陈岚")
    lin = change_standing(chen, lin, 1, "stop", Basis(date(2023, 3, 1), document="青组〔2023〕4号"))
    assert queries.members(chen).count() == 0
    lin = change_standing(
        chen, lin, 2, "restore", Basis(date(2023, 9, 1), document="青组〔2023〕9号")
    )
    lin = change_standing(
        chen, lin, 3, "stop", Basis(date(2024, 11, 21), document="青组〔2024〕4号")
    )
    with pytest.raises(Refused, match="停止党籍须满两年"):
        change_standing(chen, lin, 4, "strike_off", both(TODAY))
    tomorrow = date(2026, 11, 21)
    later = world.actor("陈岚", tomorrow)
    lin = change_standing(later, lin, 4, "strike_off", both(tomorrow))
    with pytest.raises(Refused, match="可以重新入党"):
        change_standing(later, lin, 5, "restore", both(tomorrow))
    with pytest.raises(Refused, match="满五年"):
        change_standing(later, lin, 5, "admit", both(tomorrow))


def test_somebody_is_admitted_on_the_day_of_the_assembly(world: World):
    lin = put(world, "none")
    lin = change_standing(world.actor("陈岚"), lin, 1, "admit", both(TODAY))
    assert (lin.standing, lin.joined_on, lin.full_on) == ("probationary", TODAY, None)


@pytest.mark.parametrize("name", ["何文", "韦明", "罗静"])
def test_a_secretary_or_reader_changes_no_standing(world: World, name: str):
    lin = put(world)
    with pytest.raises(Forbidden):
        change_standing(world.actor(name), lin, 1, "stop", both(TODAY))
    with pytest.raises(Forbidden):
        record_sanction(world.actor(name), lin, 1, kind="warning", since=TODAY, document="1号")
    assert MemberState.objects.get().standing == "full"


def test_a_stranger_sees_nobody_here_and_a_stale_page_is_a_conflict(world: World):
    lin = put(world)
    with pytest.raises(NotVisible):
        change_standing(world.actor("石磊"), lin, 1, "stop", both(TODAY))
    with pytest.raises(Conflict):
        change_standing(world.actor("陈岚"), lin, 7, "stop", both(TODAY))
    assert MemberState.objects.get().standing == "full"


@pytest.mark.parametrize(
    ("kind", "until"),
    [("warning", date(2027, 3, 2)), ("serious", date(2027, 9, 2)), ("removed", date(2028, 3, 2))],
)
def test_a_warning_leaves_the_vote_and_ends_by_itself(world: World, org, kind: str, until: date):
    lin, chen = put(world), world.actor("陈岚")
    day = date(2026, 3, 2)
    sanction = record_sanction(chen, lin, 1, kind=kind, since=day, document="青纪〔2026〕3号")
    assert sanction.until == until
    assert queries.voters_on(chen, org, TODAY) == [lin]
    with pytest.raises(Refused, match="已经登记过"):
        record_sanction(chen, lin, 1, kind=kind, since=day, document="青纪〔2026〕3号")


def test_a_sanction_has_no_place_for_a_case(world: World):
    """R-DISP-18, seeded the other way: the only free text of the table is the document's number."""
    texts = [f.name for f in Sanction._meta.get_fields() if isinstance(f, models.CharField)]
    assert texts == ["kind", "document"]
    lin = put(world)
    record_sanction(world.actor("陈岚"), lin, 1, kind="warning", since=TODAY, document="青纪1号")
    line = AuditEvent.objects.get(verb="person.sanction")
    assert "warning" not in line.detail


def test_guests_are_shown_apart_and_counted_nowhere(world: World, org):
    lin = put(world)
    Person.objects.filter(pk=lin.pk).update(takes_part_at=world["柳湾村党支部"])
    liu = world.actor("柳芳")
    assert (queries.members(liu).count(), queries.guests(liu).count()) == (0, 1)
    assert queries.headcounts(liu, [world["柳湾村党支部"].pk], TODAY) == {}
