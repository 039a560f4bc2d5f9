"""Elections on paper: is the meeting valid, do the ballots count, who is elected.

Start at `CountSheet`, which is what the tellers' sheet says, and `decide_election`. The elected
are worked out on both bases in use, those present and those entitled; where these differ the
result waits for a written confirmation (R-ORG-36). No ballot is linked to a person, and there is
no electronic voting (R-ORG-40).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from jishi.kernel.declare import Example, rule
from jishi.kernel.tally import at_least_four_fifths, more_than_half, share_rounded_up
from jishi.kernel.verdict import Verdict, all_of, first_refusal, refuse, require, warn
from jishi.kernel.vote import Voter, may_vote

ELECTION_RULES = "《中国共产党基层组织选举工作条例》"


# --- who is expected ---------------------------------------------------------------------------


class ExclusionKind(StrEnum):
    """The five kinds of members who may be left out of the number expected (R-ORG-35)."""

    CANNOT_EXPRESS_WILL = "cannot_express_will"
    ABROAD_PRIVATELY = "abroad_privately"
    SERVING_SENTENCE = "serving_sentence"
    BEDRIDDEN = "bedridden"
    SHOULD_HAVE_MOVED = "should_have_moved"

    @property
    def label(self) -> str:
        return _EXCLUSION_LABELS[self]


_EXCLUSION_LABELS = {
    ExclusionKind.CANNOT_EXPRESS_WILL: "因病不能表达意志",
    ExclusionKind.ABROAD_PRIVATELY: "自费出国半年以上",
    ExclusionKind.SERVING_SENTENCE: "未受留党察看以上处分但正在服刑",
    ExclusionKind.BEDRIDDEN: "年老体弱卧床或长期生活不能自理",
    ExclusionKind.SHOULD_HAVE_MOVED: "按规定应转出组织关系而没有转出",
}


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A member proposed not to be counted: the kind, and the two consents it needs."""

    kind: ExclusionKind
    superior_agreed: bool = False
    meeting_agreed: bool = False


def _exclusion(superior: bool, meeting: bool) -> dict[str, object]:
    return {"exclusion": Exclusion(ExclusionKind.BEDRIDDEN, superior, meeting)}


@rule(
    title="可以不计入应到会人数",
    cites=("R-ORG-35",),
    source="中央组织部关于选举时可不计入应到会人数的规定",
    examples=(
        Example(_exclusion(True, True), True, "上级同意并经大会通过"),
        Example(_exclusion(False, True), "superior_missing", "没有上级同意"),
        Example(_exclusion(True, False), "meeting_missing", "没有经大会通过"),
        Example(_exclusion(False, False), ("superior_missing", "meeting_missing"), "两项都缺"),
    ),
)
def exclusion_counts(exclusion: Exclusion) -> Verdict:
    """Agreed by the superior organisation and passed by the members' assembly."""
    return all_of(
        require(exclusion.superior_agreed, "superior_missing", "未经上级党组织同意", "R-ORG-35"),
        require(exclusion.meeting_agreed, "meeting_missing", "未经党员大会通过", "R-ORG-35"),
    )


def count_expected(members: Iterable[tuple[Voter, Exclusion | None]]) -> int:
    """应到会人数 at an election: those entitled, without the exclusions that count."""
    return sum(
        bool(may_vote(voter)) and not (exclusion is not None and exclusion_counts(exclusion))
        for voter, exclusion in members
    )


