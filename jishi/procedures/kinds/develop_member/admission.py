"""Steps 12–15: review and publicity, advance review, the form, the assembly."""

from __future__ import annotations

from datetime import date

from jishi.kernel.calendar import WorkCalendar, published_calendar
from jishi.kernel.deadline import add_months
from jishi.kernel.declare import Example, rule
from jishi.kernel.verdict import OK, Verdict, advise, all_of, first_refusal, require
from jishi.procedures.kinds.bounds import months_after, publicity_over
from jishi.procedures.kinds.develop_member.application import COMMITTEE, DETAILS, named
from jishi.procedures.kinds.develop_member.candidate import (
    check_still_valid,
    politically_checked,
)
from jishi.procedures.kinds.facts import Facts, Taken
from jishi.procedures.kinds.kind import DONE, Edge, Field, Meeting, Outcome, Step, returned

STAGE = "预备党员接收"
LEAVING_MONTHS = 3


@rule(
    title="预审合格才发志愿书",
    cites=("R-DEV-15",),
    source=DETAILS + "第十九条",
    examples=(
        Example({"reviewed_on": date(2026, 3, 2), "document": "白党〔2026〕5号"}, True, "书面合格"),
        Example({"reviewed_on": date(2026, 3, 2), "document": ""}, "not_written", "只有口头答复"),
        Example({"reviewed_on": None, "document": ""}, "not_reviewed", "没有预审"),
    ),
)
def form_may_be_given(reviewed_on: date | None, document: str) -> Verdict:
    return first_refusal(
        require(reviewed_on is not None, "not_reviewed", "上级党委还没有预审", "R-DEV-15"),
        require(bool(document.strip()), "not_written", "预审结果须书面通知", "R-DEV-15"),
    )


def _leaving(leaves: date | None, exception: str = "") -> dict[str, object]:
    return {"leaves_on": leaves, "on": date(2026, 4, 1), "exception": exception}


@rule(
    title="即将离开单位的一般不办理接收",
    cites=("R-DEV-16",),
    source=DETAILS + "第十九条",
    examples=(
        Example(_leaving(None), True, "没有离开的打算"),
        Example(_leaving(date(2026, 7, 1)), True, "还有整三个月"),
        Example(_leaving(date(2026, 6, 30)), "leaving_soon", "不到三个月就毕业"),
        Example(_leaving(date(2026, 6, 30), "青组〔2026〕8号"), True, "例外已经批准"),
    ),
)
def stays_long_enough(leaves_on: date | None, on: date, exception: str) -> Verdict:
    return require(
        leaves_on is None or bool(exception) or leaves_on >= add_months(on, LEAVING_MONTHS),
        "leaving_soon", "三个月内将离开工作、学习单位的，一般不办理接收；例外须有批准文号",
        "R-DEV-16",
    )  # fmt: skip


def _posted(first: date, on: date, days: int = 5, working: bool = True) -> dict[str, object]:
    return {
        "first": first, "on": on, "days": days, "working": working,
        "calendar": published_calendar(),
    }  # fmt: skip


@rule(
    title="公示期满才能上会",
    cites=("R-DEV-18", "R-DEV-19"),
    source="地方规定",
    examples=(
        Example(_posted(date(2026, 3, 2), date(2026, 3, 9)), True, "周一起五个工作日，下周一"),
        Example(_posted(date(2026, 3, 2), date(2026, 3, 6)), "posted_short", "周五还在公示"),
        Example(_posted(date(2026, 2, 9), date(2026, 2, 24)), True, "含调休上班日"),
        Example(_posted(date(2026, 3, 2), date(2026, 3, 9), 7, working=False), True, "自然日七天"),
        Example({**_posted(date(2026, 3, 2), date(2026, 3, 9)), "first": None}, "not_posted",
                "没有公示"),
    ),
)  # fmt: skip
def publicity_done(
    first: date | None, on: date, days: int, working: bool, calendar: WorkCalendar
) -> Verdict:
    if first is None:
        return require(not days, "not_posted", "还没有公示", "R-DEV-18")
    over = publicity_over(first, days, working, calendar)
    return require(on >= over, "posted_short", f"公示期未满，最早 {over}", "R-DEV-18")


_VALUES = {"reviewed_on": date(2026, 3, 2), "months": 1}


@rule(
    title="预审后及时召开支部大会",
    cites=("R-DEV-15", "R-DEV-17"),
    source="地方口径",
    examples=(
        Example({**_VALUES, "on": date(2026, 4, 2)}, True, "满一个月当天"),
        Example({**_VALUES, "on": date(2026, 4, 3)}, False, "超过一个月，提醒"),
    ),
)
def assembly_in_time(reviewed_on: date, on: date, months: int) -> bool:
    return on <= add_months(reviewed_on, months)


