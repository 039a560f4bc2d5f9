"""A figure is right at the next request: marks, refreshes, days that turn, moves between places."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jishi.base.sqlite.base import is_write
from jishi.figures.actions.refreshing import rebuild_all, refresh, refresh_some
from jishi.figures.declared import all_indicators, all_measures, kept_tables, measures_of
from jishi.figures.models import Fact, FactMark
from jishi.figures.queries.making import unmade
from jishi.figures.queries.packing import pack, unpack
from jishi.figures.queries.reading import Reading, read
from jishi.figures.queries.rows import rows_of
from jishi.figures.queries.showing import figures
from jishi.figures.queries.verifying import differences
from jishi.kernel.period import Period
from jishi.orgs.actions import Basis, move_organisation
from jishi.people.actions import Particulars, Place, register_person
from jishi.people.actions.correct import correct_person
from jishi.people.actions.states import Basis as Grounds
from jishi.people.models import Person
from jishi.registers.actions.links import Ends, Terms, amend_link, appoint_person, end_link
from jishi.tree.actor import local_operator
from tests.world import TODAY, World

YEAR = Period.parse("2026")
operator = local_operator(TODAY)


def member(world: World, org: str, name: str, since: date = date(2026, 2, 3)) -> Person:
    place = Place(standing="full", joined_on=date(2001, 7, 1), full_on=date(2002, 7, 1),
                  since=since)  # fmt: skip
    who = Particulars(name, sex="2", born_on=date(1980, 5, 1), education="21")
    return register_person(operator, world[org], who, place)


def value(world: World, code: str, org: str, period: Period = YEAR, today: date = TODAY) -> object:
    [found] = figures(local_operator(today), [code], world[org], period)
    return found.value


@pytest.fixture(params=["never made", "made"])
def county(world: World, request: pytest.FixtureRequest) -> World:
    """The same with facts kept as without any."""
    member(world, "河东村党支部", "林一")
    member(world, "松林村党支部", "林二", date(2024, 6, 30))
    if request.param == "made":
        rebuild_all(TODAY)
    return world


def test_members_are_counted_along_the_tree(county: World):
    assert value(county, "member.all", "青禾县委") == 2
    assert value(county, "member.all", "白石镇党委") == 1
    assert value(county, "member.women_share", "青禾县委") == 100


def test_a_write_is_seen_at_once_by_whoever_read_before(county: World):
    assert value(county, "member.all", "白石镇党委") == 1
    member(county, "柳湾村党支部", "林三")
    assert value(county, "member.all", "白石镇党委") == 2
    assert value(county, "member.all", "石桥镇党委") == 1


def test_two_organisations_are_a_pair_as_well_as_a_member_and_a_household(county: World):
    helper = Person.objects.get(name="林一")
    branch, other = county["河东村党支部"], county["松林村党支部"]
    terms = Terms(date(2026, 3, 2))
    appoint_person(operator, branch, "pair", helper, terms, Ends(partner="村东第三户"))
    appoint_person(operator, branch, "pair", None, terms, Ends(partner_org=other))
    assert value(county, "post.pairs", "白石镇党委") == 2
    assert value(county, "post.pairs", "青禾县委") == 2
    assert value(county, "post.pairs", "石桥镇党委") == 0  # counted where it was entered


def test_who_took_up_a_post_and_who_left_it_within_the_months(county: World):
    first, second = Person.objects.get(name="林一"), member(county, "河东村党支部", "林四")
    branch, may, august = county["河东村党支部"], date(2026, 5, 6), date(2026, 8, 7)
    held = appoint_person(operator, branch, "secretary", first, Terms(may, document="青组1号"))
    half, later = Period.parse("2026H1"), Period.parse("2026H2")
    new, left = "post.village_secretaries_new", "post.secretaries_left"
    assert value(county, new, "白石镇党委", half) == 1
    end_link(operator, held, held.version, until=august, reason="调整")
    assert value(county, new, "白石镇党委", later) == 0
    waiting = appoint_person(operator, branch, "secretary", second, Terms(august))
    assert value(county, new, "白石镇党委", later) == 0  # elected, not approved yet (R-ORG-22)
    amend_link(operator, waiting, waiting.version, Terms(august, document="青组2号"))
    assert value(county, new, "白石镇党委", later) == 1
    assert (value(county, left, "青禾县委", half), value(county, left, "青禾县委", later)) == (0, 1)


def test_a_refresh_changes_no_number_and_takes_the_marks_away(county: World):
    member(county, "柳湾村党支部", "林三")
    before = value(county, "member.all", "青禾县委")
    refresh(TODAY)
    assert not FactMark.objects.exists()
    assert value(county, "member.all", "青禾县委") == before == 3
    assert list(differences(TODAY)) == []


def test_what_is_written_after_a_refresh_is_marked_again(county: World):
    for name in ("林三", "林四", "林五"):
        member(county, "柳湾村党支部", name)
        refresh(TODAY)
        member(county, "柳湾村党支部", f"{name}弟")
        assert (
            value(county, "member.all", "白石镇党委")
            == Person.objects.filter(org__parent=county["白石镇党委"]).count()
        )


def test_months_before_a_member_came_do_not_have_them(county: World):
    months = {str(p): value(county, "member.all", "青禾县委", p) for p in YEAR.split()}
    assert months["2026-01"] == 1
    assert months["2026-02"] == 2
    assert value(county, "member.all", "青禾县委", Period.parse("2024-05")) == 0
    assert value(county, "member.all", "青禾县委", Period.parse("2024Q2")) == 1


def test_a_branch_that_moves_takes_its_months_along_from_then_on(county: World):
    org = county["河东村党支部"]
    basis = Basis(date(2026, 6, 16), "青组〔2026〕8号")
    move_organisation(operator, org, org.version, parent=county["石桥镇党委"], basis=basis)
    may, june = Period.parse("2026-05"), Period.parse("2026-06")
    assert value(county, "member.all", "白石镇党委", may) == 1
    assert value(county, "member.all", "白石镇党委", june) == 0
    assert value(county, "member.all", "石桥镇党委", may) == 1
    assert value(county, "member.all", "石桥镇党委", june) == 2


def test_the_next_day_counts_what_begins_then(county: World):
    """Facts made yesterday are not today's."""
    tomorrow = TODAY + timedelta(days=1)
    born = date(1996, 11, 21)
    who = Particulars("林三", sex="1", born_on=born)
    register_person(operator, county["柳湾村党支部"], who, Place(
        standing="full", joined_on=date(2016, 7, 1), full_on=date(2017, 7, 1)))  # fmt: skip
    refresh(TODAY)
    assert value(county, "member.age_0_30", "青禾县委") == 1
    assert value(county, "member.age_0_30", "青禾县委", today=tomorrow) == 1
    assert value(county, "member.age_31_35", "青禾县委", today=tomorrow) == 0
    later = date(2027, 11, 21)
    assert value(county, "member.age_31_35", "青禾县委", Period.parse("2027"), later) == 1


