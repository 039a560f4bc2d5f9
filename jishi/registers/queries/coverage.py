"""The two-new board: both rates with both denominators, and the rows behind every number."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from jishi.kernel.tally import Ratio
from jishi.registers.addresses import org_link, unit_link
from jishi.registers.facts import UnitFacts
from jishi.registers.rules.units import Tier, mode_proposed
from jishi.registers.table import Table
from jishi.registers.unit_kinds import GROUPS, MODES

Takes = Callable[[UnitFacts], bool]


@dataclass(frozen=True)
class Line:
    """One number of the board: which units it counts."""

    code: str
    label: str
    takes: Takes
    tone: str = ""
    note: str = ""


def _gap(unit: UnitFacts) -> bool:
    """R-GOV-07: enough full members for a branch of its own, and none."""
    return unit.may_build and unit.mode != "single"


def _unjoined(unit: UnitFacts) -> bool:
    return unit.tier is Tier.JOIN and not unit.is_covered


LINES = {
    line.code: line
    for line in (
        Line("all", "单位总数", lambda unit: True),
        Line("able", "具备组建条件", lambda unit: unit.may_build, note="正式党员 3 名以上"),
        Line("covered", "已有组织覆盖", lambda unit: unit.is_covered),
        Line("able_covered", "具备条件且已覆盖", lambda u: u.may_build and u.is_covered),
        Line("work", "已有工作覆盖", lambda unit: unit.work_covered,
             note="有组织，或有指导员、群团组织"),
        Line("able_work", "具备条件且有工作覆盖", lambda u: u.may_build and u.work_covered),
        Line("gap", "应建未建", _gap, "red", "正式党员 3 名以上没有单独组建"),
        Line("unexplained", "应建未建没写原因", lambda u: _gap(u) and not u.gap_reason, "red"),
        Line("unjoined", "应联建未联建", _unjoined, "red", "有党员、不足 3 名，没有组织覆盖"),
        Line("uncovered", "没有工作覆盖", lambda unit: not unit.work_covered, "red"),
        Line("dissolved", "建后又撤", lambda u: u.was_covered and not u.is_covered, "red"),
        Line("unknown", "没有排查党员", lambda unit: unit.tier is Tier.UNKNOWN),
    )
}  # fmt: skip
HEADERS = (
    "单位", "类别", "归口党组织", "职工", "党员", "正式党员", "分类", "组建方式", "建议方式",
    "指导员", "上次走访", "未建原因",
)  # fmt: skip


def chosen(facts: Iterable[UnitFacts], only: str) -> list[UnitFacts]:
    """Units of one upper level of the dictionary, of the older 两新, or all of them."""
    if only == "two_new":
        return [unit for unit in facts if unit.of_kind.two_new]
    return [unit for unit in facts if not only or unit.of_kind.group == only]


def rows_of(facts: Iterable[UnitFacts], code: str) -> list[UnitFacts]:
    return [unit for unit in facts if LINES[code].takes(unit)]


def table(facts: Iterable[UnitFacts], code: str) -> Table:
    rows = [_row(unit) for unit in rows_of(facts, code)]
    return Table(LINES[code].label, HEADERS, rows, note=LINES[code].note)


def _row(unit: UnitFacts) -> tuple[Any, ...]:
    proposed = proposal(unit)
    return (
        unit_link(unit.id, unit.name), unit.of_kind.label, org_link(unit.org_id, unit.org_name),
        "" if unit.staff is None else unit.staff, "" if unit.members is None else unit.members,
        "" if unit.full is None else unit.full, unit.tier.label,
        MODES.get(unit.mode, "没有覆盖"), MODES.get(proposed, "") if proposed != unit.mode else "",
        unit.instructors or "", unit.last_visit or "", unit.gap_reason,
    )  # fmt: skip


def proposal(unit: UnitFacts) -> str:
    return mode_proposed(
        unit.tier, kind=unit.kind, carrier=unit.of_kind.carrier, industry=bool(unit.industry),
        staff=unit.staff,
    )  # fmt: skip


@dataclass(frozen=True)
class Rate:
    """A percentage that exists beside its numerator and denominator only."""

    label: str
    top: str
    bottom: str
    ratio: Ratio


def rates(facts: list[UnitFacts]) -> list[Rate]:
    """R-GOV-08 and R-GOV-09, each over all units and over those that have what it takes."""
    count = {code: len(rows_of(facts, code)) for code in LINES}
    return [
        Rate("组织覆盖率（全部单位）", "covered", "all", Ratio(count["covered"], count["all"])),
        Rate("组织覆盖率（具备条件单位）", "able_covered", "able",
             Ratio(count["able_covered"], count["able"])),
        Rate("工作覆盖率（全部单位）", "work", "all", Ratio(count["work"], count["all"])),
        Rate("工作覆盖率（具备条件单位）", "able_work", "able",
             Ratio(count["able_work"], count["able"])),
    ]  # fmt: skip


def by_group(facts: list[UnitFacts]) -> list[tuple[str, str, int, int, int, int]]:
    """(code, label, units, covered, with work coverage, gaps) of each upper level."""
    found = []
    for code, label in GROUPS.items():
        here = chosen(facts, code)
        if here:
            found.append(
                (
                    code, label, len(here), len(rows_of(here, "covered")),
                    len(rows_of(here, "work")), len(rows_of(here, "gap")),
                )
            )  # fmt: skip
    return found
