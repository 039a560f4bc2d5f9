"""What a member may become, by which act, on which basis and for how long (R-DISP-19).

`ACTS` is the whole table: an act of a kind leads from some standings to one. Whatever stands in no
row is refused. No date changes anybody: every act needs a meeting or a document (R-GEN-12).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from jishi.kernel.deadline import add_months, add_years
from jishi.kernel.declare import Example, rule
from jishi.kernel.verdict import OK, Verdict, advise, all_of, first_refusal, refuse, require
from jishi.people.kinds import COUNTED, PROBATION, STANDINGS


@dataclass(frozen=True)
class StandingAct:
    """One way of changing a standing."""

    kind: str
    label: str
    starts: tuple[str, ...]
    leads_to: str
    meeting: bool = False  # the branch assembly must have decided
    document: bool = False  # the superior must have approved in writing
    period: str = ""  # what its term is called, if it has one
    hurts: bool = False
    help: str = ""

    @property
    def ends(self) -> bool:
        return STANDINGS[self.leads_to].ended


_FULL = ("full", "correcting", "observed", "suspended")
_GONE = ("withdrawn", "persuaded_out", "struck_off", "expelled")
ACTS: Mapping[str, StandingAct] = {
    act.kind: act
    for act in (
        StandingAct(
            "admit", "接收为预备党员", ("none", "cancelled", *_GONE), "probationary",
            meeting=True, document=True, help="日期填支部大会通过之日，即入党日期。",
        ),
        StandingAct(
            "confirm", "预备党员转正", PROBATION, "full", meeting=True, document=True,
            help="党龄从预备期满之日算起，与批准日期无关。",
        ),
        StandingAct(
            "extend", "延长预备期", ("probationary",), "extended", meeting=True, document=True,
            period="延长至", help="只能延长一次，六个月以上、一年以内。",
        ),
        StandingAct(
            "cancel", "取消预备党员资格", PROBATION, "cancelled", meeting=True, document=True,
            hurts=True,
        ),
        StandingAct(
            "correction_period", "限期改正", ("full",), "correcting", meeting=True, document=True,
            period="改正期至", help="一般六个月，最长一年。",
        ),
        StandingAct(
            "resume", "恢复正常", ("correcting", "observed", "suspended"), "full",
            help="改正期满、留党察看期满恢复权利、中止的权利恢复，都须有决定，到期不会自动恢复。",
        ),
        StandingAct(
            "observe", "留党察看", _FULL, "observed", document=True, period="察看期至",
            hurts=True, help="一年或两年；一年期满可再延长一年。期间没有表决权、选举权和被选举权。",
        ),
        StandingAct(
            "suspend", "中止党员权利", ("full", "correcting"), "suspended",
            document=True, hurts=True,
        ),
        StandingAct("stop", "停止党籍", _FULL, "stopped", hurts=True),
        StandingAct("restore", "恢复党籍", ("stopped",), "full", document=True),
        StandingAct(
            "withdraw", "退党", (*_FULL, *PROBATION), "withdrawn", meeting=True, hurts=True
        ),
        StandingAct(
            "persuade_out", "劝其退党", ("full", "correcting"), "persuaded_out",
            meeting=True, document=True, hurts=True,
        ),
        StandingAct(
            "strike_off", "除名", (*_FULL, "stopped"), "struck_off",
            meeting=True, document=True, hurts=True,
        ),
        StandingAct(
            "expel", "开除党籍", (*_FULL, "stopped"), "expelled", document=True, hurts=True
        ),
        StandingAct(
            "die", "去世", ("none", *COUNTED, "stopped"), "deceased", hurts=True,
            help="依据填死亡证明、户籍注销等材料名称。",
        ),
    )
}  # fmt: skip


def acts_for(standing: str) -> list[StandingAct]:
    """What may be done with someone of this standing."""
    return [act for act in ACTS.values() if standing in act.starts]


@rule(
    title="党员状态变更是否允许",
    cites=("R-DISP-19", "R-REL-19", "R-DISP-01", "R-DISP-10"),
    source="党章第九条；党员教育管理工作条例第二十四条",
    examples=(
        Example({"kind": "confirm", "standing": "probationary"}, True, "预备党员转正"),
        Example({"kind": "restore", "standing": "stopped"}, True, "停止党籍可以恢复"),
        Example({"kind": "restore", "standing": "struck_off"}, "not_restored", "除名不能恢复"),
        Example({"kind": "persuade_out", "standing": "probationary"}, "probation", "按取消资格"),
        Example({"kind": "extend", "standing": "extended"}, "extended", "只能延长一次"),
        Example({"kind": "confirm", "standing": "full"}, "no_way", "已是正式党员"),
    ),
)  # fmt: skip
def may_become(kind: str, standing: str) -> Verdict:
    """Only what the table has a row for."""
    act, label = ACTS[kind], STANDINGS[standing].label
    if standing in act.starts:
        return OK
    if kind == "restore" and standing in _GONE:
        return refuse("not_restored", f"{label}不能恢复党籍，符合条件的可以重新入党", "R-REL-19")
    if standing in PROBATION and kind in ("persuade_out", "strike_off", "expel", "stop"):
        return refuse("probation", "预备党员按取消预备党员资格办理", "R-DISP-10")
    if kind == "extend" and standing == "extended":
        return refuse("extended", "预备期只能延长一次", "R-DEV-30")
    return refuse("no_way", f"{label}不能办理「{act.label}」", "R-DISP-19")


@rule(
    title="党员状态变更的依据",
    cites=("R-GEN-12", "R-DEV-32", "R-DISP-08"),
    source="党章；发展党员工作细则第三十二条",
    examples=(
        Example({"kind": "confirm", "meeting": "支部大会", "document": "3号"}, True, "都有"),
        Example({"kind": "confirm", "meeting": "支部大会", "document": ""}, "no_document", "缺"),
        Example({"kind": "strike_off", "meeting": "", "document": "3号"}, "no_meeting", "缺"),
        Example({"kind": "stop", "meeting": "支部大会", "document": ""}, True, "会议或批复之一"),
        Example({"kind": "stop", "meeting": " ", "document": ""}, "no_basis", "什么依据也没有"),
    ),
)  # fmt: skip
def has_basis(kind: str, meeting: str, document: str) -> Verdict:
    """A meeting, a document, or both, as the act demands."""
    act = ACTS[kind]
    met, written = bool(meeting.strip()), bool(document.strip())
    clause = "R-DEV-32" if kind in ("admit", "confirm", "extend", "cancel") else "R-DISP-08"
    return all_of(
        require(met or not act.meeting, "no_meeting", "须填支部大会（会议名称或日期）", clause),
        require(written or not act.document, "no_document", "须填批复或决定的文号", clause),
        require(
            met or written or act.meeting or act.document,
            "no_basis",
            "须填会议或批复文号之一作为依据",
            "R-GEN-12",
        ),
    )


@rule(
    title="限期改正、延长预备期、留党察看的期限",
    cites=("R-DISP-03", "R-DEV-30", "R-DISP-14"),
    source="不合格党员组织处置办法；发展党员工作细则第三十二条；纪律处分条例第十二条",
    examples=(
        Example({"kind": "correction_period", "start": date(2026, 3, 1), "until": date(2026, 9, 1)},
                True, "改正六个月"),
        Example({"kind": "correction_period", "start": date(2026, 3, 1), "until": date(2027, 3, 1)},
                "long_correction", "一年可以，但长于一般"),
        Example({"kind": "correction_period", "start": date(2026, 3, 1), "until": date(2027, 4, 1)},
                ("correction", "long_correction"), "十三个月不行"),
        Example({"kind": "extend", "start": date(2026, 3, 1), "until": date(2026, 6, 1)},
                "extension", "延长三个月不行"),
        Example({"kind": "extend", "start": date(2026, 3, 1), "until": date(2026, 9, 1)},
                True, "延长六个月"),
        Example({"kind": "extend", "start": date(2026, 3, 1), "until": date(2027, 4, 1)},
                "extension", "延长十三个月不行"),
        Example({"kind": "observe", "start": date(2026, 3, 1), "until": date(2028, 3, 1)},
                True, "察看两年"),
        Example({"kind": "observe", "start": date(2026, 3, 1), "until": date(2027, 9, 1)},
                "observation", "察看一年半没有"),
        Example({"kind": "observe", "start": date(2026, 3, 1), "until": date(2028, 3, 1),
                 "observed_until": date(2027, 3, 1)}, True, "一年期满再延长一年"),
        Example({"kind": "observe", "start": date(2026, 3, 1), "until": date(2029, 3, 1),
                 "observed_until": date(2028, 3, 1)}, "observation", "合计不超过两年"),
        Example({"kind": "observe", "start": date(2026, 3, 1), "until": None}, "no_until", "没填"),
        Example({"kind": "stop", "start": date(2026, 3, 1), "until": None}, True, "停籍没有期限"),
    ),
)  # fmt: skip
def term_in_order(
    kind: str, start: date, until: date | None, observed_until: date | None = None
) -> Verdict:
    """How long: six months to a year, one year or two, counted from its beginning."""
    act = ACTS[kind]
    if not act.period:
        return OK
    if until is None:
        return refuse("no_until", f"须填「{act.period}」")
    if kind == "correction_period":
        return all_of(
            require(
                start < until <= add_years(start, 1), "correction", "限期改正最长一年", "R-DISP-03"
            ),
            advise(
                until <= add_months(start, 6), "long_correction", "限期改正一般六个月", "R-DISP-03"
            ),
        )
    if kind == "extend":
        fits = add_months(start, 6) <= until <= add_years(start, 1)
        return require(fits, "extension", "预备期延长须在六个月以上、一年以内", "R-DEV-30")
    first, second = add_years(start, 1), add_years(start, 2)
    if observed_until is None:
        fits = until in (first, second)
    else:
        fits = observed_until == first and until == second
    return require(fits, "observation", "留党察看为一年或两年，延长后合计不超过两年", "R-DISP-14")


@dataclass(frozen=True)
class Past:
    """What earlier acts have left behind, for the acts that depend on it."""

    born_on: date | None = None
    probation_ends: date | None = None
    observed_until: date | None = None
    stopped_since: date | None = None
    left_on: date | None = None  # struck off, persuaded out, expelled
    for_life: bool = False


_DAY = date(2026, 6, 20)


@rule(
    title="时候到了没有",
    cites=("R-DEV-29", "R-DEV-38", "R-DISP-15", "R-DISP-16", "R-REL-18", "R-STAT-18"),
    source="发展党员工作细则第三十二条；纪律处分条例；党员教育管理工作条例第二十四条",
    examples=(
        Example({"kind": "confirm", "on": _DAY, "past": Past(probation_ends=_DAY)}, True, "当日"),
        Example({"kind": "confirm", "on": date(2026, 6, 19), "past": Past(probation_ends=_DAY)},
                "probation_runs", "期满前一日开会"),
        Example({"kind": "resume", "on": date(2026, 6, 19), "past": Past(observed_until=_DAY)},
                "observation_runs", "察看期未满"),
        Example({"kind": "strike_off", "on": _DAY, "past": Past(stopped_since=date(2024, 6, 21))},
                "stopped_runs", "停止党籍不满两年"),
        Example({"kind": "strike_off", "on": _DAY, "past": Past(stopped_since=date(2024, 6, 20))},
                True, "停止党籍满两年"),
        Example({"kind": "admit", "on": _DAY, "past": Past(left_on=date(2021, 6, 21))},
                "five_years", "除名不满五年"),
        Example({"kind": "admit", "on": _DAY, "past": Past(for_life=True)},
                "for_life", "终身不得重新入党"),
        Example({"kind": "admit", "on": _DAY, "past": Past(born_on=date(2008, 6, 21))},
                "too_young", "不满十八岁"),
    ),
)  # fmt: skip
def time_has_come(kind: str, on: date, past: Past) -> Verdict:
    """Probation served, observation served, years gone by: judged on the day of the decision."""

    def reached(day: date | None, code: str, text: str, clause: str) -> Verdict:
        return require(day is None or on >= day, code, f"{text}（{day}）", clause)

    if kind in ("confirm", "extend"):
        return reached(
            past.probation_ends, "probation_runs", "支部大会不得早于预备期满", "R-DEV-29"
        )
    if kind == "resume":
        return reached(past.observed_until, "observation_runs", "留党察看期未满", "R-DISP-15")
    if kind == "strike_off":
        two = add_years(past.stopped_since, 2) if past.stopped_since else None
        return reached(two, "stopped_runs", "停止党籍须满两年", "R-REL-18")
    if kind == "admit":
        grown = add_years(past.born_on, 18) if past.born_on else None
        five = add_years(past.left_on, 5) if past.left_on else None
        return first_refusal(
            require(not past.for_life, "for_life", "此人终身不得重新入党", "R-DISP-16"),
            reached(five, "five_years", "离开党组织须满五年才能重新入党", "R-DEV-38"),
            reached(grown, "too_young", "须年满十八岁", "R-STAT-18"),
        )
    return OK


def probation_ends(joined_on: date, extended_until: date | None) -> date:
    """One year after admission, or the end of the extension (R-DEV-35)."""
    return extended_until or add_years(joined_on, 1)
