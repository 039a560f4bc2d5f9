"""Many appointments at once come out as one by one, and a wrong row spoils no other."""

from datetime import date

from jishi.base.models import AuditEvent
from jishi.registers.actions import Appointment, Terms, appoint_many
from jishi.registers.actions.links import Ends
from jishi.registers.models import Link
from jishi.registers.tests.conftest import DOCUMENT, SINCE, Cast
from tests.world import TODAY

BRANCH = "河东村党支部"


def test_rows_are_judged_beside_those_before_them(cast: Cast):
    he, wei = cast.member("何文", BRANCH), cast.member("韦明", BRANCH)
    org, chen = cast.world[BRANCH], cast.world.actor("陈岚")
    answers = appoint_many(
        chen,
        [
            Appointment(org, "secretary", he, Terms(SINCE, document=DOCUMENT)),
            Appointment(org, "secretary", wei, Terms(date(2026, 5, 1))),
            Appointment(org, "committee_publicity", wei, Terms(SINCE)),
            Appointment(org, "committee_publicity", wei, Terms(SINCE)),
            Appointment(cast.world["松林村党支部"], "secretary", he, Terms(SINCE)),
            Appointment(org, "nothing", he, Terms(SINCE)),
        ],
    )
    assert [isinstance(answer, Link) for answer in answers] == [True, False, True] + [False] * 3
    assert "先办理免职" in str(answers[1])
    assert "已经登记过" in str(answers[3])
    assert Link.objects.count() == 2
    assert AuditEvent.objects.filter(verb="link.appoint").count() == 2


def test_an_instructor_is_counted_over_the_rows(cast: Cast):
    who, chen = cast.member("陈岚", BRANCH), cast.world.actor("陈岚")
    org = cast.world["白石镇党委"]
    rows = [
        Appointment(org, "instructor", who, Terms(SINCE, document=DOCUMENT), Ends(unit=unit))
        for unit in [cast.unit(f"第{number}家公司") for number in range(6)]
    ]
    assert all(isinstance(answer, Link) for answer in appoint_many(chen, rows))
    assert all(isinstance(answer, str) for answer in appoint_many(chen, rows))
    assert Link.objects.filter(person=who, since__lte=TODAY).count() == 6
