"""Two requests and a report: what each needs, and what the count sheet decides."""

from __future__ import annotations

import re
from collections.abc import Mapping

from jishi.kernel.declare import Example, rule
from jishi.kernel.election import (
    CountSheet,
    Decision,
    Outcome,
    decide_election,
    enough_candidates,
)
from jishi.kernel.verdict import OK, Verdict, advise, all_of, first_refusal, refuse, require

SOURCE = "《中国共产党基层组织选举工作条例》"
_LINE = re.compile(r"^(\S+?)[\s:：]*([0-9]{1,5})$")


@rule(
    title="请示有批复才能往下办",
    cites=("R-ORG-30", "R-ORG-22"),
    source="换届选举通用程序",
    examples=(
        Example({"replies": ("白党〔2026〕5号", "白党〔2026〕9号")}, True, "两个请示都有批复"),
        Example({"replies": ("", "白党〔2026〕9号")}, "no_reply", "换届请示没有批复"),
    ),
)
def requests_answered(replies: tuple[str, ...]) -> Verdict:
    return require(all(r.strip() for r in replies), "no_reply", "请示还没有批复", "R-ORG-30")


def _form(form: str, members: int, document: str = "") -> dict[str, object]:
    return {"form": form, "members": members, "document": document}


@rule(
    title="开党员大会还是党代会",
    cites=("R-ORG-30", "R-ORG-33"),
    source=SOURCE + "第四条",
    examples=(
        Example(_form("assembly", 480), True, "四百八十人开党员大会"),
        Example(_form("congress", 480), "congress", "不到五百人又没有批准"),
        Example(_form("congress", 480, "白党〔2026〕5号"), True, "驻地分散，经批准"),
        Example(_form("congress", 500), "congress", "五百人以上也要上级批准"),
    ),
)
def form_of_meeting(form: str, members: int, document: str) -> Verdict:
    return require(
        form != "congress" or bool(document.strip()), "congress",
        f"现有党员 {members} 人；党员五百人以上或驻地分散，经上级批准才开党代会", "R-ORG-33",
    )  # fmt: skip


@rule(
    title="候选人预备人选",
    cites=("R-ORG-31", "R-ORG-32"),
    source=SOURCE,
    examples=(
        Example({"seats": 3, "candidates": 4, "secretaries": 1, "deputies": 1}, True, "差额一名"),
        Example({"seats": 3, "candidates": 3, "secretaries": 1, "deputies": 0},
                "too_few_candidates", "委员没有差额"),
        Example({"seats": 3, "candidates": 4, "secretaries": 2, "deputies": 0}, "single",
                "书记候选人两名"),
        Example({"seats": 0, "candidates": 0, "secretaries": 1, "deputies": 0}, True,
                "不设委员会，只选书记"),
    ),
)  # fmt: skip
def candidates_fit(seats: int, candidates: int, secretaries: int, deputies: int) -> Verdict:
    return all_of(
        enough_candidates(seats, candidates) if seats else OK,
        require(
            secretaries == 1 and deputies <= 1, "single", "书记、副书记等额选举，候选人各一名",
            "R-ORG-32",
        ),
    )  # fmt: skip


@rule(
    title="监票人不能是候选人",
    cites=("R-ORG-42", "R-ORG-40"),
    source=SOURCE,
    examples=(
        Example({"tellers": ("李田",), "candidates": ("何文", "林可")}, True, "不是候选人"),
        Example({"tellers": ("何文",), "candidates": ("何文", "林可")}, "teller", "候选人监票"),
        Example({"tellers": (), "candidates": ("何文",)}, "no_teller", "没有推选监票人"),
    ),
)
def tellers_fit(tellers: tuple[str, ...], candidates: tuple[str, ...]) -> Verdict:
    both = [name for name in tellers if name in candidates]
    return all_of(
        require(bool(tellers), "no_teller", "须由大会推选监票人", "R-ORG-42"),
        require(not both, "teller", f"{'、'.join(both)}是候选人，不能监票", "R-ORG-42"),
    )