@rule(
    title="选举会议有效",
    cites=("R-ORG-34", "R-GEN-05"),
    source=ELECTION_RULES,
    examples=(
        Example({"expected": 7, "present": 6}, True, "七人到六人"),
        Example({"expected": 7, "present": 5}, "attendance_short", "七人到五人"),
        Example({"expected": 10, "present": 8}, True, "正好五分之四"),
        Example({"expected": 26, "present": 20}, "attendance_short", "一百小于一百零四"),
        Example({"expected": 26, "present": 21}, True, "一百零五不小于一百零四"),
        Example({"expected": 5, "present": 6}, "counts_disagree", "到会多于应到会"),
    ),
)
def election_meeting_valid(expected: int, present: int) -> Verdict:
    """At least four fifths of those expected are there."""
    if expected <= 0 or not 0 <= present <= expected:
        return refuse("counts_disagree", f"到会{present}人与应到会{expected}人不符")
    return require(
        at_least_four_fifths(present, expected),
        "attendance_short",
        f"到会{present}人，不到应到会{expected}人的五分之四，选举无效",
        "R-ORG-34",
    )


# --- candidates and ballots --------------------------------------------------------------------


def candidates_needed(seats: int) -> int:
    """A fifth more than the seats, rounded up (R-ORG-31)."""
    return share_rounded_up(seats, 6, 5)


@rule(
    title="差额符合规定",
    cites=("R-ORG-31",),
    source=ELECTION_RULES,
    examples=(
        Example({"seats": 3, "candidates": 4}, True, "应选三人"),
        Example({"seats": 3, "candidates": 3}, "too_few_candidates", "应选三人没有差额"),
        Example({"seats": 5, "candidates": 6}, True, "应选五人，正好百分之二十"),
        Example({"seats": 7, "candidates": 8}, "too_few_candidates", "应选七人，差额不足"),
        Example({"seats": 7, "candidates": 9}, True, "应选七人"),
    ),
)
def enough_candidates(seats: int, candidates: int) -> Verdict:
    """At least a fifth more candidates than committee seats."""
    needed = candidates_needed(seats)
    return require(
        seats > 0 and candidates >= needed,
        "too_few_candidates",
        f"应选{seats}人，候选人应不少于{needed}人，现有{candidates}人",
        "R-ORG-31",
    )


@rule(
    title="选票有效",
    cites=("R-ORG-39",),
    source=ELECTION_RULES,
    examples=(
        Example({"marks": 3, "seats": 3}, True, "正好选满"),
        Example({"marks": 0, "seats": 3}, True, "少于应选人数也有效"),
        Example({"marks": 4, "seats": 3}, "too_many_marks", "应选三人画四个圈"),
    ),
)
def ballot_valid(marks: int, seats: int) -> Verdict:
    """Not more names in favour than seats, names written in included."""
    return require(
        0 <= marks <= seats,
        "too_many_marks",
        f"赞成{marks}人，多于应选{seats}人，该票无效",
        "R-ORG-39",
    )


@rule(
    title="收回选票不多于发出",
    cites=("R-ORG-38",),
    source=ELECTION_RULES,
    examples=(
        Example({"issued": 25, "returned": 25}, True, "全部收回"),
        Example({"issued": 25, "returned": 24}, True, "少一张仍有效"),
        Example({"issued": 25, "returned": 26}, "more_returned", "多一张，须重新选举"),
    ),
)
def ballots_returned_valid(issued: int, returned: int) -> Verdict:
    """More ballots than were given out make the election void."""
    return require(
        0 <= returned <= issued,
        "more_returned",
        f"发出{issued}张，收回{returned}张，多于发出，选举无效，应重新选举",
        "R-ORG-38",
    )


@dataclass(frozen=True, slots=True)
class CountSheet:
    """What the tellers wrote down for one post or committee.

    `expected` is already without the exclusions that count; `votes` are the votes in favour of
    each candidate, names written in included.
    """

    seats: int
    expected: int
    present: int
    issued: int
    returned: int
    valid: int
    votes: Mapping[str, int]


