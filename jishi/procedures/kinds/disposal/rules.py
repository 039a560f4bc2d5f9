"""When an unqualified member may be dealt with, by which measure, and with which rights."""

from __future__ import annotations

from datetime import date

from jishi.kernel.declare import Example, rule
from jishi.kernel.verdict import OK, Verdict, advise, all_of, first_refusal, require
from jishi.people.rules.standing import term_in_order

SOURCE = "《中国共产党不合格党员组织处置办法》"
MEASURES = (
    ("correction_period", "限期改正"),
    ("persuade_out", "劝其退党"),
    ("strike_off", "除名"),
)
# Which situation leads to which measure; the codes are what is kept, no case is described.
SITUATIONS = {
    "correction_period": (
        ("belief", "信念不坚定，愿意改正"),
        ("passive", "消极懈怠，不起作用"),
        ("absent", "不按规定参加组织生活"),
        ("dues", "不按时足额交纳党费"),
        ("lost", "失去联系六个月以上、两年以内"),
    ),
    "persuade_out": (
        ("threat", "以退党相要挟，经教育不改"),
        ("unimproved", "限期改正期满仍无转变"),
    ),
    "strike_off": (
        ("unfit", "丧失党员条件"),
        ("six_absent", "无正当理由连续六个月不参加组织生活"),
        ("six_dues", "无正当理由连续六个月不交党费"),
        ("six_work", "无正当理由连续六个月不做所分配的工作"),
        ("stopped", "停止党籍两年后仍联系不上"),
        ("stays", "劝而不退"),
    ),
}
ALL_SITUATIONS = tuple(pair for pairs in SITUATIONS.values() for pair in pairs)
_SIX = ("six_absent", "six_dues", "six_work")
_PROBATION = ("probationary", "extended")


def _start(
    measure: str, situation: str, standing: str = "full", **more: object
) -> dict[str, object]:
    return {"measure": measure, "situation": situation, "standing": standing, "months": 0,
            "sanctioned": False, **more}  # fmt: skip


@rule(
    title="能否启动组织处置",
    cites=("R-DISP-01", "R-DISP-02", "R-DISP-04", "R-DISP-05", "R-DISP-06", "R-DISP-10"),
    source=SOURCE + "第三、四、六条",
    examples=(
        Example(_start("correction_period", "passive"), True, "消极懈怠，限期改正"),
        Example(_start("strike_off", "passive"), "wrong_situation", "情形与方式对不上"),
        Example(_start("strike_off", "six_dues", months=6), True, "连续六个月不交党费"),
        Example(_start("strike_off", "six_dues", months=5), "not_six", "五个月"),
        Example(_start("correction_period", "lost", months=24), "not_lost", "失联已满两年"),
        Example(_start("correction_period", "lost", months=7), True, "失联七个月"),
        Example(_start("persuade_out", "threat", "probationary"), "probation", "预备党员"),
        Example(_start("persuade_out", "threat", sanctioned=True), "sanctioned",
                "同一问题已受党纪处分"),
        Example(_start("persuade_out", "unimproved"), "not_correcting", "没有限期改正过"),
        Example(_start("persuade_out", "unimproved", "correcting"), True, "改正期满没有转变"),
        Example(_start("warning", "passive"), "wrong_situation", "警告不是组织处置"),
        Example(_start("strike_off", "unfit", "none"), "no_member", "不是党员"),
    ),
)  # fmt: skip
def may_start(
    measure: str, situation: str, standing: str, months: int, sanctioned: bool
) -> Verdict:
    """A situation of the list, lasting as long as it says, not punished already."""
    members = ("full", "correcting", "observed", "suspended", "stopped")
    fits = situation in dict(SITUATIONS.get(measure, ()))
    return first_refusal(
        require(
            standing not in _PROBATION, "probation", "预备党员按取消预备党员资格办理", "R-DISP-10"
        ),
        require(standing in members, "no_member", "不是党员，不能处置", "R-DISP-01"),
        require(fits, "wrong_situation", "情形与处置方式对不上，请按条文选择", "R-DISP-04"),
        require(
            not sanctioned, "sanctioned", "同一问题已受党纪处分，不再组织处置", "R-DISP-02"
        ),
        require(
            situation not in _SIX or months >= 6, "not_six",
            "须连续满六个月；组织生活、党费、工作各自计算，不能相加", "R-DISP-06",
        ),
        require(
            situation != "lost" or 6 <= months < 24, "not_lost",
            "失联六个月以上、两年以内才限期改正", "R-DISP-04",
        ),
        require(
            situation != "unimproved" or standing == "correcting", "not_correcting",
            "限期改正期满仍无转变的，才按这一条劝其退党", "R-DISP-05",
        ),
    )  # fmt: skip


@rule(
    title="调查前须事前备案",
    cites=("R-DISP-07",),
    source=SOURCE,
    examples=(
        Example({"document": "白党备〔2026〕2号"}, True, "有备案号"),
        Example({"document": " "}, "not_filed", "没有备案号不能调查"),
    ),
)
def filed_before(document: str) -> Verdict:
    return require(
        bool(document.strip()), "not_filed", "须先报基层党委事前备案，再调查核实", "R-DISP-07"
    )


def _rights(notified: bool, heard: str, present: bool = True) -> dict[str, object]:
    return {"notified": notified, "heard": heard, "present": present}


@rule(
    title="本人的权利",
    cites=("R-DISP-08",),
    source=SOURCE + "；《中国共产党党员权利保障条例》",
    examples=(
        Example(_rights(True, "stated"), True, "通知了本人，听了申辩"),
        Example(_rights(True, "waived", present=False), True, "本人放弃，也没有到会"),
        Example(_rights(False, "stated"), "not_notified", "缺本人通知记录，提醒"),
        Example(_rights(True, ""), "not_heard", "没有听取陈述和申辩"),
        Example(_rights(True, "stated", present=False), "not_present", "愿意申辩却没有到会，提醒"),
    ),
)
def rights_kept(notified: bool, heard: str, present: bool) -> Verdict:
    return all_of(
        require(
            heard in ("stated", "waived"), "not_heard", "须听取本人陈述和申辩，或本人书面放弃",
            "R-DISP-08",
        ),
        advise(notified, "not_notified", "没有通知本人的记录", "R-DISP-08"),
        advise(
            present or heard == "waived", "not_present", "本人没有到会申辩", "R-DISP-08"
        ),
    )  # fmt: skip


def _length(until: date | None) -> dict[str, object]:
    return {"measure": "correction_period", "on": date(2026, 3, 1), "until": until}


@rule(
    title="限期改正写明期限",
    cites=("R-DISP-03",),
    source=SOURCE,
    examples=(
        Example(_length(date(2026, 9, 1)), True, "六个月"),
        Example(_length(date(2027, 4, 1)), "correction", "十三个月"),
        Example(_length(None), "no_until", "没有写期限"),
        Example({**_length(None), "measure": "strike_off"}, True, "除名没有期限"),
    ),
)
def correction_bounded(measure: str, on: date, until: date | None) -> Verdict:
    if measure != "correction_period":
        return OK
    found = term_in_order("correction_period", on, until, None)
    return Verdict(found.refusals)
