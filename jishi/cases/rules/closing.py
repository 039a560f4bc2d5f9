"""When a case may be called settled: by someone else, with evidence, its conditions met."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from jishi.kernel.declare import Example, rule
from jishi.kernel.verdict import Verdict, all_of, refuse, require


@dataclass(frozen=True)
class CaseFacts:
    """What the guards look at: of the present round, since it was last opened."""

    conditions: tuple[str, ...] = ()
    evidence: int = 0  # papers handed in
    progress: int = 0  # steps of progress
    methods: frozenset[str] = frozenset()  # different ways used
    unfilled: tuple[str, ...] = ()  # roles that nobody fills
    outcome: str = ""  # what has come of it
    is_paused: bool = False
    is_extended: bool = False
    called_back: bool = False
    solved: bool | None = None  # what the resident said
    confirmed: bool | None = None  # by the resident through the code
    look_back_due: date | None = None
    looked_back: bool = False


def paused(facts: CaseFacts) -> Verdict:
    return require(facts.is_paused, "not_paused", "没有暂停，无须恢复")


def not_paused(facts: CaseFacts) -> Verdict:
    return require(not facts.is_paused, "paused", "已经暂停")


def not_extended(facts: CaseFacts) -> Verdict:
    return may_extend(facts.is_extended, facts.is_paused)


def may_extend(extended: bool, paused: bool) -> Verdict:
    if paused:
        return refuse("paused", "正在暂停计时，恢复后再延期")
    return require(not extended, "extended", "已经延过一次，只能延一次", "R-HOT-05")


def ready(facts: CaseFacts) -> Verdict:
    """Handed in for striking off: everything but what others have to add."""
    late = ("called_back", "resident")
    return all_of(
        require(not facts.is_paused, "paused", "正在暂停计时，恢复后再申请"),
        *(CONDITIONS[code](facts) for code in facts.conditions if code not in late),
    )


def may_strike(facts: CaseFacts) -> Verdict:
    return all_of(*(CONDITIONS[code](facts) for code in facts.conditions))


def to_look_back(facts: CaseFacts) -> Verdict:
    if facts.look_back_due is None:
        return refuse("no_look_back", "这一类不要求回头看")
    return require(not facts.looked_back, "looked_back", "已经回头看过")


# --- conditions of single kinds ------------------------------------------------------------------


@rule(
    title="销号要有佐证",
    cites=("R-GOV-43",),
    source="逐项销号的通行要求",
    examples=(
        Example(given={"evidence": 1}, then=True, why="有一份材料"),
        Example(given={"evidence": 0}, then="no_evidence", why="空口无凭"),
    ),
)
def has_evidence(evidence: int) -> Verdict:
    return require(
        evidence > 0, "no_evidence", "还没有佐证材料，请在进展里上传照片或文件", "R-GOV-43"
    )


@rule(
    title="「四个一」是否到位",
    cites=("R-GOV-05",),
    source="整顿软弱涣散村党组织的通行做法",
    examples=(
        Example(given={"unfilled": ()}, then=True, why="四项都有"),
        Example(given={"unfilled": ("驻村第一书记",)}, then="unstaffed", why="缺一项"),
    ),
)
def is_staffed(unfilled: tuple[str, ...]) -> Verdict:
    return require(not unfilled, "unstaffed", f"还缺：{'、'.join(unfilled)}", "R-GOV-05")


@rule(
    title="失联党员至少用两种方式查找",
    cites=("R-REL-17",),
    source="失联党员规范管理的通行要求",
    examples=(
        Example(given={"methods": frozenset({"home", "phone"})}, then=True, why="两种方式"),
        Example(given={"methods": frozenset({"phone"})}, then="one_method", why="只打过电话"),
    ),
)
def searched_twice(methods: frozenset[str]) -> Verdict:
    return require(
        len(methods) >= 2, "one_method",
        f"至少用两种不同方式查找，现有 {len(methods)} 种", "R-REL-17",
    )  # fmt: skip


@rule(
    title="回访过才能办结",
    cites=("R-HOT-03",),
    source="接诉即办考评办法",
    examples=(
        Example(given={"called_back": True, "solved": True}, then=True, why="答解决"),
        Example(given={"called_back": True, "solved": None}, then=True, why="未接通，有记录"),
        Example(given={"called_back": False, "solved": None}, then="no_call_back", why="没有回访"),
        Example(given={"called_back": True, "solved": False}, then="unsolved", why="答没有解决"),
    ),
)
def resident_heard(called_back: bool, solved: bool | None) -> Verdict:
    if not called_back:
        return refuse("no_call_back", "还没有由经办人以外的人回访", "R-HOT-03")
    return require(solved is not False, "unsolved", "诉求人说没有解决，请退回继续办理", "R-HOT-03")


def is_confirmed(confirmed: bool | None) -> Verdict:
    return require(confirmed is True, "unconfirmed", "还没有提出人的确认", "R-HOT-13")


def has_outcome(outcome: str) -> Verdict:
    return require(bool(outcome), "no_outcome", "请写明办理结果")


def made_progress(progress: int) -> Verdict:
    return require(progress > 0, "no_progress", "还没有登记过办理进展")


CONDITIONS: Mapping[str, Callable[[CaseFacts], Verdict]] = {
    "evidence": lambda facts: has_evidence(facts.evidence),
    "progress": lambda facts: made_progress(facts.progress),
    "outcome": lambda facts: has_outcome(facts.outcome),
    "roles": lambda facts: is_staffed(facts.unfilled),
    "methods": lambda facts: searched_twice(facts.methods),
    # A resident who has confirmed by code needs no call.
    "called_back": lambda facts: resident_heard(
        facts.called_back or facts.confirmed is not None, facts.solved
    ),
    "resident": lambda facts: is_confirmed(facts.confirmed),
}
CONDITION_LABELS = {
    "evidence": "佐证材料", "progress": "办理进展", "outcome": "办理结果", "roles": "责任人到位",
    "methods": "两种以上查找方式", "called_back": "他人回访", "resident": "提出人确认",
}  # fmt: skip
