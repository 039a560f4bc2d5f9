"""Local values: set at one organisation, in force below it from a day on (R-GEN-02)."""

from datetime import date
from decimal import Decimal

import pytest

from jishi.base import settings_tree as tree
from jishi.base.access import SETTINGS_LOCAL, SETTINGS_SYSTEM
from jishi.base.audit.queries import history_lines
from jishi.base.models import AuditEvent, SettingValue
from jishi.base.settings_tree import Basis, Setting, end_value, explain, set_value, setting
from jishi.orgs import actions as orgs
from jishi.tree.errors import Conflict, Forbidden, NotVisible, Refused
from tests.world import TODAY, World

NOTICE = Setting(
    "test.notice_days",
    "公示天数",
    5,
    who=SETTINGS_LOCAL,
    unit="天",
    source="R-GEN-02",
    low=1,
    high=30,
)
RATE = Setting(
    "test.rate", "比例", Decimal("0.5"), who=SETTINGS_LOCAL, low=Decimal(0), high=Decimal(1)
)
TONE = Setting(
    "test.tone", "口吻", "plain", who=SETTINGS_LOCAL, choices={"plain": "平实", "warm": "亲切"}
)
OPEN = Setting("test.open", "公开", False, who=SETTINGS_LOCAL)
IDLE = Setting("test.idle", "空闲", 30, who=SETTINGS_SYSTEM)
JUNE = Basis(date(2026, 6, 1), "青组〔2026〕8号")


def test_a_county_sets_seven_days_and_its_branches_follow_but_no_other_county(world: World):
    other = world.org("远山县委", None, "local_committee", "county", "YS")
    set_value(world.actor("周正"), NOTICE, world["青禾县委"], 7, JUNE)
    assert setting(NOTICE, world["河东村党支部"], TODAY) == 7
    assert setting(NOTICE, other, TODAY) == 5
    found = explain(NOTICE, world["河东村党支部"], TODAY)
    assert (found.org_id, found.since) == (world["青禾县委"].pk, JUNE.since)
    assert (found.document, found.text) == ("青组〔2026〕8号", "7 天")


def test_the_nearest_value_wins_and_holds_from_its_day_on(world: World):
    set_value(world.actor("周正"), NOTICE, world["青禾县委"], 7, JUNE)
    set_value(
        world.actor("陈岚"),
        NOTICE,
        world["白石镇党委"],
        10,
        Basis(date(2026, 9, 1), "白党〔2026〕2号"),
    )
    branch = world["河东村党支部"]
    days = (date(2026, 5, 31), date(2026, 6, 1), date(2026, 8, 31), date(2026, 9, 1))
    assert [setting(NOTICE, branch, day) for day in days] == [5, 7, 7, 10]
    assert setting(NOTICE, world["松林村党支部"], TODAY) == 7


def test_ending_a_value_lets_the_superiors_hold_again(world: World):
    chen, town = world.actor("陈岚"), world["白石镇党委"]
    set_value(world.actor("周正"), NOTICE, world["青禾县委"], 7, JUNE)
    set_value(chen, NOTICE, town, 10, JUNE)
    end_value(chen, NOTICE, town, Basis(date(2026, 10, 1), "白党〔2026〕5号"))
    assert setting(NOTICE, town, date(2026, 9, 30)) == 10
    assert setting(NOTICE, world["河东村党支部"], TODAY) == 7
    with pytest.raises(Refused, match="本级没有自己的值"):
        end_value(chen, NOTICE, town, Basis(TODAY, "x"))


def test_a_past_day_asks_the_tree_of_that_day(world: World):
    branch = world["河东村党支部"]
    set_value(world.actor("周正"), NOTICE, world["石桥镇党委"], 9, Basis(date(2026, 1, 1), "x"))
    moved = orgs.Basis(date(2026, 6, 1), "青组〔2026〕3号")
    orgs.move_organisation(world.actor("周正"), branch, 1, parent=world["石桥镇党委"], basis=moved)
    branch.refresh_from_db()
    assert setting(NOTICE, branch, TODAY) == 9
    assert setting(NOTICE, branch, date(2026, 5, 31)) == 5


