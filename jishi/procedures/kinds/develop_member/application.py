"""Steps 1–6: applying, being talked to, becoming an activist, tutors, half-yearly inspection."""

from __future__ import annotations

from datetime import date

from jishi.kernel.deadline import add_months, add_years, age_on
from jishi.kernel.declare import Example, rule
from jishi.kernel.verdict import Verdict, advise, all_of, first_refusal, require
from jishi.procedures.kinds.bounds import months_after
from jishi.procedures.kinds.facts import Facts, Subject, Taken, Who
from jishi.procedures.kinds.kind import DONE, Edge, Field, Meeting, Outcome, Step, returned

DETAILS = "《中国共产党发展党员工作细则》"
APPLYING, ACTIVIST = "申请入党", "入党积极分子"
STOPPED = Outcome(
    code="stopped", label="终止培养", ends="withdrawn", reason=True, meets=False, papers=False,
    tone="red",
)  # fmt: skip
TALK_MONTHS, HALF_YEAR, YEAR = 1, 6, 12
LEAGUE_AGE = 28

_ON = date(2026, 6, 10)


def _applying(on: date = _ON, written: bool = True, **subject: object) -> dict[str, object]:
    born = subject.pop("born_on", date(2000, 1, 1))
    return {"subject": Subject(born_on=born, **subject), "written": written, "on": on}  # type: ignore[arg-type]


@rule(
    title="申请入党的条件",
    cites=("R-DEV-01", "R-DEV-38", "R-DISP-09", "R-DISP-16"),
    source="《中国共产党章程》第一条；" + DETAILS,
    examples=(
        Example(_applying(), True, "年满十八周岁，本人书面申请"),
        Example(_applying(born_on=date(2008, 6, 11)), "too_young", "十七岁三百六十四天"),
        Example(_applying(born_on=date(2008, 6, 10)), True, "十八岁生日当天"),
        Example(_applying(born_on=None), "no_birth", "没有出生日期，判断不了"),
        Example(_applying(written=False), "not_written", "口头申请"),
        Example(_applying(left_on=date(2021, 6, 11)), "five_years", "除名不满五年"),
        Example(_applying(left_on=date(2021, 6, 10)), True, "满五年"),
        Example(_applying(for_life=True), "for_life", "终身不得重新入党"),
        Example(_applying(standing="full"), "member", "已经是党员"),
    ),
)
def may_apply(subject: Subject, written: bool, on: date) -> Verdict:
    """Eighteen on that day, in writing, and five years gone by since leaving the Party."""
    born, left = subject.born_on, subject.left_on
    member = subject.standing in ("full", "probationary", "extended", "correcting", "observed",
                                  "suspended", "stopped")  # fmt: skip
    return first_refusal(
        require(not member, "member", "已在党内，不能再申请入党", "R-DEV-01"),
        require(written, "not_written", "须本人书面申请", "R-DEV-01"),
        require(born is not None, "no_birth", "没有登记出生日期，请先补上", "R-DEV-01"),
        lambda: require(
            born is not None and age_on(born, on) >= 18, "too_young", "递交申请时须年满十八周岁",
            "R-DEV-01",
        ),
        require(not subject.for_life, "for_life", "此人终身不得重新入党", "R-DISP-16"),
        lambda: require(
            left is None or on >= add_years(left, 5), "five_years",
            "被劝退、除名、开除的，五年内不得重新入党", "R-DEV-38",
        ),
    )  # fmt: skip


WHERE = (
    ("unit", "工作、学习单位的党组织"),
    ("home", "居住地的党组织"),
    ("host", "单位所在地、主管部门的党组织"),
    ("mobile", "流动党员党组织"),
)
SITUATION = (
    ("unit", "有单位，单位有党组织"),
    ("unit_without", "有单位，单位没有党组织"),
    ("no_unit", "没有工作、学习单位"),
    ("mobile", "流动人员"),
)
_ACCEPTS = {
    "unit": ("unit",), "unit_without": ("home",), "no_unit": ("home",),
    "mobile": ("unit", "home", "host", "mobile"),
}  # fmt: skip


