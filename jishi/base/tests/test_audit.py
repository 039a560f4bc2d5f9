"""The audit chain: what is sealed, what a history reads like, what an auditor may see."""

import json
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from jishi.base.act import act
from jishi.base.audit import actions, anchors, chain, queries
from jishi.base.audit.verbs import Verb
from jishi.base.audit.verify import verify
from jishi.base.models import AuditEvent
from jishi.config import environment
from jishi.orgs.access import ORG_EDIT
from jishi.orgs.actions import Basis, rename_organisation
from jishi.tree.errors import Forbidden
from jishi.tree.models import Organisation
from tests.world import World

ON = Basis(date(2026, 5, 10), "青组〔2026〕3号")
SEEN = Verb("test.seen", "测试事项")


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("JISHI_HOME", str(tmp_path))
    monkeypatch.delenv("JISHI_ANCHOR_DIR", raising=False)
    return tmp_path


def rename(world: World, name: str) -> None:
    branch = world["河东村党支部"]
    branch.refresh_from_db()
    rename_organisation(
        world.actor("陈岚"), branch, branch.version, name=name, short_name=name, basis=ON
    )


def test_the_worlds_own_chain_is_whole(world: World):
    report = verify()
    assert report.intact
    assert report.checked == AuditEvent.objects.count() > 0
    assert report.last == chain.head()


def test_what_cannot_be_audited_does_not_happen(world: World, monkeypatch):
    before, lines = world["河东村党支部"].name, AuditEvent.objects.count()

    def full(*args, **kwargs):
        raise DatabaseError("database or disk is full")

    monkeypatch.setattr(chain, "insert", full)
    with pytest.raises(DatabaseError):
        rename(world, "改名")
    assert Organisation.objects.get(code="QH0101").name == before
    assert AuditEvent.objects.count() == lines


def test_a_line_is_not_to_be_changed_or_deleted_in_the_database(world: World):
    for statement in ("UPDATE audit_event SET actor_name = 'x'", "DELETE FROM audit_event"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            connection.cursor().execute(statement)


def test_history_speaks_in_labels_and_keeps_personal_values_out(world: World):
    rename(world, "河东新村党支部")
    with act(world.actor("陈岚"), ORG_EDIT, world["河东村党支部"]) as doing:
        doing.record(
            SEEN, world.people["何文"], org=world["河东村党支部"],
            changed={"name": ("何文", "何小文")}, behalf_of=world.people["何文"].pk,
        )  # fmt: skip
    newest = queries.history_lines(world["河东村党支部"])[0]
    assert (newest.who, newest.label) == ("陈岚", "组织更名")
    assert ("简称", "河东村党支部", "河东新村党支部") in newest.changes
    assert "文号：青组〔2026〕3号" in newest.note
    other = queries.history_lines(world.people["何文"])[0]
    assert other.behalf == "何文"
    assert other.changes == (("姓名", None, None),)
    assert "何小文" not in json.dumps(list(AuditEvent.objects.values_list("detail", flat=True)))


def test_history_of_many_lines_takes_two_queries(world: World, django_assert_max_num_queries):
    for n in range(5):
        rename(world, f"第{n}次")
    with django_assert_max_num_queries(2):
        assert len(queries.history("organisation", world["河东村党支部"].pk)) == 6


def test_only_the_auditor_searches(world: World):
    for name in ("周正", "系统", "安全", "何文"):
        with pytest.raises(Forbidden):
            queries.search(world.actor(name))
    found = queries.search(world.actor("审计")).filter(org_id=world["白石镇党委"].pk)
    assert [e.org_name for e in found] == ["白石镇党委"]


def test_a_search_is_noted_once(world: World):
    auditor = world.actor("审计")
    for _ in range(3):
        actions.note_search(auditor, {"谁": "陈岚"})
    actions.note_search(auditor, {"谁": "何文"})
    actions.note_search(auditor, {"谁": "何文"}, export="xlsx")
    noted = AuditEvent.objects.filter(actor_name="审计").order_by("seq")
    assert [e.verb for e in noted] == ["audit.search", "audit.search", "audit.export"]


def test_an_anchor_is_written_to_every_place_and_read_back(world: World, folder, monkeypatch):
    elsewhere = folder / "other-disk"
    monkeypatch.setenv("JISHI_ANCHOR_DIR", str(elsewhere))
    anchor = actions.keep_anchor(world.actor("审计"))
    for place in (folder / "anchors", elsewhere):
        file = place / anchors.FILE
        assert file.read_text().split()[2] == anchor.point.mac
        assert file.stat().st_mode & 0o077 == 0
    assert [a.point for a in anchors.kept().anchors] == [anchor.point]
    assert actions.keep_hourly_anchor() is None  # nothing new


def test_a_place_out_of_reach_stops_nobody_and_is_noted(world: World, folder, monkeypatch, caplog):
    (folder / "blocked").write_text("a file, not a folder")
    monkeypatch.setenv("JISHI_ANCHOR_DIR", str(folder / "blocked"))
    actions.keep_anchor(world.actor("审计"))
    assert len(anchors.kept().anchors) == 1
    assert "anchor not written" in caplog.text


def test_every_thousand_lines_leave_an_anchor(
    world: World, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(chain, "ANCHOR_EVERY", 5)
    with django_capture_on_commit_callbacks(execute=True):
        for n in range(5):
            rename(world, f"第{n}次")
    (anchor,) = anchors.kept().anchors
    assert anchor.why == anchors.LINES
    assert verify().anchor == anchor


def test_the_printed_anchor_is_held_against_the_chain(world: World):
    short = anchors.printed(chain.head())
    rename(world, "改名")
    assert verify([anchors.from_paper(short)]).intact
    wrong = short[:-1] + ("0" if short[-1] != "0" else "1")
    assert not verify([anchors.from_paper(wrong)]).intact
    with pytest.raises(environment.Fault, match="不是打印件上的锚点"):
        anchors.from_paper("第一条")


def test_a_restore_opens_an_epoch_openly_and_gives_up_later_anchors(world: World):
    before = chain.anchor(anchors.HOURLY)
    given_up = anchors.Anchor(
        anchors.Point(1, before.point.seq + 50, "f" * 64), before.at, anchors.HOURLY
    )
    opened = chain.open_epoch(after=3)
    assert opened.epoch == 4
    restore = anchors.keep(opened, anchors.RESTORE)
    rename(world, "恢复之后")
    report = verify([before, given_up, restore])
    assert report.intact
    assert [a.point for a in report.restores] == [opened]


def test_an_epoch_nobody_restored_is_found(world: World):
    before = chain.anchor(anchors.HOURLY)
    chain.open_epoch()
    assert not verify([before]).intact
    rename(world, "恢复之后")
    assert any("没有恢复备份的锚点" in f.what for f in verify([before]).faults)
