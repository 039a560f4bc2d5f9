"""Steps 19–25: placing, oath, inspection, applying to be full, deciding, filing away."""

from __future__ import annotations

from datetime import date

from jishi.kernel.deadline import add_months, add_years
from jishi.kernel.declare import Example, rule
from jishi.kernel.verdict import OK, Verdict, advise, all_of, first_refusal, require
from jishi.procedures.kinds.bounds import months_after
from jishi.procedures.kinds.develop_member.admission import posted, publicity_ready
from jishi.procedures.kinds.develop_member.application import DETAILS
from jishi.procedures.kinds.develop_member.approval import (
    APPROVAL_MONTHS,
    LONGEST_MONTHS,
    decided_together,
    may_approve,
    probation_of,
)
from jishi.procedures.kinds.facts import Facts, Taken
from jishi.procedures.kinds.kind import DONE, Edge, Field, Meeting, Outcome, Step, returned

STAGE = "预备党员教育考察和转正"


def probation_end(facts: Facts) -> date | None:
    """A year after the assembly, or the end of the extension."""
    for one in reversed(facts.undone):
        if one.code == "full_approval" and one.outcome == "extend":
            return one.day("until")
    assembly_on = facts.on("assembly")
    return probation_of(assembly_on)[1] if assembly_on else None


def extended_once(facts: Facts) -> bool:
    return any(one.code == "full_approval" and one.outcome == "extend" for one in facts.undone)


_ENDS = date(2026, 6, 20)


@rule(
    title="讨论转正不早于预备期满",
    cites=("R-DEV-28", "R-DEV-29"),
    source=DETAILS + "第三十二条",
    examples=(
        Example({"ends": _ENDS, "on": _ENDS}, True, "期满当天"),
        Example({"ends": _ENDS, "on": date(2026, 6, 19)}, "probation_runs", "期满前一天开会"),
        Example({"ends": None, "on": _ENDS}, "no_probation", "还不是预备党员"),
    ),
)
def probation_is_over(ends: date | None, on: date) -> Verdict:
    if ends is None:
        return require(False, "no_probation", "没有预备期", "R-DEV-29")
    return require(on >= ends, "probation_runs", f"预备期未满，最早 {ends}", "R-DEV-29")


def _longer(until: date | None, again: bool = False) -> dict[str, object]:
    return {"ends": _ENDS, "until": until, "again": again}


@rule(
    title="延长预备期",
    cites=("R-DEV-30",),
    source=DETAILS + "第三十二条",
    examples=(
        Example(_longer(date(2026, 12, 20)), True, "半年"),
        Example(_longer(date(2027, 6, 20)), True, "一年"),
        Example(_longer(date(2026, 9, 20)), "extension_length", "三个月"),
        Example(_longer(date(2027, 7, 20)), "extension_length", "十三个月"),
        Example(_longer(date(2026, 12, 20), again=True), "extended_before", "第二次"),
        Example(_longer(None), "no_until", "没有写到哪一天"),
    ),
)
def may_extend(ends: date | None, until: date | None, again: bool) -> Verdict:
    """Once, from half a year to a year."""
    if ends is None or until is None:
        return require(False, "no_until", "须填延长到哪一天", "R-DEV-30")
    return first_refusal(
        require(not again, "extended_before", "预备期只能延长一次", "R-DEV-30"),
        require(
            add_months(ends, 6) <= until <= add_years(ends, 1), "extension_length",
            "延长不少于六个月、不超过一年", "R-DEV-30",
        ),
    )  # fmt: skip


RESULTS = ("confirm", "extend", "cancel")


@rule(
    title="预备期满的三种结果",
    cites=("R-DEV-31", "R-DEV-32"),
    source=DETAILS + "第三十二条",
    examples=(
        Example({"decided": "confirm", "approved": "confirm"}, True, "大会通过转正，批准转正"),
        Example({"decided": "extend", "approved": "confirm"}, "not_as_decided", "大会定的是延长"),
        Example({"decided": "", "approved": "confirm"}, "not_decided", "没有大会决议"),
        Example({"decided": "postpone", "approved": "postpone"}, "no_such", "没有第四种"),
    ),
)
def approved_as_decided(decided: str, approved: str) -> Verdict:
    """Confirmed, extended or cancelled: passed by the assembly and approved above, alike."""
    return first_refusal(
        require(bool(decided), "not_decided", "支部大会还没有决议", "R-DEV-32"),
        require(
            decided in RESULTS, "no_such", "只有按期转正、延长预备期、取消资格三种", "R-DEV-31"
        ),
        require(
            decided == approved, "not_as_decided", "审批结果须与支部大会决议一致，不同意的请退回",
            "R-DEV-32",
        ),
    )  # fmt: skip


_SIX = frozenset({"written", "group", "opinions", "committee"})


