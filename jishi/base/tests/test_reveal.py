"""Opening a sealed value is allowed to few, for a stated purpose, and written down."""

import pytest

from jishi.base import reveal
from jishi.base.models import AuditEvent, RevealLog
from jishi.base.tests.specimen import PHONE, SPECIMEN_REVEAL, Specimen, specimen
from jishi.tree.actor import local_operator
from jishi.tree.errors import Forbidden, NotVisible, Refused
from jishi.tree.permissions import SELF
from tests.world import TODAY, World

NUMBER = "13812345678"


@pytest.fixture
def somebody(specimens, world: World) -> Specimen:
    return specimen("韦明", NUMBER, "990000199001010039", world["河东村党支部"])


def nothing_opened() -> bool:
    return (
        not RevealLog.objects.exists()
        and not AuditEvent.objects.filter(verb="reveal.open").exists()
    )


def test_a_look_gives_the_value_and_leaves_a_line(world, somebody):
    clear = somebody.phone.open_for(world.actor("何文"), "联系本人", somebody)
    assert clear == NUMBER
    log = RevealLog.objects.get()
    assert (log.actor_name, log.field, log.purpose) == ("何文", "phone", "联系本人")
    line = AuditEvent.objects.get(verb="reveal.open")
    assert NUMBER not in line.detail
    assert line.org_id == world["河东村党支部"].pk


def test_a_stranger_sees_nothing_and_nothing_is_logged(world, somebody):
    with pytest.raises(NotVisible):
        somebody.phone.open_for(world.actor("石磊"), "联系本人", somebody)
    assert nothing_opened()


@pytest.mark.parametrize("name", ["韦明", "罗静", "系统", "安全", "审计"])
def test_without_the_permission_it_is_forbidden(world, somebody, name):
    with pytest.raises(Forbidden):
        somebody.phone.open_for(world.actor(name), "联系本人", somebody)
    assert nothing_opened()


def test_the_local_operator_never_sees_it(somebody):
    with pytest.raises(Forbidden):
        somebody.phone.open_for(local_operator(TODAY), "联系本人", somebody)
    assert nothing_opened()


def test_a_purpose_not_on_the_list_is_refused(world, somebody):
    with pytest.raises(Refused, match="目的"):
        somebody.phone.open_for(world.actor("何文"), "好奇", somebody)
    assert nothing_opened()


def test_a_field_nobody_registered_cannot_be_opened(world, somebody):
    with pytest.raises(NotVisible):
        somebody.identity.open_for(world.actor("何文"), "联系本人", somebody)


def test_who_looked_is_known_to_those_who_may_look(world, somebody):
    somebody.phone.open_for(world.actor("何文"), "联系本人", somebody)
    somebody.phone.open_for(world.actor("陈岚"), "核对信息", somebody)
    names = [log.actor_name for log in reveal.looks(world.actor("何文"), PHONE, somebody)]
    assert names == ["陈岚", "何文"]
    with pytest.raises(NotVisible):
        reveal.looks(world.actor("石磊"), PHONE, somebody)


def test_a_field_cannot_be_registered_with_a_plain_permission():
    with pytest.raises(ValueError, match="reveals"):
        reveal.Revealable(Specimen, "phone", SELF, "org", ("联系本人",))
    with pytest.raises(ValueError, match="not a sealed field"):
        reveal.Revealable(Specimen, "name", SPECIMEN_REVEAL, "org", ("联系本人",))
