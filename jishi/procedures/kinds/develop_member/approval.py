"""Steps 16–18: the superior talks, decides and files: who may, how, until when, from which day."""

from __future__ import annotations

from datetime import date

from jishi.kernel.deadline import add_months, add_years
from jishi.kernel.declare import Example, rule
from jishi.kernel.verdict import OK, Verdict, advise, all_of, first_refusal, require
from jishi.procedures.kinds.bounds import months_after
from jishi.procedures.kinds.develop_member.admission import STAGE
from jishi.procedures.kinds.develop_member.application import DETAILS, FILED
from jishi.procedures.kinds.develop_member.candidate import UNITS, units_agree
from jishi.procedures.kinds.facts import Facts, Place, Taken
from jishi.procedures.kinds.kind import Field, Outcome, Step, returned

APPROVAL_MONTHS, LONGEST_MONTHS = 3, 6


def _by(kind: str, right: bool = True, between: bool = False, deliberated: bool = False) -> object:
    place = Place(approver_kind=kind, approver_right=right, between=between)
    return {"place": place, "deliberated": deliberated}


@rule(
    title="由有审批权限的党委审批",
    cites=("R-DEV-22", "R-ORG-01"),
    source=DETAILS + "第二十三条",
    examples=(
        Example(_by("committee"), True, "乡镇党委"),  # type: ignore[arg-type]
        Example(_by("general_branch"), "no_right", "党总支不能审批"),  # type: ignore[arg-type]
        Example(_by("leading_group"), "no_right", "党组不能审批"),  # type: ignore[arg-type]
        Example(_by("committee", right=False), "no_right", "没有授予权限"),  # type: ignore[arg-type]
        Example(_by("committee", between=True), "not_deliberated", "党总支没有审议"),  # type: ignore[arg-type]
        Example(_by("committee", between=True, deliberated=True), True, "总支审议后报党委"),  # type: ignore[arg-type]
    ),
)  # fmt: skip
def may_approve(place: Place, deliberated: bool) -> Verdict:
    return first_refusal(
        require(
            place.approver_kind in ("committee", "local_committee") and place.approver_right,
            "no_right", "没有审批预备党员的权限，党总支、党组不能审批", "R-DEV-22",
        ),
        require(
            not place.between or deliberated, "not_deliberated", "须先经党总支审议", "R-DEV-22"
        ),
    )  # fmt: skip


@rule(
    title="审批前派人谈话",
    cites=("R-DEV-23",),
    source=DETAILS + "第二十四条",
    examples=(
        Example({"talked_on": date(2026, 4, 1), "by": "organiser"}, True, "组织员谈过"),
        Example({"talked_on": None, "by": ""}, "not_talked", "没有谈话"),
        Example({"talked_on": date(2026, 4, 1), "by": "other"}, "wrong_talker", "换了别人谈"),
    ),
)
def talked_before(talked_on: date | None, by: str) -> Verdict:
    return first_refusal(
        require(talked_on is not None, "not_talked", "审批前须由党委派人谈话", "R-DEV-23"),
        require(
            by in ("member", "organiser"), "wrong_talker", "须由党委委员或组织员谈话", "R-DEV-23"
        ),
    )


def _collective(votes: bool, alone: bool) -> dict[str, object]:
    return {"voted": votes, "one_by_one": alone}


@rule(
    title="党委集体讨论、逐个表决",
    cites=("R-DEV-24",),
    source=DETAILS + "第二十五条",
    examples=(
        Example(_collective(True, True), True, "逐个审议表决"),
        Example(_collective(False, True), "not_voted", "个人签字代替会议"),
        Example(_collective(True, False), "in_bulk", "几个人一起通过"),
    ),
)
def decided_together(voted: bool, one_by_one: bool) -> Verdict:
    return all_of(
        require(voted, "not_voted", "须党委会集体讨论表决", "R-DEV-24"),
        require(one_by_one, "in_bulk", "两人以上的须逐个审议、逐个表决", "R-DEV-24"),
    )


def _decided(on: date) -> dict[str, object]:
    return {"assembly_on": date(2026, 1, 15), "on": on}


@rule(
    title="三个月内审批，最长六个月",
    cites=("R-DEV-25", "R-DEV-26"),
    source=DETAILS + "第二十六条；地方口径",
    examples=(
        Example(_decided(date(2026, 4, 15)), True, "满三个月当天"),
        Example(_decided(date(2026, 4, 16)), "late", "超过三个月，须有特殊情况，提醒"),
        Example(_decided(date(2026, 7, 15)), "late", "六个月以内"),
        Example(_decided(date(2026, 7, 16)), "too_late", "超过六个月，须重新办理"),
    ),
)
def approved_in_time(assembly_on: date, on: date) -> Verdict:
    """After six months the old resolution can no longer be approved."""
    return first_refusal(
        require(
            on <= add_months(assembly_on, LONGEST_MONTHS), "too_late",
            "支部大会通过已超过六个月，不能补批，须重新办理", "R-DEV-26",
        ),
        advise(
            on <= add_months(assembly_on, APPROVAL_MONTHS), "late", "超过三个月才审批", "R-DEV-25"
        ),
    )  # fmt: skip


