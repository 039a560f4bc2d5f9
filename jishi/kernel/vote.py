"""Who may vote, when a meeting can decide, and when it has decided.

Start at `may_vote` (R-LIFE-08: every base depends on it), then `assembly_vote` and
`admission_vote`. Elections, counted from paper sheets, are in `election`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from jishi.kernel.declare import Example, rule
from jishi.kernel.tally import at_least_half, at_least_two_thirds, more_than_half
from jishi.kernel.verdict import OK, Verdict, all_of, first_refusal, refuse, require

BRANCH_RULES = "《中国共产党支部工作条例（试行）》"
ADMISSION_RULES = "《中国共产党发展党员工作细则》"


@dataclass(frozen=True, slots=True)
class Voter:
    """What decides about a member's right to vote in one branch, and nothing else."""

    full: bool = True
    belongs_here: bool = True
    under_observation: bool = False
    rights_suspended: bool = False
    membership_suspended: bool = False


def _member(**facts: bool) -> dict[str, object]:
    return {"voter": Voter(**facts)}


@rule(
    title="有表决权",
    cites=("R-LIFE-08", "R-LIFE-13"),
    source="《中国共产党基层组织选举工作条例》；《中国共产党党员教育管理工作条例》",
    examples=(
        Example(_member(), True, "组织关系在本支部的正式党员"),
        Example(_member(full=False), "not_full_member", "预备党员可以参加讨论，不计票"),
        Example(_member(belongs_here=False), "belongs_elsewhere", "流入党员在原支部表决"),
        Example(_member(under_observation=True), "under_observation", "留党察看期内"),
        Example(_member(rights_suspended=True), "rights_suspended", "被留置，权利已中止"),
        Example(_member(membership_suspended=True), "membership_suspended", "失联，停止党籍"),
    ),
)
def may_vote(voter: Voter) -> Verdict:
    """A full member of this branch whose rights are not withheld for any reason."""
    return all_of(
        require(voter.full, "not_full_member", "预备党员没有表决权", "R-LIFE-13"),
        require(voter.belongs_here, "belongs_elsewhere", "组织关系不在本支部", "R-LIFE-08"),
        require(not voter.under_observation, "under_observation", "在留党察看期内", "R-LIFE-08"),
        require(not voter.rights_suspended, "rights_suspended", "党员权利已中止", "R-LIFE-08"),
        require(not voter.membership_suspended, "membership_suspended", "已停止党籍", "R-LIFE-08"),
    )


def count_entitled(voters: Iterable[Voter]) -> int:
    """应到会有表决权人数: the base of quorum and majority."""
    return sum(bool(may_vote(voter)) for voter in voters)


# --- meetings: numbers are of members entitled to vote -----------------------------------------


def _counts(**counts: int) -> dict[str, object]:
    return dict(counts)


@rule(
    title="党员大会可以表决",
    cites=("R-LIFE-09",),
    source=f"{BRANCH_RULES}第十一条",
    examples=(
        Example(_counts(entitled=20, present=10), True, "正好半数可以表决"),
        Example(_counts(entitled=20, present=9), "quorum_short", "差一人"),
        Example(_counts(entitled=21, present=10), "quorum_short", "不到二十一人的一半"),
        Example(_counts(entitled=20, present=21), "counts_disagree", "到会多于应到会"),
        Example(_counts(entitled=0, present=0), "nobody_entitled", "没有有表决权的党员"),
    ),
)
def assembly_can_decide(entitled: int, present: int) -> Verdict:
    """At least half of those entitled are there."""
    return first_refusal(
        _present_agree(entitled, present),
        require(
            at_least_half(present, entitled),
            "quorum_short",
            f"到会{present}人，不到应到会{entitled}人的半数，不能表决",
            "R-LIFE-09",
        ),
    )


@rule(
    title="党员大会表决通过",
    cites=("R-LIFE-09",),
    source=f"{BRANCH_RULES}第十一条",
    examples=(
        Example(_counts(entitled=20, present=10, in_favour=10), "majority_short", "到会者全赞成"),
        Example(_counts(entitled=20, present=11, in_favour=11), True, "超过应到会半数"),
        Example(_counts(entitled=20, present=20, in_favour=10), "majority_short", "恰好半数"),
        Example(_counts(entitled=20, present=9, in_favour=9), "quorum_short", "不能表决"),
        Example(_counts(entitled=20, present=11, in_favour=12), "counts_disagree", "票多于人"),
    ),
)
def assembly_vote(entitled: int, present: int, in_favour: int) -> Verdict:
    """More than half of those entitled, not of those present, are in favour."""
    return first_refusal(
        assembly_can_decide(entitled, present),
        require(
            0 <= in_favour <= present,
            "counts_disagree",
            f"赞成{in_favour}票与到会{present}人不符",
        ),
        _majority(in_favour, entitled, "R-LIFE-09"),
    )


