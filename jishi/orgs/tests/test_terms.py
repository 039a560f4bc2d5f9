"""Terms of office: how long, extended by approval only, reminded of exactly once."""

from datetime import date

import pytest

from jishi.base.models import InboxItem
from jishi.base.reminders import run_reminders
from jishi.base.settings_tree import Basis as SettingBasis
from jishi.base.settings_tree import set_value
from jishi.orgs import queries
from jishi.orgs.actions import Basis, close_organisation, extend_term, register_election
from jishi.orgs.local import TERM_REMINDER
from jishi.orgs.models import Term
from jishi.orgs.queries import TermState
from jishi.tree.actor import local_operator
from jishi.tree.errors import Conflict, Forbidden, NotVisible, Refused
from tests.world import TODAY, World

PAPER = "青组〔2026〕7号"


def elect(world: World, org: str, on: date, by: str = "周正", document: str = "") -> Term:
    return register_election(world.actor(by), world[org], 0, elected_on=on, document=document)


def test_the_length_of_a_term_is_that_of_kind_and_sector(world: World):
    village = elect(world, "河东村党支部", date(2021, 11, 20))
    school = elect(world, "小学部党支部", date(2023, 11, 20))
    town = elect(world, "白石镇党委", date(2022, 1, 10))
    assert (village.years, school.years, town.years) == (5, 3, 5)
    assert village.ends_on == school.ends_on == TODAY


def test_an_election_ends_the_running_term_and_begins_the_next(world: World):
    old = elect(world, "小学部党支部", date(2023, 5, 10))
    new = register_election(
        world.actor("严可"), world["小学部党支部"], old.version, elected_on=date(2026, 5, 10)
    )
    old.refresh_from_db()
    assert (old.ended_on, new.ended_on) == (date(2026, 5, 10), None)


def test_an_early_election_needs_the_superiors_approval(world: World):
    elect(world, "小学部党支部", date(2024, 5, 10))
    with pytest.raises(Refused, match="提前换届须经"):
        elect(world, "小学部党支部", date(2026, 11, 1))
    assert Term.objects.count() == 1
    elect(world, "小学部党支部", date(2026, 11, 1), document=PAPER)
    assert Term.objects.count() == 2


def test_a_term_is_extended_by_a_year_at_most_and_by_approval(world: World):
    term = elect(world, "小学部党支部", date(2023, 11, 20))
    org, zhou = world["小学部党支部"], world.actor("周正")
    for until, document, why in (
        (date(2027, 12, 20), PAPER, "最迟至2027-11-20"),  # thirteen months
        (date(2027, 5, 20), " ", "须经上级党组织批准"),
        (date(2026, 11, 20), PAPER, "晚于原到期日"),
    ):
        with pytest.raises(Refused, match=why):
            extend_term(zhou, org, term.version, until=until, document=document)
    term.refresh_from_db()
    assert (term.ends_on, term.extended_to) == (date(2026, 11, 20), None)
    extended = extend_term(zhou, org, term.version, until=date(2027, 11, 20), document=PAPER)
    assert extended.ends_on == date(2027, 11, 20)


def test_who_may_register_and_a_stale_form(world: World):
    with pytest.raises(Forbidden):
        elect(world, "河东村党支部", date(2021, 11, 20), by="何文")
    with pytest.raises(NotVisible):
        elect(world, "河东村党支部", date(2021, 11, 20), by="石磊")
    elect(world, "河东村党支部", date(2021, 11, 20), by="陈岚")
    with pytest.raises(Conflict):
        extend_term(
            world.actor("陈岚"), world["河东村党支部"], 9, until=date(2027, 1, 1), document=PAPER
        )


def test_a_closed_organisation_has_no_running_term(world: World):
    elect(world, "河东村党支部", date(2021, 12, 20))
    close_organisation(world.actor("陈岚"), world["河东村党支部"], 1, basis=Basis(TODAY, PAPER))
    assert Term.objects.get().ended_on == TODAY


def test_what_has_no_term_has_no_election(world: World):
    with pytest.raises(Refused, match="不登记任期"):
        elect(world, "青禾县委", date(2021, 11, 20))


# --- who is due ---------------------------------------------------------------------------------


@pytest.fixture
def due(world: World) -> World:
    elect(world, "河东村党支部", date(2021, 11, 19))  # ended yesterday
    elect(world, "柳湾村党支部", date(2022, 5, 20))  # in six months to the day
    elect(world, "松林村党支部", date(2022, 5, 21))  # a day later
    return world


def states(world: World, who: str, state: str) -> set[str]:
    rows = queries.terms_in(world.actor(who), queries.terms(world.actor(who)), TermState(state))
    return set(rows.values_list("org__short_name", flat=True))


def test_overdue_and_within_six_months_within_ones_reach(due: World):
    assert states(due, "周正", "overdue") == {"河东村党支部"}
    assert states(due, "周正", "due_soon") == {"柳湾村党支部"}
    assert states(due, "周正", "running") == {"松林村党支部"}
    assert states(due, "石磊", "overdue") == set()


def test_an_office_that_wants_to_be_told_earlier_is_told_earlier(due: World):
    basis = SettingBasis(date(2026, 1, 1), PAPER)
    set_value(due.actor("石磊"), TERM_REMINDER, due["石桥镇党委"], 7, basis)
    assert states(due, "周正", "due_soon") == {"柳湾村党支部", "松林村党支部"}
    assert states(due, "周正", "overdue") == {"河东村党支部"}


def remind(on: date = TODAY) -> list[tuple[str, str]]:
    run_reminders(local_operator(TODAY), on)
    items = InboxItem.objects.filter(key__startswith="term:").order_by("pk")
    return [(i.account.name, i.key.rsplit(":", 1)[1]) for i in items.select_related("account")]


def test_branch_and_superior_get_one_to_do_per_occasion(due: World):
    expected = {("何文", "over"), ("陈岚", "over"), ("柳芳", "soon"), ("陈岚", "soon")}
    assert set(remind()) == expected
    again = remind()
    assert (len(again), set(again)) == (4, expected)
    assert ("宋青", "soon") in remind(date(2026, 11, 21))  # six months before, to the day


def test_overdue_follows_soon_and_an_election_ends_both(due: World):
    remind()
    remind(date(2027, 5, 21))
    mine = InboxItem.objects.filter(account=due.people["柳芳"]).order_by("pk")
    assert [i.key.rsplit(":", 1)[1] for i in mine] == ["soon", "over"]
    assert mine[0].done_at is not None
    register_election(
        due.actor("周正", date(2027, 6, 1)), due["柳湾村党支部"], 0, elected_on=date(2027, 6, 1)
    )
    assert not InboxItem.objects.filter(account=due.people["柳芳"], done_at__isnull=True).exists()


def test_where_the_superior_has_no_account_the_next_one_above_is_told(due: World):
    due.people["陈岚"].grants.all().delete()
    assert {("何文", "over"), ("周正", "over")} <= set(remind())
