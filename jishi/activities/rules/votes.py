"""What a topic's count decided: by the kernel's rules, over those entitled, never those present."""

from __future__ import annotations

from dataclasses import dataclass

from jishi.activities.topics import TOPIC_KINDS
from jishi.kernel import vote
from jishi.kernel.declare import Example, rule
from jishi.kernel.verdict import OK, Verdict, first_refusal, require


@dataclass(frozen=True, slots=True)
class Count:
    """The vote on one topic; `written` are opinions in favour sent in before the meeting."""

    kind: str
    entitled: int
    present: int  # of those entitled
    in_favour: int
    against: int = 0
    abstained: int = 0
    written: int = 0


def _case(
    entitled: int,
    present: int,
    in_favour: int,
    against: int = 0,
    abstained: int = 0,
    *,
    kind: str = "other",
    written: int = 0,
) -> dict[str, object]:
    return {"count": Count(kind, entitled, present, in_favour, against, abstained, written)}


@rule(
    title="议题表决通过",
    cites=("R-LIFE-09", "R-LIFE-11", "R-LIFE-12"),
    source="《中国共产党支部工作条例（试行）》第十一条；《中国共产党发展党员工作细则》第二十一条",
    examples=(
        Example(_case(20, 10, 10), "majority_short", "应到二十、到会十、赞成十"),
        Example(_case(20, 11, 11), True, "超过应到会人数的一半"),
        Example(_case(20, 10, 10, kind="admit"), "quorum_short", "接收预备党员须超过半数到会"),
        Example(_case(21, 11, 9, kind="admit", written=2), True, "会前书面意见计入票数"),
        Example(_case(20, 15, 11, written=1), "written_not_counted", "一般议题不计书面意见"),
        Example(_case(20, 15, 11, 3, 2), "counts_disagree", "票数多于到会人数"),
    ),
)
def topic_passes(count: Count) -> Verdict:
    """By the rule of the topic's kind; a topic that is only heard has no vote."""
    by = TOPIC_KINDS[count.kind].vote
    cast = count.in_favour + count.against + count.abstained
    checks = first_refusal(
        require(
            cast <= count.present,
            "counts_disagree",
            f"赞成、反对、弃权共{cast}票，多于到会有表决权的{count.present}人",
        ),
        require(
            by == "admission" or not count.written,
            "written_not_counted",
            "只有接收预备党员和转正可以计会前书面意见",
            "R-LIFE-12",
        ),
    )
    if checks.refused or by not in ("assembly", "admission"):
        return checks
    if by == "admission":
        return vote.admission_vote(count.entitled, count.present, count.in_favour, count.written)
    return vote.assembly_vote(count.entitled, count.present, count.in_favour)


def fits(count: Count) -> Verdict:
    """The numbers can be so at all; that a vote did not pass is no fault of theirs."""
    verdict = topic_passes(count)
    wrong = {"counts_disagree", "written_not_counted"}
    faults = tuple(reason for reason in verdict.reasons if reason.code in wrong)
    return Verdict(faults) if faults else OK


def passed(count: Count) -> bool | None:
    """None where no rule of ours decides: ballots have their sheet, committees their minutes."""
    if TOPIC_KINDS[count.kind].vote not in ("assembly", "admission"):
        return None
    return bool(topic_passes(count))