@rule(
    title="转正前的手续",
    cites=("R-DEV-33",),
    source=DETAILS + "第三十三条",
    examples=(
        Example({"done": _SIX, "has_group": True}, True, "四步齐全，再上会、报批"),
        Example({"done": _SIX - {"opinions"}, "has_group": True}, "not_prepared",
                "没有征求党员和群众意见"),
        Example({"done": _SIX - {"group"}, "has_group": False}, True, "不设党小组"),
        Example({"done": _SIX - {"written"}, "has_group": True}, "not_prepared", "没有书面申请"),
    ),
)  # fmt: skip
def prepared_for_full(done: frozenset[str], has_group: bool) -> Verdict:
    labels = {
        "written": "本人书面申请", "group": "党小组意见", "opinions": "征求党员和群众意见",
        "committee": "支委会审查",
    }  # fmt: skip
    lacking = [
        text for name, text in labels.items()
        if name not in done and (name != "group" or has_group)
    ]  # fmt: skip
    return require(not lacking, "not_prepared", f"还缺：{'、'.join(lacking)}", "R-DEV-33")


@rule(
    title="三个月内审批转正",
    cites=("R-DEV-34",),
    source=DETAILS + "第三十四条",
    examples=(
        Example({"assembly_on": date(2026, 6, 22), "on": date(2026, 9, 22)}, True, "当天"),
        Example({"assembly_on": date(2026, 6, 22), "on": date(2026, 9, 23)}, False, "超过"),
    ),
)
def full_approved_in_time(assembly_on: date, on: date) -> bool:
    return on <= add_months(assembly_on, APPROVAL_MONTHS)


@rule(
    title="党龄从预备期满转正之日算起",
    cites=("R-DEV-35",),
    source="《中国共产党章程》第七条；" + DETAILS + "第三十四条",
    examples=(
        Example({"ends": _ENDS, "full_on": _ENDS}, True, "六月二十日期满、八月一日批准"),
        Example({"ends": _ENDS, "full_on": date(2026, 8, 1)}, False, "不从批准之日算"),
        Example({"ends": date(2026, 12, 20), "full_on": date(2026, 12, 20)}, True, "延长期满"),
    ),
)
def seniority_right(ends: date, full_on: date) -> bool:
    return ends == full_on


FILES = (
    ("form", "入党志愿书"),
    ("application", "入党申请书"),
    ("check", "政治审查材料"),
    ("full_application", "转正申请书"),
    ("inspection", "培养教育考察材料"),
)


@rule(
    title="归档材料齐全",
    cites=("R-DEV-39",),
    source=DETAILS + "第三十六条",
    examples=(
        Example({"there": frozenset(code for code, _ in FILES)}, True, "五类齐全"),
        Example({"there": frozenset({"form", "application"})}, "file_incomplete", "缺三类"),
    ),
)
def file_complete(there: frozenset[str]) -> Verdict:
    lacking = [label for code, label in FILES if code not in there]
    return require(not lacking, "file_incomplete", f"缺：{'、'.join(lacking)}", "R-DEV-39")


# --- how the steps ask them ----------------------------------------------------------------------


def _over(facts: Facts) -> Edge | None:
    ends = probation_end(facts)
    return Edge(ends, "预备期满", "R-DEV-29") if ends else None


def _inspection_due(facts: Facts) -> Edge | None:
    start = facts.on("probation_inspection") or facts.on("assembly")
    if start is None:
        return None
    day = add_months(start, facts.number("probation_months"))
    ends = probation_end(facts)
    if ends is not None and day > ends:
        return None
    return Edge(day, "预备期内按期考察", hard=False, tone="amber")


def _apply_by(facts: Facts) -> Edge | None:
    ends = probation_end(facts)
    return Edge(ends, "预备期满前后由本人提出", "R-DEV-33", False, "amber") if ends else None


def _decide_by(facts: Facts) -> Edge | None:
    """预备期满后及时讨论: a month after the end, or after the extension's."""
    ends = probation_end(facts)
    if ends is None:
        return None
    return Edge(add_months(ends, 1), "预备期满及时讨论转正", "R-DEV-33", False)


def _prepared(facts: Facts, new: Taken) -> Verdict:
    if new.outcome != "done":
        return OK
    done = frozenset(
        name for name, there in (
            ("written", new.value("written")), ("group", new.value("group")),
            ("opinions", new.value("opinions")), ("committee", new.value("committee_on")),
        ) if there
    )  # fmt: skip
    return prepared_for_full(done, bool(new.value("has_group")))


def _decide(facts: Facts, new: Taken) -> Verdict:
    ends = probation_end(facts)
    if new.outcome == "cancel":
        return OK
    unfit = facts.last("full_application")
    fit = unfit is None or unfit.outcome == "done"
    over = all_of(
        probation_is_over(ends, new.on),
        require(fit, "unfit", "支部提请的是取消资格", "R-DEV-31"),
        advise(
            ends is None or new.on <= add_months(ends, 1), "late", "预备期满后没有及时讨论",
            "R-DEV-33",
        ),
    )  # fmt: skip
    if new.outcome == "extend":
        return all_of(over, may_extend(ends, new.day("until"), extended_once(facts)))
    return over


def _publicity(facts: Facts) -> Verdict:
    found = facts.last("full_application")
    return OK if found and found.outcome == "unfit" else publicity_ready("full_application", facts)