@rule(
    title="不计入应到会的人数",
    cites=("R-ORG-35",),
    source="中央组织部关于选举时可不计入应到会人数的规定",
    examples=(
        Example({"number": 0, "superior": False, "meeting": False}, True, "没有人不计入"),
        Example({"number": 2, "superior": True, "meeting": True}, True, "两道同意"),
        Example({"number": 2, "superior": True, "meeting": False}, "exclusion", "没有经大会通过"),
    ),
)
def exclusions_agreed(number: int, superior: bool, meeting: bool) -> Verdict:
    return require(
        number == 0 or (superior and meeting), "exclusion",
        "不计入应到会的，须上级同意并经大会通过", "R-ORG-35",
    )  # fmt: skip


def read_votes(text: str) -> dict[str, int] | None:
    """「何文 20、林可 18」; None where it cannot be read."""
    found: dict[str, int] = {}
    for part in re.split(r"[、，,;；\n]+", text.strip()):
        match = _LINE.match(part.strip())
        if match is None or match.group(1) in found:
            return None
        found[match.group(1)] = int(match.group(2))
    return found or None


def names_of(text: str) -> tuple[str, ...]:
    return tuple(name for name in re.split(r"[、，,;；\s]+", text.strip()) if name)


def _sheet(votes: Mapping[str, int], **more: object) -> dict[str, object]:
    given = {"seats": 3, "expected": 30, "present": 25, "issued": 25, "returned": 25, "valid": 25,
             **more}  # fmt: skip
    return {"sheet": CountSheet(votes=votes, **given), "confirmed": "", "again": ""}  # type: ignore[arg-type]


_CLEAR = {"何文": 24, "林可": 22, "黄树": 20, "陆青": 5}


@rule(
    title="计票单决定谁当选",
    cites=("R-ORG-34", "R-ORG-36", "R-ORG-37", "R-ORG-38", "R-ORG-39", "R-ORG-41"),
    source=SOURCE,
    examples=(
        Example(_sheet(_CLEAR), True, "三名过半，足额当选"),
        Example(_sheet(_CLEAR, present=23, issued=23, returned=23, valid=23), False, "到会不足"),
        Example(_sheet(_CLEAR, returned=26), "more_returned", "收回多于发出"),
        Example(_sheet({**_CLEAR, "黄树": 14}), "bases_differ", "两种口径结果不同"),
        Example({**_sheet({**_CLEAR, "黄树": 14}), "confirmed": "白党〔2026〕5号"}, True,
                "上级已书面确认"),
        Example(_sheet({**_CLEAR, "黄树": 12}), "seats_open", "只有两名过半"),
        Example({**_sheet({**_CLEAR, "黄树": 12}), "again": "fewer"}, True, "同意减少名额"),
        Example(_sheet({"何文": 18, "林可": 16, "黄树": 16}, seats=2), "run_off",
                "末位同票须再投"),
    ),
)  # fmt: skip
def sheet_decides(sheet: CountSheet, confirmed: str, again: str) -> Verdict:
    """`again` says how open seats or a tie were dealt with at the same meeting."""
    election = decide_election(sheet)
    if election.verdict.refused:
        return Verdict(election.verdict.refusals)
    if election.needs_confirmation and not confirmed.strip():
        return refuse(
            "bases_differ", "按实到会和按应到会计算的当选结果不一致，须填上级书面确认文号",
            "R-ORG-36",
        )  # fmt: skip
    return _settled(election.by_present, again)


def _settled(decision: Decision | None, again: str) -> Verdict:
    if decision is None or decision.outcome in (Outcome.FILLED, Outcome.CUT_TO_SEATS):
        return OK
    code = "run_off" if decision.outcome is Outcome.RUN_OFF else "seats_open"
    return first_refusal(
        require(bool(again), code, decision.outcome.label, "R-ORG-41"),
        advise(again != "fewer" or code == "seats_open", code, "同票不能减少名额", "R-ORG-41"),
    )