@rule(
    title="向哪个党组织申请",
    cites=("R-DEV-02", "R-ORG-11"),
    source=DETAILS + "第七条",
    examples=(
        Example({"situation": "unit", "where": "unit", "org_kind": "branch"}, True, "交单位"),
        Example({"situation": "unit", "where": "home", "org_kind": "branch"}, "wrong_place",
                "单位有党组织却交到居住地"),
        Example({"situation": "no_unit", "where": "home", "org_kind": "branch"}, True, "交居住地"),
        Example({"situation": "mobile", "where": "mobile", "org_kind": "mobile_organisation"}, True,
                "流动人员交流动党员党组织"),
        Example({"situation": "mobile", "where": "mobile", "org_kind": "branch"}, "not_mobile",
                "这里不是流动党员党组织"),
        Example({"situation": "unit", "where": "unit", "org_kind": "temporary_branch"}, True,
                "临时党支部可以培养积极分子"),
    ),
)  # fmt: skip
def accepts_application(situation: str, where: str, org_kind: str) -> Verdict:
    return all_of(
        require(
            where in _ACCEPTS.get(situation, ()), "wrong_place",
            "有单位且单位有党组织的向单位申请，没有的向居住地申请", "R-DEV-02",
        ),
        require(
            where != "mobile" or org_kind == "mobile_organisation", "not_mobile",
            "本组织不是流动党员党组织", "R-DEV-02",
        ),
    )  # fmt: skip


def talk_until(applied_on: date) -> date:
    return add_months(applied_on, TALK_MONTHS)


@rule(
    title="收到申请一个月内谈话",
    cites=("R-DEV-03",),
    source=DETAILS + "第八条",
    examples=(
        Example({"applied_on": _ON, "on": date(2026, 7, 10)}, True, "满一个月当天"),
        Example({"applied_on": _ON, "on": date(2026, 7, 11)}, False, "七月十一日还没有谈"),
    ),
)
def talked_in_time(applied_on: date, on: date) -> bool:
    return on <= talk_until(applied_on)


RECOMMENDED = (("members", "党员推荐"), ("league", "群团组织推优"))


@rule(
    title="积极分子的推荐",
    cites=("R-DEV-04",),
    source=DETAILS + "第九条",
    examples=(
        Example({"by": "members", "age": 35, "league_age": 28}, True, "党员推荐"),
        Example({"by": "", "age": 35, "league_age": 28}, "not_recommended", "没有推荐记录"),
        Example({"by": "league", "age": 22, "league_age": 28}, True, "团组织推优"),
        Example({"by": "members", "age": 22, "league_age": 28}, "league_usual",
                "二十八周岁以下一般经团组织推优，提醒"),
    ),
)  # fmt: skip
def well_recommended(by: str, age: int | None, league_age: int) -> Verdict:
    young = age is not None and age < league_age
    return first_refusal(
        require(by in dict(RECOMMENDED), "not_recommended", "须有党员推荐或群团推优", "R-DEV-04"),
        advise(
            not young or by == "league", "league_usual",
            f"{league_age} 周岁以下的团员一般经团组织推优", "R-DEV-04",
        ),
    )  # fmt: skip


_FULL, _NEW = Who(1, "何文", full=True, votes=True), Who(2, "林可")


@rule(
    title="培养联系人",
    cites=("R-DEV-06",),
    source=DETAILS + "第十条",
    examples=(
        Example({"tutors": (_FULL,)}, True, "一名正式党员"),
        Example({"tutors": (_FULL, Who(3, full=True, votes=True))}, True, "两名正式党员"),
        Example({"tutors": (_FULL, _NEW)}, "not_full", "预备党员不能当联系人"),
        Example({"tutors": ()}, "tutors", "没有指定"),
        Example({"tutors": (_FULL, _FULL)}, "tutors", "同一个人填了两次"),
    ),
)
def tutors_fit(tutors: tuple[Who, ...]) -> Verdict:
    number = len({one.pk for one in tutors})
    return first_refusal(
        require(
            number == len(tutors) and 1 <= number <= 2, "tutors", "培养联系人为一至两人", "R-DEV-06"
        ),
        require(all(t.full for t in tutors), "not_full", "培养联系人须是正式党员", "R-DEV-06"),
    )


def _times(*days: date) -> dict[str, object]:
    return {"inspected": days, "since": date(2025, 3, 1), "on": date(2026, 3, 2)}


@rule(
    title="每半年考察一次",
    cites=("R-DEV-07",),
    source=DETAILS + "第十二条",
    examples=(
        Example(_times(date(2025, 9, 1), date(2026, 2, 1)), True, "一年里两次"),
        Example(_times(date(2025, 9, 1)), "too_seldom", "一年里只有一次，提醒"),
        Example(_times(date(2024, 9, 1), date(2025, 1, 5)), "too_seldom", "都在一年以前"),
        Example({"inspected": (), "since": date(2025, 3, 1), "on": date(2025, 9, 2)},
                "too_seldom", "满半年一次也没有"),
        Example({"inspected": (), "since": None, "on": date(2025, 9, 2)}, "not_activist",
                "还不是积极分子，不能考察"),
    ),
)  # fmt: skip
def inspected_often(inspected: tuple[date, ...], since: date | None, on: date) -> Verdict:
    """Twice within twelve months, once the twelve months are over; once after six."""
    if since is None:
        return require(False, "not_activist", "还没有确定为入党积极分子", "R-DEV-07")
    year_ago = add_months(on, -YEAR)
    recent = sum(year_ago < day <= on for day in inspected)
    wanted = 2 if since <= year_ago else 1 if add_months(since, HALF_YEAR) < on else 0
    return advise(
        recent >= wanted, "too_seldom", f"近十二个月考察 {recent} 次，应每半年一次", "R-DEV-07"
    )


