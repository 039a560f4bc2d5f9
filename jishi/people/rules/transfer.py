"""Transfer of membership by letter: its way through the offices, and what each step asks for.

Start at `LETTER`, the workflow. That a letter has run out is asked for a day, never stored.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from jishi.kernel.deadline import add_months
from jishi.kernel.declare import Example, rule
from jishi.kernel.period import Month
from jishi.kernel.verdict import Verdict, advise, all_of, first_refusal, require
from jishi.kernel.workflow import Need, State, Transition, Workflow
from jishi.people.kinds import COUNTED, PROBATION

MOST_DAYS = 90  # R-REL-06
JUST_ADMITTED = 3  # months, R-DEV-37
OPEN = ("requested", "issued")  # a member has at most one of these (R-REL-23)

# How far the letter travels decides how long it is good for; the days are settings.
DISTANCES = {"county": "本县（市、区）内", "province": "本省外县", "nation": "跨省"}
REASONS = {
    "work": "工作调动",
    "residence": "居住地变动",
    "study": "升学",
    "graduate": "毕业离校",
    "retire": "退休",
    "merge": "单位或组织调整",
    "other": "其他",
}
# Without one of these nobody is sent back (R-REL-05).
RETURNS = {
    "not_here": "本人的单位、住处不在本地",
    "wrong_address": "介绍信抬头写错",
    "identity": "身份信息与本人不符",
    "lapsed": "介绍信超过有效期",
    "materials": "入党材料不全，待补",
    "not_recognised": "预备党员身份不能认定",
    "other": "其他（须写明）",
}


@dataclass(frozen=True)
class Way:
    """Between whom a letter goes, as far as a step depends on it."""

    from_ours: bool = True
    to_ours: bool = True


def _to_ours(way: Way) -> Verdict:
    return require(way.to_ours, "outside", "接收方不在本系统，收到回执后登记回执即可")


def _to_outside(way: Way) -> Verdict:
    return require(not way.to_ours, "inside", "由接收方党委在系统里接收并发出回执", "R-REL-08")


def _from_ours(way: Way) -> Verdict:
    return require(way.from_ours, "outside", "转出方不在本系统，请把回执寄回")


def _from_outside(way: Way) -> Verdict:
    return require(not way.from_ours, "inside", "转出方在本系统，请发出回执", "R-REL-08")


LETTER: Workflow[Way] = Workflow(
    code="transfer.letter",
    title="组织关系介绍信",
    source="《中国共产党党员教育管理工作条例》第二十五条",
    states=(
        State("requested", "待开具"),
        State("issued", "在途"),
        State("received", "已接收"),
        State("acknowledged", "回执已发"),
        State("closed", "已办结", final=True),
        State("returned", "已退回", final=True),
        State("void", "作废补开", final=True),
        State("cancelled", "已撤销", final=True),
    ),
    transitions=(
        Transition("issue", "开具介绍信", ("requested",), "issued", "transfer.issue"),
        Transition(
            "withdraw", "撤回申请", ("requested",), "cancelled", "transfer.request",
            needs=frozenset({Need.REASON}),
        ),
        Transition("receive", "接收", ("issued",), "received", "transfer.receive", "to_ours"),
        Transition(
            "send_back", "退回", ("issued",), "returned", "transfer.receive", "to_ours",
            frozenset({Need.REASON}),
        ),
        Transition(
            "file_receipt", "登记县外回执", ("issued",), "closed", "transfer.issue", "to_outside"
        ),
        Transition(
            "reissue", "补开", ("issued",), "void", "transfer.issue", needs=frozenset({Need.REASON})
        ),
        Transition(
            "revoke", "撤销介绍信", ("issued",), "cancelled", "transfer.issue",
            needs=frozenset({Need.REASON}),
        ),
        Transition(
            "acknowledge", "发出回执", ("received",), "acknowledged", "transfer.receive",
            "from_ours",
        ),
        Transition(
            "mail_receipt", "寄回回执", ("received",), "closed", "transfer.receive", "from_outside"
        ),
        Transition("close", "收到回执，办结", ("acknowledged",), "closed", "transfer.issue"),
    ),
    guards={
        "to_ours": _to_ours,
        "to_outside": _to_outside,
        "from_ours": _from_ours,
        "from_outside": _from_outside,
    },
)  # fmt: skip


# --- asking for a letter ------------------------------------------------------------------------

_REQUEST = {"standing": "full", "open_letters": 0, "paid_to": date(2026, 11, 1),
            "on": date(2026, 11, 20), "today": date(2026, 11, 20)}  # fmt: skip


@rule(
    title="能否申请转出组织关系",
    cites=("R-REL-01", "R-REL-22", "R-REL-23"),
    source="《中国共产党党员教育管理工作条例》第二十五条",
    examples=(
        Example(_REQUEST, True, "正式党员，党费已交到本月"),
        Example({**_REQUEST, "standing": "probationary"}, True, "预备党员也可以转"),
        Example({**_REQUEST, "open_letters": 1}, "open_letter", "已有一张没有办完的介绍信"),
        Example({**_REQUEST, "standing": "stopped"}, "no_member", "停止党籍期间没有组织关系可转"),
        Example({**_REQUEST, "on": date(2026, 11, 21)}, "future", "申请日期在今天之后"),
        Example({**_REQUEST, "paid_to": date(2027, 1, 1)}, True, "党费可以预交"),
        Example({**_REQUEST, "paid_to": date(2026, 9, 1)}, "unpaid", "还欠十月的党费，提醒先补交"),
    ),
)
def may_request(standing: str, open_letters: int, paid_to: date, on: date, today: date) -> Verdict:
    """A member without an open letter; dues in arrears are pointed out, they hold nobody back."""
    last = Month.holding(on).plus(-1).first_day
    return all_of(
        require(standing in COUNTED, "no_member", "只有在册党员才能转移组织关系", "R-REL-01"),
        require(open_letters == 0, "open_letter", "该党员已有一张未办完的介绍信", "R-REL-23"),
        require(on <= today, "future", "日期不能晚于今天"),
        advise(paid_to >= last, "unpaid", "党费没有交到上月，请先补交", "R-REL-22"),
    )


def dues_from(paid_to: date) -> date:
    """The month from which the receiving branch collects: the one after (R-REL-22)."""
    return Month.holding(paid_to).plus(1).first_day


@rule(
    title="能否开具、接收介绍信",
    cites=("R-REL-03",),
    source="《中国共产党党员教育管理工作条例》第二十五条",
    examples=(
        Example({"committee": True, "set_off": False, "open": True}, True, "基层党委"),
        Example({"committee": False, "set_off": False, "open": True}, False, "党总支没有审批权"),
        Example({"committee": True, "set_off": True, "open": True}, False, "县里没有授予"),
        Example({"committee": True, "set_off": False, "open": False}, False, "已撤销"),
    ),
)
def has_right(committee: bool, set_off: bool, open: bool) -> bool:
    """Committees that may admit members may also send and take them, if not set otherwise."""
    return committee and open and not set_off


_ISSUE = {"days": 10, "issued_on": date(2026, 11, 20), "requested_on": date(2026, 11, 18),
          "today": date(2026, 11, 20), "sender_right": True, "taker_right": True}  # fmt: skip


@rule(
    title="开具介绍信",
    cites=("R-REL-03", "R-REL-06"),
    source="组织关系介绍信的使用规定（中组发〔2004〕10号）",
    examples=(
        Example(_ISSUE, True, "县内十天"),
        Example({**_ISSUE, "days": 90}, True, "最长九十天"),
        Example({**_ISSUE, "days": 91}, "too_long", "九十一天"),
        Example({**_ISSUE, "days": 0}, "too_short", "没有填天数"),
        Example({**_ISSUE, "sender_right": False}, "sender", "开具方没有审批预备党员的权限"),
        Example({**_ISSUE, "taker_right": False}, "taker", "接收方没有审批预备党员的权限"),
        Example({**_ISSUE, "issued_on": date(2026, 11, 17)}, "too_early", "早于申请"),
        Example({**_ISSUE, "issued_on": date(2026, 11, 21)}, "future", "在今天之后"),
    ),
)
def may_issue(
    days: int,
    issued_on: date,
    requested_on: date,
    today: date,
    sender_right: bool,
    taker_right: bool,
) -> Verdict:
    """Both sides have the right, and the letter is good for ninety days at most."""
    return all_of(
        require(days >= 1, "too_short", "有效期至少 1 天", "R-REL-06"),
        require(days <= MOST_DAYS, "too_long", f"有效期最长 {MOST_DAYS} 天", "R-REL-06"),
        require(sender_right, "sender", "开具方须是有权审批预备党员的党委", "R-REL-03"),
        require(taker_right, "taker", "接收方须是有权审批预备党员的党委", "R-REL-03"),
        require(issued_on >= requested_on, "too_early", "开具日期不能早于申请日期"),
        require(issued_on <= today, "future", "开具日期不能晚于今天"),
    )


def valid_until(issued_on: date, days: int) -> date:
    """The last day on which the letter is good; the day of issue is not counted."""
    return issued_on + timedelta(days)


# --- receiving ----------------------------------------------------------------------------------


@rule(
    title="在途党员由谁管理",
    cites=("R-REL-04", "R-GEN-09"),
    source="《中国共产党党员教育管理工作条例》第二十五条",
    examples=(
        Example({"state": "requested"}, True, "申请了还没有走"),
        Example({"state": "issued"}, True, "在途，仍由转出支部管理并计入人数"),
        Example({"state": "returned"}, True, "被退回，没有转成"),
        Example({"state": "received"}, False, "已由接收方编入支部"),
        Example({"state": "closed"}, False, "回执已回"),
    ),
)
def stays_with_sender(state: str) -> bool:
    """Until somebody takes the letter the member is the sending branch's, counted there."""
    return state not in ("received", "acknowledged", "closed")