def _approve(facts: Facts, new: Taken) -> Verdict:
    decided = facts.last("full_assembly")
    return all_of(
        approved_as_decided(decided.outcome if decided else "", new.outcome),
        may_approve(facts.place, bool(new.value("deliberated"))),
        decided_together(bool(new.value("voted")), bool(new.value("one_by_one"))),
    )


def _file(facts: Facts, new: Taken) -> Verdict:
    return file_complete(frozenset(code for code, _ in FILES if new.value(code)))


MEETING = Meeting(label="支部大会", kinds=("assembly",), clause="R-DEV-32")
WITH_UNTIL = Field(
    code="until", label="延长至", type="date", needed=True, of_outcomes=("extend",),
    help="从预备期满之日算，半年以上、一年以内",
)  # fmt: skip

STEPS = (
    Step(
        code="placing", title="编入党支部和党小组", stage=STAGE, paper="编组记录",
        fields=(Field(code="group", label="编入的党小组", most=40, help="不设党小组的不填"),),
    ),
    Step(code="oath", title="入党宣誓", stage=STAGE, paper="宣誓记录", shares_day=True,
         fields=(Field(code="place", label="地点", most=60),)),
    Step(
        code="probation_inspection", title="继续教育考察", stage=STAGE, paper="预备党员考察表",
        repeats=True, latest=(_inspection_due,),
        fields=(Field(code="result", label="考察意见", type="choice", needed=True,
                      choices=(("good", "较好"), ("fair", "一般"), ("poor", "较差"))),),
    ),
    Step(
        code="full_application", title="提出转正申请", stage=STAGE, paper="转正申请书",
        latest=(_apply_by,), gates=(_prepared,),
        fields=(
            Field(code="written", label="本人书面申请", type="flag", of_outcomes=("done",)),
            Field(code="has_group", label="支部设有党小组", type="flag", of_outcomes=("done",)),
            Field(code="group", label="党小组提出意见", type="flag", of_outcomes=("done",)),
            Field(code="opinions", label="征求党员和群众意见", type="flag",
                  of_outcomes=("done",)),
            Field(code="committee_on", label="支委会审查日期", type="date",
                  of_outcomes=("done",)),
            Field(code="posted_on", label="公示开始日期", type="date", of_outcomes=("done",)),
        ),
        outcomes=(DONE, Outcome(
            code="unfit", label="提请取消资格", reason=True, tone="red", papers=False,
        )),
        prints=("publicity",),
    ),
    Step(
        code="full_assembly", title="支部大会讨论转正", stage=STAGE, meeting=MEETING,
        paper="会议记录、票决结果、决议", ready=(_publicity,), gates=(_decide,),
        earliest=(
            lambda facts: posted(facts, "full_application"),
            lambda facts: None if unfit(facts) else _over(facts),
        ),
        latest=(_decide_by,), fields=(WITH_UNTIL,), prints=("decision",),
        outcomes=(
            Outcome(code="confirm", label="按期转正", topics=("confirm",), tone="green"),
            Outcome(code="extend", label="延长预备期", topics=("extend",), reason=True),
            Outcome(code="cancel", label="取消预备党员资格", topics=("cancel",), reason=True,
                    tone="red"),
        ),
    ),
    Step(
        code="full_approval", title="上级党委审批转正", stage=STAGE, by="superior",
        document="批复", paper="审批意见", gates=(_approve,), prints=("approval",),
        latest=(
            months_after("full_assembly", APPROVAL_MONTHS, "三个月内审批", "R-DEV-34", hard=False,
                         tone="amber"),
            months_after("full_assembly", LONGEST_MONTHS, "超过六个月没有审批", "R-DEV-34",
                         hard=False),
        ),
        fields=(
            Field(code="voted", label="党委会集体讨论表决", type="flag"),
            Field(code="one_by_one", label="逐个审议、逐个表决", type="flag"),
            Field(code="deliberated", label="已经党总支审议", type="flag"),
        ),
        outcomes=(
            Outcome(code="confirm", label="批准转正", act="confirm", basis="full_assembly",
                    tone="green"),
            Outcome(code="extend", label="批准延长", act="extend", basis="full_assembly",
                    back="probation_inspection"),
            Outcome(code="cancel", label="批准取消资格", act="cancel", basis="full_assembly",
                    ends="cancelled", tone="red"),
            returned("full_assembly"),
        ),
    ),
    Step(
        code="archiving", title="材料归档", stage=STAGE, paper="归档目录", prints=("list",),
        fields=(
            *(Field(code=code, label=label, type="flag") for code, label in FILES),
            Field(code="kept", label="存放", type="choice", needed=True,
                  choices=(("personnel", "本人人事档案"), ("member", "党员档案"))),
            Field(code="handbook", label="一册：发展党员工作手册", type="flag"),
            Field(code="board", label="一栏：公示栏留存", type="flag"),
            Field(code="survey", label="一调查：民意调查", type="flag"),
        ),
        gates=(_file,),
    ),
)  # fmt: skip


def unfit(facts: Facts) -> bool:
    found = facts.last("full_application")
    return found is not None and found.outcome == "unfit"