def _inspection_due(facts: Facts) -> Edge | None:
    """Half a year after the last time, or after becoming an activist."""
    start = facts.on("inspection") or facts.on("activist")
    if start is None:
        return None
    months = facts.number("inspect_months")
    return Edge(add_months(start, months), "支部每半年考察一次", "R-DEV-07", False, "amber")


def named(taken: Taken, *fields: str) -> tuple[Who, ...]:
    """The people named in these fields."""
    return tuple(taken.who[name] for name in fields if name in taken.who)


def _apply(facts: Facts, new: Taken) -> Verdict:
    return all_of(
        may_apply(facts.subject, bool(new.value("written")), new.on),
        accepts_application(str(new.value("situation")), str(new.value("where")), facts.place.kind),
    )


def _recommend(facts: Facts, new: Taken) -> Verdict:
    born = facts.subject.born_on
    age = age_on(born, new.on) if born else None
    return well_recommended(str(new.value("by") or ""), age, facts.number("league_age"))


def _tutors(facts: Facts, new: Taken) -> Verdict:
    return tutors_fit(named(new, "first", "second"))


COMMITTEE = Meeting(
    label="支委会会议", kinds=("committee",), instead=("assembly",), clause="R-DEV-04"
)
FILED = "备案意见"

STEPS = (
    Step(
        code="application", title="递交入党申请书", stage=APPLYING, paper="入党申请书",
        fields=(
            Field(code="written", label="本人书面申请", type="flag", needed=True),
            Field(code="situation", label="申请人情况", type="choice", needed=True,
                  choices=SITUATION),
            Field(code="where", label="受理的党组织是", type="choice", needed=True, choices=WHERE),
        ),
        gates=(_apply,),
        help="日期填收到申请书的日子。",
    ),
    Step(
        code="talk", title="党组织派人谈话", stage=APPLYING, paper="谈话记录",
        fields=(Field(code="talker", label="谈话人", type="person", needed=True),),
        latest=(months_after(
            "application", TALK_MONTHS, "收到申请一个月内谈话", "R-DEV-03", hard=False,
        ),),
        prints=("talk",), help="谈了什么写在纸质谈话记录上存档，这里不写谈话内容。",
    ),
    Step(
        code="activist", title="推荐和确定入党积极分子", stage=ACTIVIST,
        paper="推荐（推优）表、支委会决议", meeting=COMMITTEE,
        fields=(
            Field(code="by", label="推荐方式", type="choice", needed=True, choices=RECOMMENDED),
            Field(code="rate", label="推荐人数或票数", type="number", most=999),
        ),
        gates=(_recommend,),
        earliest=(months_after("application", "activist_months", "递交申请满当地规定的时间"),),
        outcomes=(DONE, STOPPED),
        help="日期填支委会（没有支委会的，支部大会）研究决定之日，培养考察从这天算起。",
    ),
    Step(
        code="activist_filing", title="上级党委备案", stage=ACTIVIST, by="superior",
        document=FILED, prints=("filing",), outcomes=(DONE, returned("activist")),
    ),
    Step(
        code="tutors", title="指定培养联系人", stage=ACTIVIST, paper="培养联系人登记",
        shares_day=True,
        fields=(
            Field(code="first", label="培养联系人", type="person", needed=True),
            Field(code="second", label="另一名培养联系人", type="person"),
        ),
        gates=(_tutors,),
    ),
    Step(
        code="inspection", title="培养教育考察", stage=ACTIVIST, paper="培养教育考察登记表",
        repeats=True,
        fields=(
            Field(code="result", label="考察意见", type="choice", needed=True,
                  choices=(("go_on", "继续培养"), ("ripe", "基本成熟"))),
            Field(code="analysed", label="含基层党委年度分析", type="flag",
                  help="基层党委每年分析一次"),
        ),
        latest=(_inspection_due,),
        outcomes=(DONE, STOPPED),
        help="支部每半年考察一次，可以多次登记。",
    ),
)  # fmt: skip