_RECEIVE = {"on": date(2026, 11, 19), "issued_on": date(2026, 11, 10),
            "valid_until": date(2026, 11, 20), "today": date(2026, 11, 20), "is_branch": True,
            "below": True, "standing": "full", "checked": False}  # fmt: skip


@rule(
    title="接收组织关系",
    cites=("R-REL-01", "R-REL-07", "R-DEV-37"),
    source="《中国共产党党员教育管理工作条例》第二十五条；《中国共产党发展党员工作细则》第三十五条",
    examples=(
        Example(_RECEIVE, True, "有效期内报到，编入支部"),
        Example({**_RECEIVE, "on": date(2026, 11, 20)}, True, "最后一天"),
        Example({**_RECEIVE, "today": date(2026, 12, 1)}, True, "按期报到，补记"),
        Example({**_RECEIVE, "on": date(2026, 11, 21), "today": date(2026, 11, 21)},
                "lapsed", "超期一天不能直接接收"),
        Example({**_RECEIVE, "on": date(2026, 11, 9)}, "too_early", "早于开具"),
        Example({**_RECEIVE, "on": date(2026, 11, 20), "today": date(2026, 11, 19)},
                "future", "在今天之后"),
        Example({**_RECEIVE, "is_branch": False}, "no_branch", "须编入支部"),
        Example({**_RECEIVE, "below": False}, "elsewhere", "支部不在接收党委之下"),
        Example({**_RECEIVE, "standing": "probationary"}, "unchecked", "没有审查入党材料"),
        Example({**_RECEIVE, "standing": "probationary", "checked": True}, True, "审查过材料"),
    ),
)  # fmt: skip
def may_receive(
    on: date,
    issued_on: date,
    valid_until: date,
    today: date,
    is_branch: bool,
    below: bool,
    standing: str,
    checked: bool,
) -> Verdict:
    """In time, into a branch of one's own, a probationary member with the papers looked through."""
    probation = standing in PROBATION
    return all_of(
        require(on <= today, "future", "接收日期不能晚于今天"),
        require(on >= issued_on, "too_early", "接收日期不能早于开具日期"),
        require(on <= valid_until, "lapsed", "介绍信已过有效期，须由转出方补开", "R-REL-07"),
        require(is_branch, "no_branch", "请编入一个支部", "R-REL-01"),
        require(below, "elsewhere", "支部须在接收党委之下", "R-REL-01"),
        require(
            checked or not probation, "unchecked", "预备党员须先审查入党材料再接收", "R-DEV-37"
        ),
    )


