"""Posts begin and end by recorded acts; what contradicts itself is refused and leaves nothing."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from jishi.base.models import AuditEvent
from jishi.base.settings_tree import Basis, set_value
from jishi.registers.actions import (
    Terms,
    amend_link,
    appoint_person,
    end_link,
    note_entry,
    renew_link,
)
from jishi.registers.actions.links import Ends
from jishi.registers.kinds import all_kinds
from jishi.registers.local import FIRST_SECRETARY_STABLE
from jishi.registers.models import Link
from jishi.registers.tests.conftest import DOCUMENT, SINCE, Cast
from jishi.tree.actor import local_operator
from jishi.tree.errors import Conflict, Forbidden, NotVisible, Refused
from tests.world import TODAY

BRANCH = "河东村党支部"


def test_the_township_appoints_a_secretary_of_its_village(cast: Cast):
    who = cast.member("何文", BRANCH)
    chen = cast.world.actor("陈岚")
    link = appoint_person(
        chen, cast.world[BRANCH], "secretary", who, Terms(SINCE, document=DOCUMENT)
    )
    assert (link.state(TODAY), link.sole) == ("in_office", True)
    assert AuditEvent.objects.filter(verb="link.appoint", object_id=str(link.pk)).exists()


def test_nobody_appoints_out_of_reach_and_a_secretary_appoints_no_secretary(cast: Cast):
    who, org = cast.member("何文", BRANCH), cast.world[BRANCH]
    for name, error in (("石磊", NotVisible), ("何文", Forbidden), ("罗静", Forbidden)):
        with pytest.raises(error):
            appoint_person(cast.world.actor(name), org, "secretary", who, Terms(SINCE))
    assert not Link.objects.exists()


def test_a_secretary_keeps_the_contacts_of_the_own_branch(cast: Cast):
    who, he = cast.member("韦明", BRANCH), cast.world.actor("何文")
    link = appoint_person(
        he, cast.world[BRANCH], "contact_household", who, Terms(SINCE), Ends(partner="三组刘家")
    )
    note_entry(he, link, on=date(2026, 5, 1), note="反映水渠漏水")
    assert link.entries.count() == 1
    with pytest.raises(Refused, match="不在任职或联系期间"):
        note_entry(he, link, on=date(2026, 2, 1), note="早了")


def test_elected_but_not_approved_is_not_in_office(cast: Cast):
    link = cast.post(cast.member("何文", BRANCH), "secretary", BRANCH, document="")
    assert link.state(TODAY) == "pending"
    amend_link(cast.world.actor("陈岚"), link, 1, Terms(SINCE, document=DOCUMENT))
    link.refresh_from_db()
    assert link.state(TODAY) == "in_office"


def test_one_secretary_at_a_time_and_the_successor_starts_the_day_the_other_ends(cast: Cast):
    old = cast.post(cast.member("何文", BRANCH), "secretary", BRANCH)
    new = cast.member("韦明", BRANCH)
    with pytest.raises(Refused, match="先办理免职"):
        cast.post(new, "secretary", BRANCH, since=date(2026, 6, 1))
    end_link(cast.world.actor("陈岚"), old, 1, until=date(2026, 6, 1), reason="换届")
    assert cast.post(new, "secretary", BRANCH, since=date(2026, 6, 1)).holds(TODAY)


def test_the_database_itself_holds_one_open_holder_of_a_post(cast: Cast):
    link = cast.post(cast.member("何文", BRANCH), "secretary", BRANCH)
    with pytest.raises(IntegrityError), transaction.atomic():
        Link.objects.create(
            kind="secretary", org=link.org, person=cast.member("韦明", BRANCH),
            since=TODAY, sole=True,
        )  # fmt: skip


def test_one_person_may_hold_two_posts_of_a_committee(cast: Cast):
    who = cast.member("何文", BRANCH)
    cast.post(who, "secretary", BRANCH)
    cast.post(who, "committee_publicity", BRANCH)
    assert who.links.count() == 2
    with pytest.raises(Refused, match="已经登记过"):
        cast.post(who, "committee_publicity", BRANCH, since=date(2026, 5, 1))


def test_a_secretary_has_to_be_a_member_and_a_village_director_has_not(cast: Cast):
    who = cast.member("罗田", BRANCH, standing="none")
    with pytest.raises(Refused, match="须由党员担任"):
        cast.post(who, "secretary", BRANCH)
    assert cast.post(who, "village_director", BRANCH).holds(TODAY)
    with pytest.raises(Refused, match="不设村（居）委会主任"):
        cast.post(who, "village_director", "小学部党支部")


def test_a_stale_form_ends_nothing(cast: Cast):
    link, chen = cast.post(cast.member("何文", BRANCH), "secretary", BRANCH), None
    chen = cast.world.actor("陈岚")
    renew_link(chen, link, 1, due_on=date(2029, 3, 1))
    with pytest.raises(Conflict):
        end_link(chen, link, 1, until=date(2026, 6, 1))
    link.refresh_from_db()
    assert (link.until, link.due_on) == (None, date(2029, 3, 1))


def test_a_first_secretary_stays_where_the_county_says_so_unless_there_is_a_reason(cast: Cast):
    link, zhou = cast.post(cast.member("周正", "青禾县委"), "first_secretary", BRANCH), None
    zhou = cast.world.actor("周正")
    set_value(zhou, FIRST_SECRETARY_STABLE, cast.world["青禾县委"], True, Basis(SINCE, DOCUMENT))
    with pytest.raises(Refused, match="例外原因"):
        end_link(zhou, link, 1, until=date(2026, 6, 1))
    end_link(zhou, link, 1, until=date(2026, 6, 1), exception="因病")
    link.refresh_from_db()
    assert (link.until, link.exception) == (date(2026, 6, 1), "因病")


def test_an_instructor_has_a_unit_and_a_sixth_is_remarked_not_refused(cast: Cast):
    who = cast.member("周正", "青禾县委")
    with pytest.raises(Refused, match="单位"):
        cast.post(who, "instructor", "白石镇党委")
    for number in range(6):
        cast.instruct(who, cast.unit(f"第{number}家公司"))
    assert Link.objects.filter(kind="instructor", person=who).count() == 6


def test_every_kind_has_its_own_code_and_a_place_in_the_order():
    kinds = all_kinds()
    assert len(kinds) >= 20
    assert next(iter(kinds)) == "secretary"
    assert all(kind.needs or kind.takes for kind in kinds.values())


def test_a_pair_needs_at_least_one_other_end(cast: Cast):
    operator, org = local_operator(TODAY), cast.world[BRANCH]
    with pytest.raises(Refused, match="须填"):
        appoint_person(operator, org, "pair", None, Terms(SINCE))
    link = appoint_person(
        operator, org, "pair", None, Terms(SINCE), Ends(partner_org=cast.world["柳湾村党支部"])
    )
    assert link.other_end == "柳湾村党支部"
