"""Units come onto the books once, are covered by one organisation at a time, and lists match."""

from datetime import date

import pytest

from jishi.registers.actions import (
    UnitRow,
    close_unit,
    correct_unit,
    cover_unit,
    end_coverage,
    register_unit,
    take_in_units,
)
from jishi.registers.matching import Known, Match, match_units
from jishi.registers.models import Unit
from jishi.registers.tests.conftest import Cast
from jishi.registers.unit_kinds import likely_kind
from jishi.tree.errors import Forbidden, NotVisible, Refused

CODE = "91350100M000100Y43"


def test_a_code_decides_before_the_name_and_a_short_name_is_the_same_unit():
    known = [Known(1, CODE, "青禾食品有限公司"), Known(2, "", "白石建材（集团）有限公司")]
    assert match_units(
        [(f" {CODE.lower()} ", "改了名的公司"), ("", "白石建材(集团)"), ("", "新来的公司")], known
    ) == [Match(1, "uscc"), Match(2, "name"), Match()]


def test_a_name_decides_nothing_where_both_have_codes_that_differ():
    known = [Known(1, CODE, "青禾食品有限公司")]
    assert match_units([("91350100M000100Y4F", "青禾食品有限公司")], known) == [Match()]


def test_the_same_unit_twice_in_a_list_is_refused_the_second_time():
    found = match_units([(CODE, "甲"), (CODE, "乙"), ("", "丙"), ("", "丙")], [])
    assert [bool(match.refused) for match in found] == [False, True, False, True]


def test_two_units_of_one_name_need_a_code():
    known = [Known(1, "", "为民超市"), Known(2, "", "为民超市")]
    assert "同名" in match_units([("", "为民超市")], known)[0].refused


def test_the_township_registers_a_unit_and_nobody_else_does(cast: Cast):
    org, row = cast.world["白石镇党委"], UnitRow("青禾食品有限公司", uscc=CODE)
    for name, error in (("石磊", NotVisible), ("何文", Forbidden), ("罗静", Forbidden)):
        with pytest.raises(error):
            register_unit(cast.world.actor(name), org, row)
    assert not Unit.objects.exists()
    unit = register_unit(cast.world.actor("陈岚"), org, row)
    assert unit.code == f"U{unit.pk:07d}"
    with pytest.raises(Refused, match="已经登记过"):
        register_unit(cast.world.actor("陈岚"), org, row)


def test_a_wrong_code_is_told_and_nothing_is_written(cast: Cast):
    with pytest.raises(Refused, match="校验位"):
        cast.unit("青禾食品有限公司", uscc=CODE[:-1] + "4")
    with pytest.raises(Refused, match="区划代码"):
        cast.unit("青禾食品有限公司", district="9900")
    assert not Unit.objects.exists()


def test_a_new_coverage_ends_the_old_one_and_what_was_built_may_be_dissolved(cast: Cast):
    unit, chen = cast.unit("青禾食品有限公司"), cast.world.actor("陈岚")
    cover_unit(chen, unit, cast.world["河东村党支部"], "joint", since=date(2026, 3, 1))
    cover_unit(chen, unit, cast.world["柳湾村党支部"], "single", since=date(2026, 5, 1))
    with pytest.raises(Refused, match="晚于上一次变更"):
        cover_unit(chen, unit, cast.world["河东村党支部"], "joint", since=date(2026, 5, 1))
    assert [(row.mode, row.until) for row in unit.coverage.all()] == [
        ("joint", date(2026, 5, 1)), ("single", None),
    ]  # fmt: skip
    end_coverage(chen, unit, until=date(2026, 9, 1), note="党员流出")
    assert not unit.coverage.filter(until__isnull=True).exists()


def test_a_closed_unit_takes_its_coverage_and_instructor_along(cast: Cast):
    unit, chen = cast.unit("青禾食品有限公司"), cast.world.actor("陈岚")
    cover_unit(chen, unit, cast.world["河东村党支部"], "joint", since=date(2026, 3, 1))
    link = cast.instruct(cast.member("周正", "青禾县委"), unit)
    close_unit(chen, unit, 1, on=date(2026, 8, 1))
    link.refresh_from_db()
    assert link.until == date(2026, 8, 1)
    assert unit.coverage.get().until == date(2026, 8, 1)


def test_a_list_taken_in_twice_changes_nothing_the_second_time(cast: Cast):
    chen, org = cast.world.actor("陈岚"), cast.world["白石镇党委"]
    rows = [
        UnitRow("青禾食品有限公司", uscc=CODE, staff=40, industry="食品"),
        UnitRow("白石建材有限公司", staff=12),
        UnitRow("错号公司", uscc=CODE[:-1] + "4"),
    ]
    first = take_in_units(chen, org, rows)
    assert (len(first.made), first.same, [i for i, _ in first.refused]) == (2, 0, [2])
    again = take_in_units(chen, org, rows)
    assert (len(again.made), len(again.changed), again.same) == (0, 0, 2)


def test_blanks_in_a_list_keep_what_is_there(cast: Cast):
    chen, org = cast.world.actor("陈岚"), cast.world["白石镇党委"]
    unit = cast.unit("青禾食品有限公司", uscc=CODE, staff=40, industry="食品", is_large=True)
    take_in_units(chen, org, [UnitRow("青禾食品有限公司", uscc=CODE, members=3)])
    unit.refresh_from_db()
    assert (unit.staff, unit.industry, unit.members, unit.is_large) == (40, "食品", 3, True)


def test_a_correction_in_a_form_is_the_whole_of_it(cast: Cast):
    unit = cast.unit("青禾食品有限公司", staff=40, industry="食品")
    correct_unit(cast.world.actor("陈岚"), unit, 1, UnitRow("青禾食品有限公司", staff=41))
    unit.refresh_from_db()
    assert (unit.staff, unit.industry) == (41, "")


@pytest.mark.parametrize(
    ("name", "uscc", "kind"),
    [
        ("青禾岚盛商贸有限公司", "91990000H1839CMWGK", "private_enterprise"),
        ("青禾县财政局", "11990000", "bureau"),
        ("白石镇中心小学", "12990000", "school"),
        ("青禾县新苗幼儿园", "52990000", "social_service"),
        ("石桥镇卫生院", "", "hospital"),
        ("白石镇红薯种植专业合作社", "93990000", "cooperative"),
        ("青禾县茶叶协会", "51990000", "society"),
        ("河东村村民委员会", "54990000", "village"),
        ("青禾县农产品批发市场", "", "market"),
        ("李记面馆", "92990000", "individual"),
        ("不知何物", "", ""),
    ],
)
def test_a_unit_is_told_by_its_name_or_its_code(name: str, uscc: str, kind: str):
    assert likely_kind(name, uscc) == kind
