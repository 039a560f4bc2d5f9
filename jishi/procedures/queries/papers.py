"""What the papers of a step say: from the record, nothing typed again."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from jishi.people.models import Person
from jishi.procedures.kinds import kind_of
from jishi.procedures.kinds.bounds import publicity_over
from jishi.procedures.kinds.develop_member.approval import probation_of
from jishi.procedures.kinds.facts import Facts, Met
from jishi.procedures.kinds.kind import Step
from jishi.procedures.models import Procedure, ProcedureStep
from jishi.procedures.queries.facts import Known, edition_of
from jishi.procedures.queries.line import item_text
from jishi.procedures.rules.publicity import SHOWN, may_be_posted


@dataclass(frozen=True)
class Paper:
    """One sheet: heading, facts, sentences; the template says where which stands."""

    code: str
    procedure: Procedure
    step: Step
    row: ProcedureStep
    facts: list[tuple[str, str]] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    met: Met | None = None


def paper_of(procedure: Procedure, row: ProcedureStep, code: str, today: date) -> Paper | None:
    step = edition_of(procedure).step(row.code)
    if code not in step.prints:
        return None
    known = Known([procedure], today)
    facts = known.facts(procedure)
    met = known.mets.get((row.activity_id or 0, row.topic))
    items = [
        (one.label, item_text(one, row.payload[one.code], known.who))
        for one in step.fields if row.payload.get(one.code)
    ]  # fmt: skip
    make = {"publicity": _publicity, "approval": _approval, "decision": _decision, "list": _list}
    lines, text = make.get(code, _plain)(procedure, row, facts, met)
    return Paper(code, procedure, step, row, lines or items, text, met)


_Made = tuple[list[tuple[str, str]], list[str]]


def _plain(procedure: Procedure, row: ProcedureStep, facts: Facts, met: Met | None) -> _Made:
    return [], []


def _publicity(procedure: Procedure, row: ProcedureStep, facts: Facts, met: Met | None) -> _Made:
    """Name, sex, month of birth, work place, days: nothing else is there (R-DEV-19)."""
    person = procedure.person
    if person is None or not may_be_posted(SHOWN):
        return [], []
    first = date.fromisoformat(row.payload["posted_on"]) if row.payload.get("posted_on") else None
    last = ""
    if first is not None:
        working = facts.local["notice_unit"] == "working"
        over = publicity_over(first, facts.number("notice_days"), working, facts.calendar)
        last = str(over - timedelta(days=1))
    values = {
        "name": person.name, "sex": person.sex_label, "born": _month(person),
        "work_place": person.work_place, "applied_on": _day(facts.on("application")),
        "activist_on": _day(facts.on("activist")), "candidate_on": _day(facts.on("candidate")),
    }  # fmt: skip
    labels = {
        "name": "姓名", "sex": "性别", "born": "出生年月", "work_place": "单位及职务",
        "applied_on": "申请入党时间", "activist_on": "确定为入党积极分子时间",
        "candidate_on": "确定为发展对象时间",
    }  # fmt: skip
    what = "拟转为正式党员" if row.code == "full_application" else "拟接收为预备党员"
    return [(labels[name], values[name]) for name in SHOWN if values[name]], [
        f"经研究，{what}，现予公示。",
        f"公示时间：{_day(first) or '＿＿＿＿'} 至 {last or '＿＿＿＿'}。",
        "如有意见，请在公示期内向本党组织反映，来信来访均可。",
    ]


def _decision(procedure: Procedure, row: ProcedureStep, facts: Facts, met: Met | None) -> _Made:
    step = edition_of(procedure).step(row.code)
    outcome = step.outcome(row.outcome)
    what = outcome.label if outcome and outcome.code != "done" else "接收为中共预备党员"
    counts = []
    if met is not None:
        counts = [
            ("会议", f"{met.held_on} {met.title}"), ("应到有表决权", _number(met.expected)),
            ("实到有表决权", _number(met.came)), ("赞成", _number(met.in_favour)),
        ]  # fmt: skip
    return counts, [
        f"支部大会于 {row.done_on} 讨论了{procedure.title}同志的问题，"
        f"经无记名投票表决，通过：{what}。",
    ]


def _approval(procedure: Procedure, row: ProcedureStep, facts: Facts, met: Met | None) -> _Made:
    assembly = facts.on("assembly")
    lines = [("批复文号", row.document), ("审批日期", str(row.done_on))]
    if row.code == "approval" and assembly is not None:
        last = probation_of(assembly)[1]
        if facts.local.get("end_written") == "before":
            last -= timedelta(days=1)
        lines += [("支部大会通过", str(assembly)), ("预备期", f"{assembly} 至 {last}")]
    outcome = edition_of(procedure).step(row.code).outcome(row.outcome)
    return lines, [f"经党委会集体讨论、逐个表决，{outcome.label if outcome else ''}。"]


def _list(procedure: Procedure, row: ProcedureStep, facts: Facts, met: Met | None) -> _Made:
    return [
        (label, "有" if row.payload.get(code) else "缺")
        for code, label in kind_of(procedure.kind).closing
    ], []


def _month(person: Person) -> str:
    return f"{person.born_on:%Y-%m}" if person.born_on else ""


def _day(day: date | None) -> str:
    return str(day) if day else ""


def _number(value: Any) -> str:
    return "" if value is None else f"{value} 人"
