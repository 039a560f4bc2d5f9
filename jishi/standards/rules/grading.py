"""Grades of a whole round: thresholds first, then what vetoes forbid, then caps on shares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from jishi.kernel.declare import Example, rule
from jishi.kernel.verdict import Verdict, advise, all_of, require
from jishi.standards.kinds.schemes import Scheme


@dataclass(frozen=True, slots=True)
class Candidate:
    """An assessment to be graded: percent of the full points, and the best grade not vetoed."""

    id: int
    percent: Decimal
    best: int = 1  # counted from the top
    vetoes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Graded:
    grade: str
    reason: str = ""


def grades_of(scheme: Scheme, candidates: Sequence[Candidate]) -> dict[int, Graded]:
    """From the best grade down. Those with the same points are treated alike: a group that would
    break the cap goes down together (R-GOV-40). A veto is judged before the points (R-GOV-41)."""
    found: dict[int, Graded] = {}
    told: dict[int, str] = {}
    waiting = sorted(candidates, key=lambda each: (-each.percent, each.id))
    for place, grade in enumerate(scheme.grades, start=1):
        last = place == len(scheme.grades)
        room = len(candidates) if last else len(candidates) * grade.most // 100
        rest: list[Candidate] = []
        full = False
        for percent, alike in groupby(waiting, key=lambda each: each.percent):
            fit: list[Candidate] = []
            for each in alike:
                enough = last or percent >= grade.at_least
                vetoed = not last and each.best > place
                if enough and vetoed and each.id not in told:
                    told[each.id] = f"有否决情形：{'、'.join(each.vetoes)}（R-GOV-41）"
                (fit if enough and not vetoed else rest).append(each)
            if fit and (full or len(fit) > room) and not last:
                full = True
                for each in fit:
                    told.setdefault(
                        each.id, f"{grade.label}不超过 {grade.most}%，名额已满（R-GOV-40）"
                    )
                rest.extend(fit)
                continue
            room -= len(fit)
            for each in fit:
                found[each.id] = Graded(grade.code, told.get(each.id, ""))
        waiting = sorted(rest, key=lambda each: (-each.percent, each.id))
    return found


def moved(scheme: Scheme, before: str, now: str) -> str:
    """晋位 or 降位 against the round before; empty where there is nothing to compare."""
    codes = [grade.code for grade in scheme.grades]
    if before not in codes or now not in codes or before == now:
        return ""
    return "晋位" if codes.index(now) < codes.index(before) else "降位"


@rule(
    title="能否评定等次",
    cites=("R-GOV-40", "R-GOV-41"),
    source="地方星级管理办法",
    examples=(
        Example({"open_ones": 0, "confirmed": 20}, True, "都已审定"),
        Example({"open_ones": 3, "confirmed": 17}, "not_all_confirmed", "还有没审定的"),
        Example({"open_ones": 0, "confirmed": 0}, "nobody", "没有考评对象"),
    ),
)
def may_grade(open_ones: int, confirmed: int) -> Verdict:
    return all_of(
        require(not open_ones, "not_all_confirmed", f"还有 {open_ones} 个没有审定或申诉未复核"),
        require(confirmed > 0, "nobody", "没有已审定的考评"),
    )


@rule(
    title="星级评定的时间",
    cites=("R-GOV-41",),
    source="地方星级管理办法",
    examples=(
        Example({"year": 2025, "today": date(2026, 3, 31)}, True, "一季度评上年"),
        Example({"year": 2026, "today": date(2026, 11, 20)}, "year_not_over", "当年还没有过完"),
        Example(
            {"year": 2025, "today": date(2026, 5, 8)}, ("after_first_quarter",), "晚了，只提示"
        ),
    ),
)
def stars_in_time(year: int, today: date) -> Verdict:
    return all_of(
        require(today.year > year, "year_not_over", f"{year} 年还没有过完，次年一季度评定"),
        advise(
            today <= date(year + 1, 3, 31), "after_first_quarter", "一般在次年一季度评定",
            "R-GOV-41",
        ),
    )  # fmt: skip


@rule(
    title="一方测评票的数目对不对",
    cites=("R-GOV-38",),
    source="述职评议考核工作流程",
    examples=(
        Example({"issued": 40, "returned": 38, "valid": 37, "counts": 37}, True, "数目相合"),
        Example({"issued": 30, "returned": 38, "valid": 30, "counts": 30}, "sheets_out_of_order",
                "收回多于发出"),
        Example({"issued": 40, "returned": 38, "valid": 37, "counts": 35}, "counts_disagree",
                "各档合计与有效票不等"),
        Example({"issued": 40, "returned": 0, "valid": 0, "counts": 0}, "no_sheets", "没有有效票"),
    ),
)  # fmt: skip
def sheets_agree(issued: int, returned: int, valid: int, counts: int) -> Verdict:
    return all_of(
        require(
            issued >= returned >= valid >= 0, "sheets_out_of_order",
            "发出、收回、有效票应依次不增", "R-GOV-38",
        ),
        require(valid == counts, "counts_disagree", f"各档合计 {counts} 票，有效票 {valid} 票"),
        require(valid > 0 or counts != valid, "no_sheets", "没有有效票"),
    )  # fmt: skip


@rule(
    title="约谈后能否算办结",
    cites=("R-GOV-37",),
    source="述职评议考核办法",
    examples=(
        Example({"held": True, "record": "谈话情况", "follow_up": "已整改"}, True, "谈了也回看了"),
        Example({"held": False, "record": "", "follow_up": "已整改"}, "not_held", "没有谈"),
        Example({"held": True, "record": "谈话情况", "follow_up": ""}, "no_follow_up", "没有回看"),
    ),
)
def talk_is_done(held: bool, record: str, follow_up: str) -> Verdict:
    return all_of(
        require(held and bool(record.strip()), "not_held", "还没有登记约谈", "R-GOV-37"),
        require(
            not held or bool(follow_up.strip()), "no_follow_up", "还没有登记整改回看", "R-GOV-37"
        ),
    )


def quota(organisations: int, percent: int) -> int:
    """How many demonstration sites a share of the organisations makes, at least one."""
    return max(1, organisations * percent // 100) if organisations else 0


def side_points(
    worth: Decimal, weights: Mapping[str, int], marks: Mapping[str, Decimal]
) -> Decimal | None:
    """The points of all sides together; None while one of them has not been counted."""
    if set(weights) - set(marks):
        return None
    share = sum((marks[code] * weight for code, weight in weights.items()), Decimal(0)) / 100
    return (worth * share / 100).quantize(Decimal("0.01"))