@rule(
    title="突击发展核查",
    cites=("R-DEV-37",),
    source="《中国共产党发展党员工作细则》第三十五条",
    examples=(
        Example({"standing": "probationary", "joined_on": date(2026, 9, 1),
                 "left_on": date(2026, 11, 20)}, True, "离开前不满三个月发展的"),
        Example({"standing": "probationary", "joined_on": date(2026, 8, 20),
                 "left_on": date(2026, 11, 20)}, True, "正好三个月"),
        Example({"standing": "probationary", "joined_on": date(2026, 8, 19),
                 "left_on": date(2026, 11, 20)}, False, "三个月零一天"),
        Example({"standing": "full", "joined_on": date(2026, 9, 1),
                 "left_on": date(2026, 11, 20)}, False, "正式党员不在此列"),
    ),
)  # fmt: skip
def admitted_just_before(standing: str, joined_on: date | None, left_on: date) -> bool:
    """A probationary member admitted within three months of leaving: to be looked into."""
    if standing not in PROBATION or joined_on is None:
        return False
    return add_months(joined_on, JUST_ADMITTED) >= left_on


@rule(
    title="退回须有理由",
    cites=("R-REL-05",),
    source="《中国共产党党员教育管理工作条例》第二十五条",
    examples=(
        Example({"reason": "not_here", "note": ""}, True, "选了理由"),
        Example({"reason": "", "note": "不收"}, "no_reason", "没有理由码"),
        Example({"reason": "other", "note": ""}, "no_words", "其他理由须写明"),
        Example({"reason": "other", "note": "本人书面要求转回"}, True, "其他理由写明了"),
    ),
)
def may_send_back(reason: str, note: str) -> Verdict:
    """Nobody is refused without one of the known reasons; 'other' says which."""
    return first_refusal(
        require(reason in RETURNS, "no_reason", "退回须选择理由", "R-REL-05"),
        require(reason != "other" or bool(note.strip()), "no_words", "请写明理由", "R-REL-05"),
    )