def test_a_person_corrected_is_corrected_in_every_month(county: World):
    person = Person.objects.get(name="林一")
    correct_person(operator, person, person.version, {"sex": "1"}, Grounds(TODAY, note="录入有误"))
    assert value(county, "member.women", "青禾县委", Period.parse("2026-03")) == 1


def test_the_future_and_what_is_not_there_are_no_zero(county: World):
    [found] = figures(operator, ["member.all"], county["青禾县委"], Period.parse("2027"))
    assert (found.value, found.missing) == (None, "future")
    [early] = figures(operator, ["member.all"], county["青禾县委"], Period.parse("2020"))
    assert early.missing == "not_founded"
    [nobody] = figures(operator, ["member.women_share"], county["柳湾村党支部"], YEAR)
    assert (nobody.value, nobody.missing) == (None, "nothing_to_divide")


def test_every_measure_counts_exactly_its_rows(county: World):
    assert unequal(county, ("青禾县委", "白石镇党委", "河东村党支部"), YEAR) == []


def unequal(world: World, names: tuple[str, ...], period: Period) -> list[tuple[str, str]]:
    """Measures whose number is not what their rows come to."""

    def look(at: Reading) -> list[tuple[str, str]]:
        return [
            (code, name)
            for code, measure in all_measures().items()
            for name in names
            if at.total(measure, world[name].pk, period)
            != at.summed(measure, world[name].pk, period)
        ]

    return read(TODAY, look)