def probation_of(assembly_on: date) -> tuple[date, date]:
    """From the day of the assembly, for a year; the day of the approval does not matter."""
    return assembly_on, add_years(assembly_on, 1)


@rule(
    title="预备期自支部大会通过之日起一年",
    cites=("R-DEV-27", "R-DEV-36", "R-REL-21"),
    source="《中国共产党章程》第七条；" + DETAILS + "第三十二条",
    examples=(
        Example({"assembly_on": date(2025, 6, 20), "first": date(2025, 6, 20),
                 "last": date(2026, 6, 20)}, True, "大会之日起一年"),
        Example({"assembly_on": date(2025, 6, 20), "first": date(2025, 8, 30),
                 "last": date(2026, 8, 30)}, False, "不能从批准之日起算"),
    ),
)  # fmt: skip
def probation_right(assembly_on: date, first: date, last: date) -> bool:
    return (first, last) == probation_of(assembly_on)


@rule(
    title="年度发展计划",
    cites=("R-DEV-40",),
    source="惯例",
    examples=(
        Example({"planned": 5, "used": 4}, True, "还有一个名额"),
        Example({"planned": 5, "used": 5}, "over_plan", "超出计划，提醒"),
        Example({"planned": None, "used": 9}, True, "没有下达计划"),
        Example({"planned": 0, "used": -1}, "bad_count", "人数不对"),
    ),
)
def within_plan(planned: int | None, used: int) -> Verdict:
    """The plan guides; it neither refuses nor ranks anybody."""
    return first_refusal(
        require(used >= 0, "bad_count", "已接收人数不对", "R-DEV-40"),
        advise(planned is None or used < planned, "over_plan", "超出年度发展计划", "R-DEV-40"),
    )


# --- how the steps ask them ----------------------------------------------------------------------


def _approval(facts: Facts, new: Taken) -> Verdict:
    if new.outcome == "refused":
        return OK
    assembly_on = facts.on("assembly")
    opinions = tuple(str(facts.value("political_check", unit) or "") for unit in UNITS)
    return all_of(
        may_approve(facts.place, bool(new.value("deliberated"))),
        talked_before(facts.on("approval_talk"), str(facts.value("approval_talk", "role") or "")),
        decided_together(bool(new.value("voted")), bool(new.value("one_by_one"))),
        approved_in_time(assembly_on, new.on) if assembly_on else OK,
        units_agree(opinions, bool(facts.local.get("units_asked"))),
        within_plan(facts.place.planned, facts.place.used),
    )


REFUSED = Outcome(
    code="refused", label="不予批准", ends="refused", reason=True, papers=False, tone="red"
)
FORMER = Outcome(code="done", label="批准", act="admit", basis="assembly", tone="green")

STEPS = (
    Step(
        code="approval_talk", title="上级党委派人谈话", stage=STAGE, by="superior",
        paper="谈话意见（写入志愿书）", prints=("talk",),
        fields=(
            Field(code="role", label="谈话人是", type="choice", needed=True,
                  choices=(("member", "党委委员"), ("organiser", "组织员"))),
            Field(code="talker", label="谈话人姓名", needed=True, most=40),
        ),
    ),
    Step(
        code="approval", title="上级党委审批", stage=STAGE, by="superior", document="批复",
        paper="党委会记录、审批意见", prints=("approval",), gates=(_approval,),
        latest=(
            months_after("assembly", APPROVAL_MONTHS, "三个月内审批", "R-DEV-25", hard=False,
                         tone="amber"),
            months_after("assembly", LONGEST_MONTHS, "六个月内审批，过期须重新办理", "R-DEV-26"),
        ),
        fields=(
            Field(code="voted", label="党委会集体讨论表决", type="flag", of_outcomes=("done",)),
            Field(code="one_by_one", label="逐个审议、逐个表决", type="flag",
                  of_outcomes=("done",)),
            Field(code="deliberated", label="已经党总支审议", type="flag", of_outcomes=("done",)),
        ),
        outcomes=(FORMER, REFUSED, returned("review")),
        help="预备期从支部大会通过之日起一年，系统按大会日期写入。",
    ),
    Step(
        code="county_filing", title="报县委组织部备案", stage=STAGE, by="county", document=FILED,
        prints=("filing",),
    ),
)  # fmt: skip