@rule(
    title="支委会可以召开",
    cites=("R-LIFE-10",),
    source=f"{BRANCH_RULES}第十二条",
    examples=(
        Example(_counts(members=5, present=3), True, "五人到三人"),
        Example(_counts(members=5, present=2), "quorum_short", "五人到两人"),
        Example(_counts(members=4, present=2), True, "四人到两人，正好半数"),
    ),
)
def committee_can_meet(members: int, present: int) -> Verdict:
    """At least half of the committee is there."""
    return first_refusal(
        _present_agree(members, present),
        require(
            at_least_half(present, members),
            "quorum_short",
            f"委员到会{present}人，不到{members}人的半数",
            "R-LIFE-10",
        ),
    )


@rule(
    title="可以讨论接收预备党员或转正",
    cites=("R-LIFE-11",),
    source=f"{ADMISSION_RULES}第二十、二十一条",
    examples=(
        Example(_counts(entitled=20, present=10), "quorum_short", "正好半数不能开会"),
        Example(_counts(entitled=20, present=11), True, "超过半数"),
        Example(_counts(entitled=21, present=11), True, "十一人超过十点五"),
    ),
)
def admission_can_be_decided(entitled: int, present: int) -> Verdict:
    """More than half of those entitled are there; an ordinary quorum is not enough."""
    return first_refusal(
        _present_agree(entitled, present),
        require(
            more_than_half(present, entitled),
            "quorum_short",
            f"到会{present}人，没有超过应到会{entitled}人的半数，不能开会",
            "R-LIFE-11",
        ),
    )


@rule(
    title="接收预备党员或转正表决通过",
    cites=("R-LIFE-11", "R-LIFE-12"),
    source=f"{ADMISSION_RULES}第二十一条",
    examples=(
        Example(_counts(entitled=20, present=11, in_favour=9, written=2), True, "书面意见计票"),
        Example(_counts(entitled=21, present=11, in_favour=9, written=2), True, "十一票过半"),
        Example(
            _counts(entitled=20, present=11, in_favour=9, written=1), "majority_short", "恰好半数"
        ),
        Example(
            _counts(entitled=20, present=10, in_favour=10, written=5),
            "quorum_short",
            "书面意见不计入到会人数",
        ),
        Example(
            _counts(entitled=20, present=18, in_favour=9, written=3),
            "counts_disagree",
            "书面意见多于未到会人数",
        ),
    ),
)
def admission_vote(entitled: int, present: int, in_favour: int, written: int = 0) -> Verdict:
    """One candidate at a time: votes at the meeting plus written opinions sent in before it.

    `written` are the opinions in favour of entitled members who could not come; they count as
    votes, never as presence.
    """
    return first_refusal(
        admission_can_be_decided(entitled, present),
        require(
            0 <= in_favour <= present and 0 <= written <= entitled - present,
            "counts_disagree",
            f"现场赞成{in_favour}票、书面赞成{written}票与应到{entitled}人、到会{present}人不符",
            "R-LIFE-12",
        ),
        _majority(in_favour + written, entitled, "R-LIFE-11"),
    )


@rule(
    title="民主生活会可以召开",
    cites=("R-LIFE-30",),
    source="县以上党和国家机关党员领导干部民主生活会的规定",
    examples=(
        Example(_counts(expected=9, present=6), True, "正好三分之二"),
        Example(_counts(expected=9, present=5), "quorum_short", "差一人"),
    ),
)
def leaders_meeting_can_open(expected: int, present: int) -> Verdict:
    """At least two thirds of those expected are there."""
    return first_refusal(
        _present_agree(expected, present),
        require(
            at_least_two_thirds(present, expected),
            "quorum_short",
            f"到会{present}人，不到应到会{expected}人的三分之二",
            "R-LIFE-30",
        ),
    )


def _present_agree(entitled: int, present: int) -> Verdict:
    if entitled <= 0:
        return refuse("nobody_entitled", "应到会人数为零")
    if not 0 <= present <= entitled:
        return refuse("counts_disagree", f"到会{present}人与应到会{entitled}人不符")
    return OK


def _majority(in_favour: int, entitled: int, clause: str) -> Verdict:
    return require(
        more_than_half(in_favour, entitled),
        "majority_short",
        f"赞成{in_favour}票，没有超过应到会{entitled}人的半数",
        clause,
    )
