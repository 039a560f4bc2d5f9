"""Steps 7–11: becoming a candidate, sponsors, the political check, the short training."""

from __future__ import annotations

from datetime import date

from jishi.kernel.deadline import add_months, add_years
from jishi.kernel.declare import Example, rule
from jishi.kernel.verdict import Verdict, advise, all_of, first_refusal, require
from jishi.procedures.kinds.develop_member.application import (
    COMMITTEE,
    DETAILS,
    FILED,
    STOPPED,
    inspected_often,
    named,
)
from jishi.procedures.kinds.facts import Facts, Taken, Who
from jishi.procedures.kinds.kind import DONE, Edge, Field, Outcome, Step, returned

STAGE = "发展对象"


def candidate_from(activist_on: date) -> date:
    return add_years(activist_on, 1)


@rule(
    title="培养考察一年以上才能列为发展对象",
    cites=("R-DEV-08", "R-DEV-09"),
    source=DETAILS + "第十三、十四条",
    examples=(
        Example({"activist_on": date(2025, 3, 1), "on": date(2026, 3, 1)}, True, "正好一年"),
        Example({"activist_on": date(2025, 3, 1), "on": date(2026, 2, 28)}, "one_year", "差一天"),
        Example({"activist_on": date(2024, 2, 29), "on": date(2025, 2, 28)}, True,
                "闰日确定的；中间换过支部也从原来确定之日算"),
        Example({"activist_on": None, "on": date(2026, 3, 1)}, "not_activist", "没有确定过"),
    ),
)  # fmt: skip
def may_be_candidate(activist_on: date | None, on: date) -> Verdict:
    """Counted from the day of the committee's decision, whatever branch it was then."""
    if activist_on is None:
        return require(False, "not_activist", "还没有确定为入党积极分子", "R-DEV-09")
    first = candidate_from(activist_on)
    return require(on >= first, "one_year", f"培养考察满一年，最早 {first}", "R-DEV-09")


def _year_served(facts: Facts) -> Edge | None:
    start = facts.on("activist")
    return Edge(candidate_from(start), "积极分子培养考察满一年", "R-DEV-09") if start else None


_ASKED = ("group", "tutors", "members", "masses")


def _heard(*missing: str) -> dict[str, object]:
    return {"heard": frozenset(_ASKED) - set(missing), "has_group": True}


@rule(
    title="确定发展对象前听取意见",
    cites=("R-DEV-10",),
    source=DETAILS + "第十四条",
    examples=(
        Example(_heard(), True, "四方面都听了"),
        Example(_heard("masses"), "not_heard", "没有听群众意见"),
        Example({"heard": frozenset(_ASKED) - {"group"}, "has_group": False}, True, "不设党小组"),
    ),
)
def opinions_heard(heard: frozenset[str], has_group: bool) -> Verdict:
    labels = {"group": "党小组", "tutors": "培养联系人", "members": "党员", "masses": "群众"}
    wanted = [name for name in labels if name != "group" or has_group]
    lacking = [labels[name] for name in wanted if name not in heard]
    return require(not lacking, "not_heard", f"还没有听取{'、'.join(lacking)}的意见", "R-DEV-10")


_ONE = Who(1, "何文", full=True, votes=True)
_TWO = Who(2, "林可", full=True, votes=True)


@rule(
    title="入党介绍人",
    cites=("R-DEV-11", "R-DISP-14"),
    source=DETAILS + "第十五条",
    examples=(
        Example({"sponsors": (_ONE, _TWO), "tutors": (1, 2)}, True, "两名，由培养联系人担任"),
        Example({"sponsors": (_ONE,), "tutors": (1,)}, "two", "只有一名"),
        Example({"sponsors": (_ONE, Who(3)), "tutors": (1,)}, "not_full", "有一名预备党员"),
        Example({"sponsors": (_ONE, Who(3, full=True)), "tutors": (1,)}, "no_rights",
                "留党察看期间不能当介绍人"),
        Example({"sponsors": (_ONE, _TWO), "tutors": (9,)}, "tutors_usual",
                "一般由培养联系人担任，提醒"),
    ),
)  # fmt: skip
def sponsors_fit(sponsors: tuple[Who, ...], tutors: tuple[int, ...]) -> Verdict:
    return first_refusal(
        require(len({s.pk for s in sponsors}) == 2, "two", "入党介绍人须为两人", "R-DEV-11"),
        require(all(s.full for s in sponsors), "not_full", "介绍人须是正式党员", "R-DEV-11"),
        require(
            all(s.votes for s in sponsors), "no_rights", "留党察看、权利中止期间不能当介绍人",
            "R-DISP-14",
        ),
        advise(
            any(s.pk in tutors for s in sponsors), "tutors_usual", "介绍人一般由培养联系人担任",
            "R-DEV-11",
        ),
    )  # fmt: skip


