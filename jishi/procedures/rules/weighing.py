"""Whether a step may be taken: its place in the order, its days, what it needs, its gates.

Start at `weigh`; `open_steps` says which steps may be taken at all, `clock_of` when.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from jishi.kernel.declare import Example, rule
from jishi.kernel.verdict import OK, Verdict, advise, all_of, first_refusal, refuse, require
from jishi.procedures.kinds.facts import Facts, Met, Taken
from jishi.procedures.kinds.kind import Edge, Edition, Field, Meeting, Outcome, Step

ONE_DAY = timedelta(days=1)
SOON = 7  # days before a time limit from which it is amber

_D = date(2026, 3, 2)


def _order(on: date, before: date | None, shares: bool = False) -> dict[str, object]:
    return {"on": on, "before": before, "shares": shares, "today": date(2026, 11, 20)}


@rule(
    title="各步骤日期依次向后",
    cites=("R-DEV-41",),
    source="系统约定",
    examples=(
        Example(_order(_D, None), True, "第一步"),
        Example(_order(_D, date(2026, 3, 1)), True, "晚一天"),
        Example(_order(_D, _D), "same_day", "没有说可以同日的两步"),
        Example(_order(_D, _D, shares=True), True, "确定积极分子后当日备案一类"),
        Example(_order(_D, date(2026, 3, 3), shares=True), "backwards", "早于上一步"),
        Example(_order(date(2026, 11, 21), _D), "future", "还没有到的日子"),
    ),
)
def in_order(on: date, before: date | None, shares: bool, today: date) -> Verdict:
    """Not before the step before it, on its day only where that is said, never ahead of today."""
    return first_refusal(
        require(on <= today, "future", "日期在今天之后，办了再登记"),
        require(
            before is None or on >= before, "backwards", f"不能早于上一步（{before}）", "R-DEV-41"
        ),
        require(
            before is None or on != before or shares,
            "same_day", f"与上一步不能同一天（{before}）", "R-DEV-41",
        ),
    )  # fmt: skip


@rule(
    title="不跳步骤",
    cites=("R-GOV-15", "R-DEV-10"),
    source="《中国共产党农村基层组织工作条例》；《中国共产党发展党员工作细则》",
    examples=(
        Example({"wanted": "talk", "open_codes": ("talk",)}, True, "轮到这一步"),
        Example({"wanted": "assembly", "open_codes": ("talk",)}, "skipped", "跳过了前面的步骤"),
        Example({"wanted": "apply", "open_codes": ()}, "skipped", "程序已经结束"),
    ),
)
def not_skipped(wanted: str, open_codes: tuple[str, ...]) -> Verdict:
    return require(
        wanted in open_codes, "skipped", "还没有轮到这一步，步骤不能跳过、不能重复", "R-GOV-15"
    )


_ASKED = Meeting(label="支部大会", kinds=("assembly",), topics=("admit",), clause="R-DEV-32")


def _met(**values: object) -> Met:
    given = {
        "pk": 1, "title": "党员大会", "held_on": _D, "own": True, "passed": True,
        "kinds": frozenset({"assembly"}), "topic": "admit", **values,
    }  # fmt: skip
    return Met(**given)  # type: ignore[arg-type]


def _held(met: Met | None, on: date = _D, **more: object) -> dict[str, object]:
    return {"wanted": _ASKED, "met": met, "on": on, "topics": ("admit",), "alone": True, **more}


@rule(
    title="步骤依据的会议",
    cites=("R-DEV-05", "R-DEV-20", "R-DEV-32", "R-GEN-12"),
    source="《中国共产党发展党员工作细则》第九、二十一、三十二条",
    examples=(
        Example(_held(_met()), True, "当日的支部大会，议题已通过"),
        Example(_held(None), "no_meeting", "没有会议记录"),
        Example(_held(_met(own=False)), "not_own", "别的组织的会"),
        Example(_held(_met(kinds=frozenset({"committee"}))), "wrong_kind", "支委会代替不了大会"),
        Example(_held(_met(held_on=date(2026, 3, 1))), "other_day", "日期取会议之日"),
        Example(_held(_met(topic="other")), "wrong_topic", "议题不是这件事"),
        Example(_held(_met(passed=False)), "not_passed", "表决没有通过"),
        Example(_held(_met(), alone=False), "together", "一个议题表决了两个人"),
    ),
)
def meeting_fits(
    wanted: Meeting, met: Met | None, on: date, topics: tuple[str, ...], alone: bool,
    has_committee: bool = True,
) -> Verdict:  # fmt: skip
    """Held by the right body that day, about this and nothing else, and passed."""
    clause = wanted.clause
    if met is None:
        return refuse("no_meeting", f"须选择依据的会议：{wanted.label}", clause)
    kinds = set(wanted.kinds) | (set() if has_committee else set(wanted.instead))
    return first_refusal(
        require(met.own or not wanted.own, "not_own", "不是本组织召开的会议", clause),
        require(bool(met.kinds & kinds), "wrong_kind", f"须是{wanted.label}且要素齐全", clause),
        require(met.held_on == on, "other_day", f"日期须是会议之日（{met.held_on}）", "R-DEV-05"),
        require(
            not topics or met.topic in topics, "wrong_topic", "会议没有这样的议题", clause
        ),
        require(
            not topics or met.passed is not False, "not_passed", "这个议题表决没有通过", clause
        ),
        require(alone, "together", "这个议题已用于另一人，须逐个讨论、逐个表决", "R-DEV-20"),
    )  # fmt: skip


@rule(
    title="不能自己审自己办的",
    cites=("R-DEV-24",),
    source="《中国共产党发展党员工作细则》第二十五条",
    examples=(
        Example({"by": "superior", "entered": (3,), "account": 5, "own": False}, True, "换人审批"),
        Example({"by": "superior", "entered": (5,), "account": 5, "own": False}, "self_sign",
                "报的和批的是同一个账号"),
        Example({"by": "superior", "entered": (3,), "account": 5, "own": True}, "own_matter",
                "审批本人的事"),
        Example({"by": "branch", "entered": (5,), "account": 5, "own": False}, True,
                "支部自己的步骤可以一人登记"),
    ),
)  # fmt: skip
def signed_by_other(
    by: str, entered: tuple[int | None, ...], account: int | None, own: bool
) -> Verdict:
    """What a superior files, reviews or approves was entered by somebody else's account."""
    if by == "branch":
        return OK
    return all_of(
        require(account not in entered, "self_sign", "报送和审批不能由同一账号办理", "R-DEV-24"),
        require(not own, "own_matter", "本人的事不能由本人审批", "R-DEV-24"),
    )


