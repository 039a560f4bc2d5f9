"""When organisations merge, posts end, contacts and units go to the successor."""

from datetime import date

from jishi.base.act import act
from jishi.orgs.access import ORG_MOVE
from jishi.registers import followers
from jishi.registers.actions import cover_unit, links, units
from jishi.registers.actions.links import Ends, Terms, appoint_person
from jishi.registers.models import UnitCoverage
from jishi.registers.tests.conftest import SINCE, Cast
from jishi.tree.actor import local_operator
from tests.world import TODAY

OLD, NEW = "柳湾村党支部", "河东村党支部"
ON = date(2026, 11, 1)


def test_posts_end_contacts_and_coverage_go_along(cast: Cast):
    operator = local_operator(TODAY)
    source, target = cast.world[OLD], cast.world[NEW]
    secretary = cast.post(cast.member("柳芳", OLD), "secretary", OLD)
    contact = appoint_person(
        operator, source, "contact_household", cast.member("柳河", OLD), Terms(SINCE),
        Ends(partner="二组王家"),
    )  # fmt: skip
    unit = cast.unit("青禾食品有限公司", OLD)
    cover_unit(operator, unit, source, "single", since=SINCE)
    assert [each.count(operator, source) for each in (followers.LINKS, followers.UNITS)] == [2, 2]
    with act(operator, ORG_MOVE, target) as doing:
        assert links.hand_on(doing, source, target, ON) == 2
        assert units.hand_on(doing, source, target, ON) == 2
    for row in (secretary, contact, unit):
        row.refresh_from_db()
    assert (secretary.until, secretary.org_id) == (ON, source.pk)
    assert (contact.until, contact.org_id) == (None, target.pk)
    assert unit.org_id == target.pk
    now = UnitCoverage.objects.get(unit=unit, until__isnull=True)
    assert (now.org_id, now.since, now.mode) == (target.pk, ON, "single")


def test_a_contact_that_the_successor_has_already_ends(cast: Cast):
    operator, who = local_operator(TODAY), cast.member("柳河", OLD)
    rows = [
        appoint_person(operator, cast.world[name], "pair", who, Terms(SINCE), Ends(partner="王家"))
        for name in (OLD, NEW)
    ]
    with act(operator, ORG_MOVE, cast.world[NEW]) as doing:
        links.hand_on(doing, cast.world[OLD], cast.world[NEW], ON)
    for row in rows:
        row.refresh_from_db()
    assert [row.until for row in rows] == [ON, None]