PASSED = (("passed", "合格"), ("failed", "不合格"))


@rule(
    title="政治审查合格",
    cites=("R-DEV-12",),
    source=DETAILS + "第十六条",
    examples=(
        Example({"result": "passed"}, True, "有合格的结论"),
        Example({"result": ""}, "not_checked", "没有政审结论"),
        Example({"result": "failed"}, "check_failed", "政审不合格"),
    ),
)
def politically_checked(result: str) -> Verdict:
    """Only conclusion, number of papers, checker and day are kept, nothing about relatives."""
    return first_refusal(
        require(bool(result), "not_checked", "没有政治审查结论，不能往下办", "R-DEV-12"),
        require(result == "passed", "check_failed", "政治审查不合格，不得发展", "R-DEV-12"),
    )


def _valid(checked: date, on: date) -> dict[str, object]:
    return {"checked_on": checked, "on": on, "months": 12}


@rule(
    title="政治审查结论的有效期",
    cites=("R-DEV-12", "R-DEV-13"),
    source="地方口径",
    examples=(
        Example(_valid(date(2025, 5, 6), date(2026, 5, 5)), True, "一年以内"),
        Example(_valid(date(2025, 5, 6), date(2026, 5, 6)), "check_old", "满一年还没有接收，提醒"),
        Example({"checked_on": None, "on": date(2026, 5, 6), "months": 12}, "not_checked", "没做"),
    ),
)
def check_still_valid(checked_on: date | None, on: date, months: int) -> Verdict:
    if checked_on is None:
        return require(False, "not_checked", "没有政治审查结论", "R-DEV-12")
    return advise(
        on < add_months(checked_on, months), "check_old",
        f"政治审查已满 {months} 个月，应当重审", "R-DEV-13",
    )  # fmt: skip


def _trained(days: int, hours: int, exempt: str = "") -> dict[str, object]:
    return {"days": days, "hours": hours, "exempt": exempt}


@rule(
    title="短期集中培训",
    cites=("R-DEV-14", "R-EDU-06"),
    source=DETAILS + "第十七条",
    examples=(
        Example(_trained(3, 20), True, "三天"),
        Example(_trained(2, 24), True, "二十四学时"),
        Example(_trained(2, 20), "training_short", "二十学时且两天"),
        Example(_trained(0, 0, "青组〔2026〕3号"), True, "经批准的个别特殊情况"),
    ),
)
def trained_enough(days: int, hours: int, exempt: str) -> Verdict:
    """Three days or twenty-four hours; exempted only with a document."""
    return require(
        bool(exempt) or days >= 3 or hours >= 24, "training_short",
        "集中培训须不少于三天或二十四学时", "R-DEV-14",
    )  # fmt: skip


UNITS = ("discipline", "police", "other")


def _opinions(*given: str, wanted: bool = True) -> dict[str, object]:
    return {"opinions": tuple(given), "wanted": wanted}


@rule(
    title="有关部门的意见",
    cites=("R-DEV-12",),
    source="地方口径",
    examples=(
        Example(_opinions("passed", "passed", "passed"), True, "都没有不同意见"),
        Example(_opinions("passed", "failed", "passed"), "opinion_adverse", "有一家不同意"),
        Example(_opinions("passed", "", "passed"), "opinion_missing", "有一家没有答复"),
        Example(_opinions("", "", "", wanted=False), True, "当地没有这项要求"),
    ),
)
def units_agree(opinions: tuple[str, ...], wanted: bool) -> Verdict:
    """Adverse opinions always hold it up; missing ones where the office asks for them."""
    return all_of(
        require("failed" not in opinions, "opinion_adverse", "有部门不同意，不能审批", "R-DEV-12"),
        require(not wanted or all(opinions), "opinion_missing", "还有部门没有答复意见", "R-DEV-12"),
    )