# --- one step, weighed whole ---------------------------------------------------------------------


def open_steps(edition: Edition, facts: Facts) -> tuple[Step, ...]:
    """The steps that may be taken next: one, or more where a step repeats or may be left out."""
    found: list[Step] = []
    at = 0
    if facts.taken:
        last = edition.step(facts.taken[-1].code)
        at = edition.place(last.code) + 1
        if last.repeats:
            found.append(last)
    for step in edition.steps[at:]:
        found.append(step)
        if step.may_skip is None or not step.may_skip(facts):
            break
    return tuple(found)


def next_step(edition: Edition, facts: Facts) -> Step | None:
    """The step that the clock is about: after one that repeats, the one that follows it."""
    steps = open_steps(edition, facts)
    if len(steps) > 1 and facts.taken and steps[0].code == facts.taken[-1].code:
        return steps[1]
    return steps[0] if steps else None


def weigh(
    edition: Edition, facts: Facts, new: Taken, *, alone: bool = True, past: bool = False
) -> Verdict:
    """Everything at once; a refusal names its clause. Of the `past` the meetings are on paper."""
    open_codes = tuple(step.code for step in open_steps(edition, facts))
    first = not_skipped(new.code, open_codes)
    if first.refused:
        return first
    step = edition.step(new.code)
    outcome = step.outcome(new.outcome)
    if outcome is None:
        return refuse("no_outcome", "没有这样的结果")
    before = facts.taken[-1].on if facts.taken else None
    if outcome.returns:  # what the branch sent today may come back today
        return in_order(new.on, before, True, facts.today)
    shares = step.shares_day or bool(facts.local.get("same_day"))
    return first_refusal(
        in_order(new.on, before, shares, facts.today),
        all_of(*(check(facts) for check in step.ready)),
        all_of(
            _needs(step, outcome, new),
            OK if past else _meeting(step, outcome, facts, new, alone),
            *_edges(step, facts, new.on),
        ),
        lambda: all_of(*(gate(facts, new) for gate in step.gates)),
    )


def asked(step: Step, outcome: Outcome) -> tuple[Field, ...]:
    """The items that a result asks for."""
    if outcome.returns:
        return ()
    return tuple(f for f in step.fields if not f.of_outcomes or outcome.code in f.of_outcomes)