def test_the_stranger_is_told_of_rows_without_seeing_them(county: World):
    actor = county.actor("陈岚")
    found = rows_of(actor, all_indicators()["member.all"], county["白石镇党委"], YEAR)
    assert [row.label for row in found.rows] == ["林一"]
    whole = rows_of(county.actor("石磊"), all_indicators()["member.all"], county["青禾县委"], YEAR)
    assert (len(whole.rows), whole.hidden, whole.count) == (1, 1, 2)


# --- seeded faults ----------------------------------------------------------------------------


def test_a_lost_mark_is_noticed(world: World):
    rebuild_all(TODAY)
    member(world, "柳湾村党支部", "林三")
    FactMark.objects.all().delete()
    assert {d.org for d in differences(TODAY)} == {"QH0102"}


def test_a_changed_fact_is_named(county: World):
    rebuild_all(TODAY)
    fact = Fact.objects.get(source="members", org=county["河东村党支部"])
    cells = unpack(bytes(fact.body), len(measures_of("members")))
    place = [m.code for m in measures_of("members")].index("member.all")
    cells[-1, place] += 4
    Fact.objects.filter(pk=fact.pk).update(body=pack(cells))
    [found] = list(differences(TODAY))
    assert found.document == {
        "code": "member.all", "org": "QH0101", "period": "2026-11", "stored": 5, "counted": 1,
    }  # fmt: skip


def test_a_refresh_that_takes_a_newer_mark_away_would_lose_it(world: World):
    """Two writes, the refresh between them saw only the first: the second's mark stays."""
    rebuild_all(TODAY)
    member(world, "柳湾村党支部", "林三")
    table = kept_tables()["members"]
    seen = {m.pk: m.version for m in FactMark.objects.filter(source="members")}
    member(world, "柳湾村党支部", "林四")
    raised = {m.pk: m.version for m in FactMark.objects.filter(source="members")}
    assert raised.keys() == seen.keys()
    assert all(raised[pk] > version for pk, version in seen.items())
    refresh_some(table, TODAY)
    assert not FactMark.objects.filter(source="members").exists()


def test_reading_writes_nothing(county: World):
    before = (Fact.objects.count(), FactMark.objects.count())
    with CaptureQueriesContext(connection) as asked:
        read(TODAY, lambda at: at.total(all_measures()["member.all"], county["青禾县委"].pk, YEAR))
    assert [q["sql"] for q in asked if is_write(q["sql"])] == []
    assert before == (Fact.objects.count(), FactMark.objects.count())


def test_whoever_waits_for_facts_is_told_how_far_they_are(world: World):
    whole = len(kept_tables())
    assert len(unmade()) == whole
    page = page_of_figures(world)
    assert "正在按记录汇总" in page
    assert f'max="{whole}" value="0"' in page
    told: list[tuple[int, int, str]] = []
    refresh(TODAY, lambda *far: told.append(far))
    assert [done for done, _, _ in told] == [*range(whole)]
    assert {total for _, total, _ in told} == {whole}
    assert unmade() == []
    assert "正在按记录汇总" not in page_of_figures(world)
    refresh(TODAY, lambda *far: told.append(far))
    assert len(told) == whole  # nothing was stale


def page_of_figures(world: World) -> str:
    return world.client("周正").get("/figures/").content.decode()