# --- how the steps ask them ----------------------------------------------------------------------


def _candidate(facts: Facts, new: Taken) -> Verdict:
    heard = frozenset(name for name in _ASKED if new.value(name))
    days = tuple(one.on for one in facts.all("inspection"))
    return all_of(
        may_be_candidate(facts.on("activist"), new.on),
        opinions_heard(heard, bool(new.value("has_group"))),
        inspected_often(days, facts.on("activist"), new.on),
    )


def tutors_of(facts: Facts) -> tuple[int, ...]:
    found = facts.last("tutors")
    return tuple(one.pk for one in named(found, "first", "second")) if found else ()


def _sponsors(facts: Facts, new: Taken) -> Verdict:
    return sponsors_fit(named(new, "first", "second"), tutors_of(facts))


def _checked(facts: Facts, new: Taken) -> Verdict:
    return politically_checked(str(new.value("result") or ""))


def _training(facts: Facts, new: Taken) -> Verdict:
    return trained_enough(
        int(new.value("days") or 0), int(new.value("hours") or 0), str(new.value("exempt") or "")
    )


OPINION = PASSED
FAILED = Outcome(
    code="failed", label="不合格，终止", ends="withdrawn", reason=True, papers=False, tone="red"
)

STEPS = (
    Step(
        code="candidate", title="确定发展对象", stage=STAGE, meeting=COMMITTEE,
        paper="听取意见记录、支委会记录",
        fields=(
            Field(code="has_group", label="支部设有党小组", type="flag"),
            Field(code="group", label="听取党小组意见", type="flag"),
            Field(code="tutors", label="听取培养联系人意见", type="flag"),
            Field(code="members", label="听取党员意见", type="flag"),
            Field(code="masses", label="听取群众意见", type="flag"),
        ),
        earliest=(_year_served,), gates=(_candidate,), outcomes=(DONE, STOPPED),
    ),
    Step(
        code="candidate_filing", title="报上级党委备案", stage=STAGE, by="superior",
        document=FILED, prints=("filing",), outcomes=(DONE, returned("candidate")),
    ),
    Step(
        code="sponsors", title="确定入党介绍人", stage=STAGE, paper="介绍人登记",
        fields=(
            Field(code="first", label="介绍人", type="person", needed=True),
            Field(code="second", label="另一名介绍人", type="person", needed=True),
        ),
        gates=(_sponsors,),
    ),
    Step(
        code="political_check", title="政治审查", stage=STAGE, paper="政审结论性材料",
        fields=(
            Field(code="result", label="政审结论", type="choice", needed=True, choices=PASSED,
                  of_outcomes=("done",)),
            Field(code="pieces", label="材料份数", type="number", needed=True, most=99,
                  of_outcomes=("done",)),
            Field(code="checker", label="审查人", type="text", needed=True, most=40,
                  of_outcomes=("done",)),
            Field(code="discipline", label="纪检机关意见", type="choice", choices=OPINION,
                  of_outcomes=("done",)),
            Field(code="police", label="公安机关意见", type="choice", choices=OPINION,
                  of_outcomes=("done",)),
            Field(code="other", label="其他部门意见", type="choice", choices=OPINION,
                  of_outcomes=("done",)),
        ),
        gates=(lambda facts, new: _checked(facts, new) if new.outcome == "done" else Verdict(),),
        outcomes=(DONE, FAILED),
        help="只记结论、份数、审查人和日期，材料原件归档，不录入亲属情况。",
    ),
    Step(
        code="training", title="开展集中培训", stage=STAGE, paper="培训结业材料",
        fields=(
            Field(code="days", label="天数", type="number", most=60),
            Field(code="hours", label="学时", type="number", most=400),
            Field(code="exempt", label="未培训的批准文号", most=60,
                  help="只有经批准的个别特殊情况才可以不培训"),
        ),
        gates=(_training,), help="日期填结业之日。",
    ),
)  # fmt: skip