def sheet_holds(sheet: CountSheet) -> Verdict:
    """Whether the election is valid and its numbers fit together, before anyone is elected."""
    return first_refusal(
        require(sheet.seats > 0, "no_seats", "应选人数应为正整数"),
        election_meeting_valid(sheet.expected, sheet.present),
        ballots_returned_valid(sheet.issued, sheet.returned),
        all_of(
            require(
                sheet.issued <= sheet.present,
                "counts_disagree",
                f"发出{sheet.issued}张，多于到会{sheet.present}人",
                "R-ORG-38",
            ),
            require(
                0 <= sheet.valid <= sheet.returned,
                "counts_disagree",
                f"有效票{sheet.valid}张与收回{sheet.returned}张不符",
            ),
            require(
                all(0 <= votes <= sheet.valid for votes in sheet.votes.values()),
                "counts_disagree",
                f"有候选人的得票多于有效票{sheet.valid}张",
            ),
            require(
                sum(sheet.votes.values()) <= sheet.valid * sheet.seats,
                "counts_disagree",
                f"得票总数多于有效票{sheet.valid}张乘以应选{sheet.seats}人",
                "R-ORG-39",
            ),
        ),
    )


# --- who is elected ----------------------------------------------------------------------------


class Outcome(StrEnum):
    """How the seats and the candidates with a majority came out (R-ORG-41)."""

    FILLED = "filled"
    CUT_TO_SEATS = "cut_to_seats"
    RUN_OFF = "run_off"
    SEATS_OPEN = "seats_open"

    @property
    def label(self) -> str:
        return _OUTCOME_LABELS[self]


_OUTCOME_LABELS = {
    Outcome.FILLED: "足额当选",
    Outcome.CUT_TO_SEATS: "过半数人数多于名额，按得票多少取足",
    Outcome.RUN_OFF: "末位得票相同，对得票相同者再次投票",
    Outcome.SEATS_OPEN: "当选人数少于名额，另行选举，或经半数以上选举人同意减少名额",
}


@dataclass(frozen=True, slots=True)
class Decision:
    """The result on one base: the elected by votes, and those tied for the seats left."""

    outcome: Outcome
    elected: tuple[str, ...]
    tied: tuple[str, ...] = ()
    open_seats: int = 0


def decide_on_base(votes: Mapping[str, int], seats: int, base: int) -> Decision:
    """More than half of the base elects; exactly half does not (R-ORG-36, R-ORG-37)."""
    passed = sorted(
        (name for name, count in votes.items() if more_than_half(count, base)),
        key=lambda name: -votes[name],
    )
    if len(passed) < seats:
        return Decision(Outcome.SEATS_OPEN, tuple(passed), (), seats - len(passed))
    if len(passed) == seats:
        return Decision(Outcome.FILLED, tuple(passed))
    last = votes[passed[seats - 1]]
    if votes[passed[seats]] < last:
        return Decision(Outcome.CUT_TO_SEATS, tuple(passed[:seats]))
    above = tuple(name for name in passed if votes[name] > last)
    tied = tuple(name for name in passed if votes[name] == last)
    return Decision(Outcome.RUN_OFF, above, tied, seats - len(above))


@dataclass(frozen=True, slots=True)
class Election:
    """Both decisions and what may be done with them.

    `verdict` refuses an election that is void, and warns where the bases differ: then the result
    stands only once the superior organisation has confirmed one of them in writing.
    """

    verdict: Verdict
    by_present: Decision | None = None
    by_expected: Decision | None = None

    @property
    def needs_confirmation(self) -> bool:
        return self.verdict.warned


def decide_election(sheet: CountSheet) -> Election:
    """Who is elected, on both bases (R-ORG-36); nobody if the sheet does not hold."""
    verdict = sheet_holds(sheet)
    if not verdict:
        return Election(verdict)
    present = decide_on_base(sheet.votes, sheet.seats, sheet.present)
    expected = decide_on_base(sheet.votes, sheet.seats, sheet.expected)
    same = set(present.elected) == set(expected.elected) and set(present.tied) == set(expected.tied)
    if not same:
        verdict &= warn(
            "bases_differ",
            "按实到会人数与按应到会人数计算的当选结果不一致，须由上级党组织书面确认",
            "R-ORG-36",
        )
    return Election(verdict, present, expected)
