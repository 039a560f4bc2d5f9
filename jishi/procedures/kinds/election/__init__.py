"""换届选举: two requests, the meeting with its count sheet on paper, the report, the reply."""

from __future__ import annotations

from jishi.kernel.election import CountSheet
from jishi.kernel.verdict import Verdict, all_of, refuse
from jishi.procedures.kinds.election.rules import (
    candidates_fit,
    exclusions_agreed,
    form_of_meeting,
    names_of,
    read_votes,
    requests_answered,
    sheet_decides,
    tellers_fit,
)
from jishi.procedures.kinds.facts import Facts, Taken
from jishi.procedures.kinds.kind import (
    DONE,
    Edition,
    Field,
    Meeting,
    Outcome,
    ProcedureKind,
    Step,
    returned,
)

BEFORE, VOTE, AFTER = "请示", "选举", "报告"


def _form(facts: Facts, new: Taken) -> Verdict:
    return form_of_meeting(
        str(new.value("form")), int(new.value("members") or 0), str(new.value("agreed") or "")
    )


def _candidates(facts: Facts, new: Taken) -> Verdict:
    return candidates_fit(
        int(new.value("seats") or 0), len(names_of(str(new.value("candidates") or ""))),
        int(new.value("secretaries") or 0), int(new.value("deputies") or 0),
    )  # fmt: skip


def _answered(facts: Facts) -> Verdict:
    replies = (facts.last("reply_first"), facts.last("reply_second"))
    return requests_answered(tuple(one.document if one else "" for one in replies))


def _tellers(facts: Facts, new: Taken) -> Verdict:
    return tellers_fit(
        names_of(str(new.value("tellers") or "")),
        names_of(str(facts.value("request_second", "candidates") or "")),
    )


def _count(facts: Facts, new: Taken) -> Verdict:
    votes = read_votes(str(new.value("votes") or ""))
    if votes is None:
        return refuse("votes", "得票写成「何文 20、林可 18」，每人一个数")
    number = {name: int(new.value(name) or 0) for name in
              ("expected", "present", "issued", "returned", "valid")}  # fmt: skip
    sheet = CountSheet(
        seats=int(facts.value("request_second", "seats") or 0) or 1, votes=votes, **number
    )
    return all_of(
        exclusions_agreed(
            int(new.value("excluded") or 0), bool(new.value("superior_agreed")),
            bool(new.value("meeting_agreed")),
        ),
        sheet_decides(
            sheet, str(new.value("confirmed") or ""), str(new.value("again") or "")
        ),
    )  # fmt: skip


def _number(code: str, label: str) -> Field:
    return Field(code=code, label=label, type="number", needed=True, most=9999)


COUNT = (
    _number("expected", "应到会有选举权（已除去不计入的）"),
    _number("present", "实到会有选举权"), _number("issued", "发出选票"),
    _number("returned", "收回选票"), _number("valid", "有效票"),
    Field(code="votes", label="得票", needed=True, most=300, help="如：何文 20、林可 18、黄树 16"),
    Field(code="excluded", label="不计入应到会人数", type="number", most=999),
    Field(code="superior_agreed", label="不计入的已经上级同意", type="flag"),
    Field(code="meeting_agreed", label="不计入的已经大会通过", type="flag"),
    Field(code="again", label="不足名额或同票的", type="choice",
          choices=(("again", "已再次投票"), ("fewer", "半数以上选举人同意减少名额"))),
    Field(code="confirmed", label="上级书面确认当选的文号", most=60,
          help="按实到和按应到计算结果不同时才填"),
)  # fmt: skip

STEPS = (
    Step(
        code="request_first", title="换届选举请示", stage=BEFORE, paper="换届选举请示",
        fields=(
            Field(code="form", label="选举形式", type="choice", needed=True,
                  choices=(("assembly", "党员大会"), ("congress", "党代会"))),
            _number("members", "党员人数"),
            Field(code="agreed", label="开党代会的批准文号", most=60),
        ),
        gates=(_form,),
    ),
    Step(
        code="reply_first", title="上级批复换届请示", stage=BEFORE, by="superior", document="批复",
        outcomes=(DONE, returned("request_first")),
    ),
    Step(
        code="request_second", title="候选人预备人选请示", stage=BEFORE, paper="人选请示",
        fields=(
            Field(code="seats", label="委员应选人数", type="number", most=15,
                  help="不设委员会的不填"),
            Field(code="candidates", label="委员候选人", most=200, help="按姓氏笔画，用顿号隔开"),
            _number("secretaries", "书记候选人数"),
            Field(code="deputies", label="副书记候选人数", type="number", most=9),
        ),
        gates=(_candidates,),
    ),
    Step(
        code="reply_second", title="上级批复人选请示", stage=BEFORE, by="superior",
        document="批复", outcomes=(DONE, returned("request_second")),
    ),
    Step(
        code="tellers", title="推选监票人、计票人", stage=VOTE, ready=(_answered,),
        fields=(
            Field(code="tellers", label="监票人", needed=True, most=60, help="用顿号隔开"),
            Field(code="counters", label="计票人", most=60),
        ),
        gates=(_tellers,), help="大会当天推选。",
    ),
    Step(
        code="meeting", title="选举大会", stage=VOTE, shares_day=True, paper="计票单、会议记录",
        meeting=Meeting(
            label="选举的党员大会", kinds=("assembly",), topics=("election",), clause="R-ORG-34"
        ),
        fields=COUNT, gates=(_count,), prints=("count",),
        help="照纸质计票单填写；系统不办电子投票，选票不与个人对应。",
    ),
    Step(
        code="committee", title="新一届委员会第一次会议", stage=VOTE, shares_day=True,
        paper="会议记录",
        fields=(Field(code="secretary", label="当选书记", needed=True, most=40),
                Field(code="deputy", label="当选副书记", most=40)),
        help="不设委员会的，由党员大会直接选举书记。",
    ),
    Step(code="report", title="选举结果报告", stage=AFTER, paper="选举结果报告", shares_day=True,
         prints=("filing",)),
    Step(
        code="reply_report", title="上级批复选举结果", stage=AFTER, by="superior",
        document="批复", shares_day=True,
        outcomes=(
            Outcome(code="done", label="批准", effect="term", tone="green"),
            returned("report"),
        ),
        help="批准后按选举之日登记新一届任期。",
    ),
)  # fmt: skip

ELECTION = ProcedureKind(
    code="election",
    title="换届选举",
    source="《中国共产党基层组织选举工作条例》",
    order=6,
    icon="vote",
    org_kinds=("branch", "joint_branch", "general_branch", "committee"),
    editions=(Edition(1, STEPS),),
    help="两个请示、一次大会、一个报告；差额、到会、计票、当选都按条例核对。",
)
