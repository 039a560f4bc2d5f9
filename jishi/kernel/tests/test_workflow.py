"""Workflows: sound or refused, and what is offered where."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jishi.kernel.declare import DeclarationError
from jishi.kernel.verdict import OK, Verdict, require
from jishi.kernel.workflow import Need, State, Transition, Workflow


@dataclass(frozen=True)
class Facts:
    feedback: bool


def has_feedback(facts: Facts) -> Verdict:
    return require(facts.feedback, "feedback_missing", "尚未反馈结果")


DRAFT, OPEN, DONE = (
    State("draft", "草稿"),
    State("open", "办理中"),
    State("done", "办结", final=True),
)
SUBMIT = Transition("submit", "提交", ("draft",), "open", "cases.submit")
REPORT = Transition("report", "报告进展", ("open",), "open", "cases.report")
RETURN = Transition(
    "send_back", "退回", ("open",), "draft", "cases.check", "", frozenset({Need.REASON})
)
CLOSE = Transition(
    "close", "办结", ("open",), "done", "cases.close", "has_feedback",
    frozenset({Need.EVIDENCE, Need.OTHER_PERSON}),
)  # fmt: skip


def flow(
    states: tuple[State, ...], steps: tuple[Transition, ...], **more: object
) -> Workflow[Facts]:
    guards = more.get("guards", {"has_feedback": has_feedback})
    return Workflow(
        code="complaint", title="诉求办理", source="示例", states=states, transitions=steps,
        guards=guards,  # type: ignore[arg-type]
    )  # fmt: skip


COMPLAINT = flow((DRAFT, OPEN, DONE), (SUBMIT, REPORT, RETURN, CLOSE))


def test_steps_are_offered_with_the_reason_why_not() -> None:
    assert [offer.transition.name for offer in COMPLAINT.allowed("draft", Facts(False))] == [
        "submit"
    ]
    offers = {o.transition.name: o.verdict for o in COMPLAINT.allowed("open", Facts(False))}
    assert offers["report"] == OK
    assert offers["close"].codes == ("feedback_missing",)
    assert COMPLAINT.allowed("done", Facts(True)) == ()


def test_a_step_asks_for_what_it_needs_before_its_guard() -> None:
    check = COMPLAINT.check
    assert check("open", "close", Facts(False)).codes == (
        "evidence_missing",
        "other_person_missing",
    )
    both = {Need.EVIDENCE, Need.OTHER_PERSON}
    assert check("open", "close", Facts(False), both).codes == ("feedback_missing",)
    assert check("open", "close", Facts(True), both) == OK
    assert COMPLAINT.after("open", "close") == DONE


def test_a_step_of_another_state_is_refused() -> None:
    assert COMPLAINT.check("draft", "close", Facts(True)).codes == ("no_such_step",)
    assert COMPLAINT.check("done", "submit", Facts(True)).text.startswith("当前为“办结”")


def test_it_draws_and_tells_itself() -> None:
    assert COMPLAINT.initial == DRAFT
    drawing = COMPLAINT.mermaid()
    assert "    [*] --> draft\n" in drawing
    assert "    open --> done: 办结\n" in drawing
    assert "    done --> [*]\n" in drawing
    assert "办理中 —退回→ 草稿 〔cases.check〕 需：理由\n" in COMPLAINT.text()


LOST = State("lost", "失落")
TO_LOST = Transition("lose", "丢失", ("open",), "lost", "cases.lose")


@pytest.mark.parametrize(
    ("states", "steps", "complaint"),
    [
        ((DRAFT, OPEN, DONE, LOST), (SUBMIT, CLOSE), "“失落”无法到达"),
        ((DRAFT, OPEN, DONE, LOST), (SUBMIT, CLOSE, TO_LOST), "“失落”没有通向终结"),
        ((DRAFT, OPEN, DONE), (SUBMIT, CLOSE, replace(SUBMIT, name="again", origins=("done",))),
         "终结状态“办结”不应再有步骤"),
        ((DRAFT, OPEN, OPEN, DONE), (SUBMIT, CLOSE), "状态 open 重复"),
        ((DRAFT, OPEN, DONE), (SUBMIT, SUBMIT, CLOSE), "步骤 submit 重复"),
        ((DRAFT, OPEN, DONE), (SUBMIT, CLOSE, replace(REPORT, to="nowhere")), "未知状态 nowhere"),
        ((DRAFT, OPEN, DONE), (SUBMIT, replace(CLOSE, guard="other")), "条件 other 没有定义"),
        ((DRAFT, OPEN, DONE), (SUBMIT, replace(CLOSE, guard="")), "条件 has_feedback 没有用到"),
        ((DRAFT, OPEN, DONE), (SUBMIT, replace(CLOSE, permission="")), "缺少权限"),
        ((DRAFT, OPEN, DONE), (SUBMIT, CLOSE, replace(REPORT, origins=())), "没有起点"),
        ((DRAFT, OPEN, DONE), (SUBMIT, CLOSE, replace(REPORT, name="Bao gao")), "小写英文"),
        ((), (), "没有状态"),
    ],
)  # fmt: skip
def test_an_unsound_workflow_is_refused_when_declared(
    states: tuple[State, ...], steps: tuple[Transition, ...], complaint: str
) -> None:
    with pytest.raises(DeclarationError, match=complaint):
        flow(states, steps)


EDGES = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=10, unique=True)


@given(EDGES, st.sets(st.integers(0, 4), max_size=3))
def test_soundness_agrees_with_walking_every_path(
    edges: list[tuple[int, int]], finals: set[int]
) -> None:
    """Oracle: from each state collect everything a depth-first walk meets."""

    def met(state: int, seen: frozenset[int] = frozenset()) -> set[int]:
        found = {state}
        for fro, to in edges:
            if fro == state and to not in seen:
                found |= met(to, seen | {state})
        return found

    sound = (
        met(0) == set(range(5))
        and all(met(state) & finals for state in range(5))
        and not any(fro in finals for fro, _ in edges)
    )
    states = tuple(State(f"s{n}", f"状态{n}", n in finals) for n in range(5))
    steps = tuple(
        Transition(f"t{n}", "走", (f"s{fro}",), f"s{to}", "walk")
        for n, (fro, to) in enumerate(edges)
    )
    try:
        flow(states, steps, guards={})
    except DeclarationError:
        assert not sound
    else:
        assert sound
