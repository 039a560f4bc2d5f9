"""A list in clear leaves only for a purpose, by a second person, and is told to everyone in it."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from jishi.base import files
from jishi.base.clock import now
from jishi.base.models import InboxItem, RevealLog, StoredFile
from jishi.people.actions.clear import ask_clear_export, decide_clear_export
from jishi.people.jobs import forget_clear_exports
from jishi.people.models import ClearExport, Person
from jishi.people.tests.conftest import number
from jishi.tree.errors import Forbidden, NotVisible, Refused
from tests.world import World

Folk = dict[str, Person]
COLUMNS = ["name", "identity", "phone"]


def ask(world: World, name: str = "何文", org: str = "河东村党支部", **more: str) -> ClearExport:
    return ask_clear_export(
        world.actor(name), world[org], query=more.get("query", "sex=2"), columns=COLUMNS,
        purpose=more.get("purpose", "办理组织手续：转接"),
    )  # fmt: skip


def table(file: StoredFile) -> list[list[object]]:
    return (
        CalamineWorkbook.from_filelike(BytesIO(files.read(file))).get_sheet_by_index(0).to_python()
    )


def test_two_people_make_a_list_in_clear(world: World, folk: Folk):
    asked = ask(world)
    assert InboxItem.objects.filter(key=f"clear:{asked.pk}").count() == 2  # 陈岚 and 周正
    decide_clear_export(world.actor("陈岚"), asked, 1, approve=True)
    asked.refresh_from_db()
    assert asked.file is not None
    identity = number(date(1980, 3, 2), woman=True)
    assert table(asked.file)[1:] == [["林可", identity, "19900000002"]]
    assert asked.file.sealed
    raw = files.path_of(asked.file.digest).read_bytes()
    assert "林可".encode() not in raw
    answer = world.client("何文").get(f"/files/{asked.file.pk}/")
    assert answer.status_code == 200


def test_everyone_in_it_finds_the_export_among_the_looks(world: World, folk: Folk):
    asked = ask(world, query="")
    decide_clear_export(world.actor("陈岚"), asked, 1, approve=True)
    looks = RevealLog.objects.filter(object_id=str(folk["韦明"].pk))
    assert {look.field for look in looks} == {"identity", "phone"}
    assert RevealLog.objects.count() == 3 * 2
    assert looks[0].purpose.startswith("明文导出")


def test_nobody_grants_their_own_request_and_nobody_below_does(world: World, folk: Folk):
    asked = ask(world, "陈岚", "白石镇党委")
    with pytest.raises(Refused, match="不能审批自己"):
        decide_clear_export(world.actor("陈岚"), asked, 1, approve=True)
    with pytest.raises(Forbidden):
        decide_clear_export(world.actor("何文"), asked, 1, approve=True)
    with pytest.raises(NotVisible):
        decide_clear_export(world.actor("石磊"), asked, 1, approve=True)
    assert not StoredFile.objects.exists()
    assert not RevealLog.objects.exists()
    decide_clear_export(world.actor("周正"), asked, 1, approve=True)


def test_a_request_without_purpose_or_reach_is_none(world: World, folk: Folk):
    with pytest.raises(Refused, match="须写明用途"):
        ask(world, purpose=" ")
    with pytest.raises(NotVisible):
        ask(world, "何文", "柳湾村党支部")
    with pytest.raises(Forbidden):
        ask(world, "罗静", "河东村党支部")
    with pytest.raises(Refused, match="没有符合条件"):
        ask(world, query="q=nobody")
    assert not ClearExport.objects.exists()


def test_a_refusal_has_a_reason_and_leaves_nothing(world: World, folk: Folk):
    asked = ask(world)
    with pytest.raises(Refused, match="理由"):
        decide_clear_export(world.actor("陈岚"), asked, 1, approve=False)
    decide_clear_export(world.actor("陈岚"), asked, 1, approve=False, answer="用途不清")
    with pytest.raises(Refused, match="已经办过"):
        decide_clear_export(world.actor("周正"), asked, 2, approve=True)
    assert not StoredFile.objects.exists()


def test_the_file_is_the_askers_alone_and_goes_after_days(world: World, folk: Folk):
    asked = decide_clear_export(world.actor("陈岚"), ask(world), 1, approve=True)
    assert asked.file is not None
    for name in ("陈岚", "周正", "柳芳", "韦明"):
        assert world.client(name).get(f"/files/{asked.file_id}/").status_code in (403, 404)
    StoredFile.objects.update(expires_at=now() - timedelta(minutes=1))
    assert world.client("何文").get(f"/files/{asked.file_id}/").status_code == 404
    assert files.expire() == 1
    asked.refresh_from_db()
    assert asked.file is None


def test_the_list_is_made_from_what_the_asker_may_see_then(world: World, folk: Folk):
    asked = ask(world)
    grant = world.people["何文"].grants.get()
    grant.until = grant.since
    grant.save()
    with pytest.raises(Forbidden):
        decide_clear_export(world.actor("陈岚"), asked, 1, approve=True)
    assert not StoredFile.objects.exists()


def test_old_requests_are_forgotten_open_ones_stay(world: World, folk: Folk):
    ask(world)
    ClearExport.objects.update(asked_at=now() - timedelta(days=4 * 365))
    assert forget_clear_exports() == 0
    ClearExport.objects.update(state="declined")
    assert forget_clear_exports() == 1