# --- the end of a letter ------------------------------------------------------------------------


@rule(
    title="无回执不办结",
    cites=("R-REL-04", "R-REL-08"),
    source="组织关系介绍信三联的办理",
    examples=(
        Example({"receipt_on": date(2026, 11, 19), "received_on": date(2026, 11, 18),
                 "today": date(2026, 11, 20)}, True, "接收后收到回执"),
        Example({"receipt_on": None, "received_on": date(2026, 11, 18),
                 "today": date(2026, 11, 20)}, "no_receipt", "还没有回执"),
        Example({"receipt_on": date(2026, 11, 17), "received_on": date(2026, 11, 18),
                 "today": date(2026, 11, 20)}, "too_early", "回执早于接收"),
        Example({"receipt_on": date(2026, 11, 21), "received_on": date(2026, 11, 18),
                 "today": date(2026, 11, 20)}, "future", "在今天之后"),
    ),
)  # fmt: skip
def may_close(receipt_on: date | None, received_on: date, today: date) -> Verdict:
    """The third part has come back: only then is the letter done."""
    on = receipt_on or received_on
    return first_refusal(
        require(receipt_on is not None, "no_receipt", "没有回执不能办结", "R-REL-08"),
        require(on >= received_on, "too_early", "回执日期不能早于接收日期"),
        require(on <= today, "future", "回执日期不能晚于今天"),
    )


_AGAIN = {"lost": False, "valid_until": date(2026, 11, 19), "today": date(2026, 11, 20),
          "statement": "支部说明：因病未能按期报到", "talked": True}  # fmt: skip


@rule(
    title="补开介绍信",
    cites=("R-REL-07",),
    source="各地办理组织关系的通行做法",
    examples=(
        Example(_AGAIN, True, "超期，有支部说明，已批评教育"),
        Example({**_AGAIN, "valid_until": date(2026, 11, 20)}, "still_good", "还没有过期"),
        Example({**_AGAIN, "valid_until": date(2026, 12, 20), "lost": True}, True, "没过期但遗失"),
        Example({**_AGAIN, "statement": " "}, "no_statement", "缺支部说明"),
        Example({**_AGAIN, "talked": False}, "no_talk", "没有批评教育"),
    ),
)
def may_reissue(
    lost: bool, valid_until: date, today: date, statement: str, talked: bool
) -> Verdict:
    """A letter that has run out or is lost is made void and written again, not without a word."""
    return all_of(
        require(lost or valid_until < today, "still_good", "介绍信还在有效期内，不用补开"),
        require(bool(statement.strip()), "no_statement", "请填写支部说明", "R-REL-07"),
        require(talked, "no_talk", "请先对本人批评教育", "R-REL-07"),
    )