def _needs(step: Step, outcome: Outcome, new: Taken) -> Verdict:
    lacking = [f.label for f in asked(step, outcome) if f.needed and not new.payload.get(f.code)]
    return all_of(
        require(not lacking, "incomplete", f"还缺：{'、'.join(lacking)}"),
        require(
            not step.document or not outcome.papers or bool(new.document.strip()),
            "no_document", f"须填{step.document}文号",
        ),
    )  # fmt: skip


def _meeting(step: Step, outcome: Outcome, facts: Facts, new: Taken, alone: bool) -> Verdict:
    if step.meeting is None or not outcome.meets:
        return OK
    topics = outcome.topics or step.meeting.topics
    return meeting_fits(step.meeting, new.met, new.on, topics, alone, facts.place.has_committee)


def _edges(step: Step, facts: Facts, on: date) -> Iterable[Verdict]:
    for edge in edges(step.earliest, facts):
        text = f"最早 {edge.day}：{edge.why}"
        yield (require if edge.hard else advise)(on >= edge.day, "too_early", text, edge.clause)
    for edge in limits_of(step, facts):
        yield (require if edge.hard else advise)(
            on <= edge.day, "too_late", f"{edge.why}，最迟 {edge.day}", edge.clause
        )


def edges(bounds: Iterable[object], facts: Facts) -> list[Edge]:
    found = (bound(facts) for bound in bounds)  # type: ignore[operator]
    return [edge for edge in found if edge is not None]


def limits_of(step: Step, facts: Facts) -> list[Edge]:
    """The last days of a step; those that are not absolute as far as they were put off."""
    found, later = edges(step.latest, facts), facts.extended_to
    return [
        Edge(later, f"{edge.why}（已延长）", edge.clause, False, "red")
        if later is not None and not edge.hard and edge.day < later else edge
        for edge in found
    ]  # fmt: skip


# --- the clock -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Clock:
    """When the next step may be and should be taken, and what it still needs."""

    step: Step | None
    earliest: date | None = None
    waits_for: str = ""
    limits: tuple[Edge, ...] = ()
    missing: tuple[str, ...] = ()
    blocked: Verdict = OK

    @property
    def latest(self) -> date | None:
        return min((edge.day for edge in self.limits), default=None)

    @property
    def red_after(self) -> date | None:
        return min((edge.day for edge in self.limits if edge.tone == "red"), default=None)

    def tone(self, today: date) -> str:
        """Red or amber once a limit has passed, amber in its last days."""
        passed = {edge.tone for edge in self.limits if today > edge.day}
        if "red" in passed:
            return "red"
        soon = self.latest is not None and today + timedelta(days=SOON) >= self.latest
        return "amber" if passed or soon else ""


def clock_of(edition: Edition, facts: Facts) -> Clock:
    step = next_step(edition, facts)
    if step is None:
        return Clock(None)
    waits = sorted(edges(step.earliest, facts), key=lambda edge: edge.day)
    hard = [edge for edge in waits if edge.hard]
    earliest, why = (hard[-1].day, hard[-1].why) if hard else (facts.opened_on, "")
    if facts.taken:
        last = facts.taken[-1]
        shares = step.shares_day or bool(facts.local.get("same_day"))
        follows = last.on if shares else last.on + ONE_DAY
        if follows >= earliest:
            earliest, why = follows, ""
    limits = limits_of(step, facts)
    if last_inspected := repeats_until(edition, facts):
        limits.append(last_inspected)
    blocked = all_of(*(check(facts) for check in step.ready))
    return Clock(step, earliest, why, tuple(limits), _missing(step, facts, earliest, why), blocked)


def repeats_until(edition: Edition, facts: Facts) -> Edge | None:
    """The time limit of doing a step once more, while the one after it is not due."""
    if not facts.taken:
        return None
    step = edition.step(facts.taken[-1].code)
    if not step.repeats:
        return None
    return min(edges(step.latest, facts), key=lambda edge: edge.day, default=None)


def _missing(step: Step, facts: Facts, earliest: date, why: str) -> tuple[str, ...]:
    """What is not there yet, in a few words each."""
    found = []
    if facts.today < earliest:
        found.append(f"{earliest} 起可办" + (f"（{why}）" if why else ""))
    if step.meeting is not None:
        found.append(step.meeting.label)
    if step.document:
        found.append(f"{step.document}文号")
    found += [f.label for f in step.fields if f.needed and not f.of_outcomes]
    return tuple(found)