@rule(
    title="支部大会的到场和顺序",
    cites=("R-DEV-21",),
    source=DETAILS + "第二十一条",
    examples=(
        Example({"applicant": True, "sponsors": 2, "heard": True}, True, "都到场，按顺序进行"),
        Example({"applicant": True, "sponsors": 1, "heard": True}, True, "一名介绍人到场"),
        Example({"applicant": True, "sponsors": 0, "heard": True}, "sponsors_absent",
                "介绍人都缺席，提醒"),
        Example({"applicant": False, "sponsors": 2, "heard": True}, "applicant_absent",
                "申请人没有到场，提醒"),
        Example({"applicant": True, "sponsors": 2, "heard": False}, "not_reported",
                "没有先汇报、介绍和报告审查情况"),
    ),
)  # fmt: skip
def assembly_well_run(applicant: bool, sponsors: int, heard: bool) -> Verdict:
    return all_of(
        require(
            heard, "not_reported", "须申请人汇报、介绍人介绍、支委会报告审查情况，再讨论表决",
            "R-DEV-21",
        ),
        advise(applicant, "applicant_absent", "申请人应参加支部大会", "R-DEV-21"),
        advise(sponsors > 0, "sponsors_absent", "介绍人都没有到会", "R-DEV-21"),
    )  # fmt: skip


# --- how the steps ask them ----------------------------------------------------------------------


def _checked(facts: Facts) -> Verdict:
    return politically_checked(str(facts.value("political_check", "result") or ""))


def _still_valid(facts: Facts, new: Taken) -> Verdict:
    return check_still_valid(facts.on("political_check"), new.on, facts.number("check_months"))


def _reviewed(facts: Facts) -> Verdict:
    found = facts.last("advance_review")
    return form_may_be_given(found.on if found else None, found.document if found else "")


def posted(facts: Facts, code: str) -> Edge | None:
    """The end of the publicity named in a step."""
    found = facts.last(code)
    first, days = found.day("posted_on") if found else None, facts.number("notice_days")
    if first is None or not days:
        return None
    over = publicity_over(first, days, facts.local["notice_unit"] == "working", facts.calendar)
    return Edge(over, "公示期满", "R-DEV-18")


def publicity_ready(code: str, facts: Facts) -> Verdict:
    found = facts.last(code)
    first = found.day("posted_on") if found else None
    return require(
        first is not None or not facts.number("notice_days"), "not_posted", "还没有公示", "R-DEV-18"
    )


def _assembly(facts: Facts, new: Taken) -> Verdict:
    if new.outcome != "done":
        return OK
    review, sponsors = facts.last("advance_review"), facts.last("sponsors")
    present = new.met.present if new.met else frozenset()
    came = sum(one.pk in present for one in named(sponsors, "first", "second")) if sponsors else 0
    return all_of(
        stays_long_enough(
            review.day("leaves_on") if review else None, new.on,
            str(facts.value("advance_review", "exception") or ""),
        ),
        assembly_well_run(bool(new.value("applicant_there")), came, bool(new.value("reported"))),
        check_still_valid(facts.on("political_check"), new.on, facts.number("check_months")),
    )  # fmt: skip


def _advance(facts: Facts, new: Taken) -> Verdict:
    return stays_long_enough(new.day("leaves_on"), new.on, str(new.value("exception") or ""))


ASSEMBLY = Meeting(label="支部大会", kinds=("assembly",), topics=("admit",), clause="R-DEV-32")
STEPS = (
    Step(
        code="review", title="支部委员会审查", stage=STAGE, meeting=COMMITTEE,
        paper="支委会审查记录、公示材料", ready=(_checked,), gates=(_still_valid,),
        fields=(
            Field(code="kin", label="与本支部委员有近亲属关系", type="flag",
                  help="只记有或没有，供上级核查"),
            Field(code="posted_on", label="公示开始日期", type="date",
                  help="公示期满才能开支部大会"),
        ),
        prints=("publicity",),
    ),
    Step(
        code="advance_review", title="上级党委预审", stage=STAGE, by="superior",
        document="预审通知", shares_day=True, ready=(_checked,), gates=(_advance,),
        fields=(
            Field(code="leaves_on", label="预计离开单位的日期", type="date",
                  help="毕业、调离等，没有的不填"),
            Field(code="exception", label="例外的批准文号", most=60),
        ),
        outcomes=(
            DONE, returned("review"), Outcome(
                code="recheck", label="重新政审", back="political_check", reason=True,
                meets=False, papers=False, tone="red",
            ),
        ),
    ),
    Step(
        code="form", title="填写入党志愿书", stage=STAGE, paper="入党志愿书", ready=(_reviewed,),
        fields=(Field(code="number", label="志愿书编号", needed=True, most=40),),
    ),
    Step(
        code="assembly", title="支部大会讨论", stage=STAGE, meeting=ASSEMBLY,
        paper="会议记录、票决结果、决议", ready=(lambda facts: publicity_ready("review", facts),),
        earliest=(lambda facts: posted(facts, "review"),),
        latest=(months_after(
            "advance_review", "assembly_months", "预审后及时开会", "R-DEV-17", hard=False,
            tone="amber",
        ),),
        fields=(
            Field(code="applicant_there", label="申请人到会", type="flag", of_outcomes=("done",)),
            Field(code="reported", label="已汇报、介绍、报告审查情况后讨论表决", type="flag",
                  needed=True, of_outcomes=("done",)),
        ),
        gates=(_assembly,), prints=("decision",),
        outcomes=(DONE, Outcome(
            code="not_passed", label="没有通过", back="review", reason=True, meets=False,
            papers=False, tone="red",
        )),
    ),
)  # fmt: skip