def test_a_value_out_of_limits_or_without_document_is_refused_and_nothing_written(world: World):
    zhou, county, before = world.actor("周正"), world["青禾县委"], AuditEvent.objects.count()
    for which, raw, why in (
        (NOTICE, 31, "1 至 30 之间"),
        (NOTICE, "七", "须是整数"),
        (NOTICE, 1.5, "须是整数"),
        (RATE, "NaN", "须是小数"),
        (RATE, "1.01", "0 至 1 之间"),
        (TONE, "loud", "只能是：平实、亲切"),
        (OPEN, "perhaps", "须是是否"),
    ):
        with pytest.raises(Refused, match=why):
            set_value(zhou, which, county, raw, JUNE)
    with pytest.raises(Refused, match="依据文号"):
        set_value(zhou, NOTICE, county, 7, Basis(TODAY))
    assert not SettingValue.objects.exists()
    assert AuditEvent.objects.count() == before


def test_every_kind_comes_back_as_what_it_is(world: World):
    county = world["青禾县委"]
    for which, raw, value in (
        (RATE, "0.25", Decimal("0.25")),
        (TONE, "warm", "warm"),
        (OPEN, "true", True),
    ):
        set_value(world.actor("周正"), which, county, raw, JUNE)
        assert setting(which, county, TODAY) == value
        assert type(setting(which, county, TODAY)) is type(value)


def test_who_may_set_what_and_where(world: World):
    with pytest.raises(Forbidden):
        set_value(world.actor("何文"), NOTICE, world["河东村党支部"], 7, JUNE)
    with pytest.raises(NotVisible):
        set_value(world.actor("石磊"), NOTICE, world["白石镇党委"], 7, JUNE)
    with pytest.raises(Forbidden):
        set_value(world.actor("系统"), NOTICE, world["青禾县委"], 7, JUNE)
    with pytest.raises(Forbidden):
        set_value(world.actor("周正"), IDLE, world["青禾县委"], 7, JUNE)
    set_value(world.actor("系统"), IDLE, world["青禾县委"], 15, Basis(TODAY))
    assert tree.default(IDLE) == 15


def test_two_who_change_the_same_do_not_overwrite_each_other(world: World):
    zhou, county = world.actor("周正"), world["青禾县委"]
    seen = tree.seen_version(NOTICE, county)
    set_value(zhou, NOTICE, county, 7, JUNE, seen)
    with pytest.raises(Conflict):
        set_value(zhou, NOTICE, county, 8, JUNE, seen)
    assert setting(NOTICE, county, TODAY) == 7


def test_a_correction_of_the_same_day_keeps_the_old_value_in_the_audit(world: World):
    zhou, county = world.actor("周正"), world["青禾县委"]
    set_value(zhou, NOTICE, county, 7, JUNE)
    row = set_value(zhou, NOTICE, county, 8, JUNE)
    assert SettingValue.objects.count() == 1
    newest = history_lines(row)[0]
    assert ("值", "7 天", "8 天") in newest.changes
    assert "依据" not in newest.note
    assert "文号：青组〔2026〕8号" in newest.note


def test_one_query_answers_for_all_organisations(world: World, django_assert_num_queries):
    set_value(world.actor("周正"), NOTICE, world["青禾县委"], 7, JUNE)
    set_value(world.actor("陈岚"), NOTICE, world["白石镇党委"], 10, JUNE)
    with django_assert_num_queries(1):
        values = tree.in_force(NOTICE, TODAY)
        found = {name: values.at_org(org).value for name, org in world.orgs.items()}
    assert found["河东村党支部"] == 10
    assert found["松林村党支部"] == 7
    with django_assert_num_queries(1):
        assert setting(NOTICE, world["河东村党支部"], TODAY) == 10


def test_a_setting_is_declared_once_and_its_default_obeys_its_limits():
    with pytest.raises(ValueError, match="declared twice"):
        Setting("test.notice_days", "另一个", 5, who=SETTINGS_LOCAL)
    with pytest.raises(Refused):
        Setting("test.wrong", "错", 50, who=SETTINGS_LOCAL, high=30)


def test_the_shipped_settings_are_found_in_their_rooms():
    found = tree.all_settings()
    assert {"session.idle", "files.quota", "org.term_reminder", "org.vacancy_red"} <= set(found)
