"""What a kind of procedure says of itself: editions of ordered steps, their gates and clocks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from jishi.base.settings_tree import Setting
from jishi.kernel import items
from jishi.kernel.declare import CODE, Declaration, DeclarationError, discover
from jishi.kernel.verdict import Verdict
from jishi.people.rules.standing import ACTS
from jishi.procedures.kinds.facts import Facts, Taken
from jishi.procedures.marks import BY, ENDS


@dataclass(frozen=True, slots=True)
class Edge:
    """A day before which, or after which, a step may not (or should not) be taken."""

    day: date
    why: str
    clause: str = ""
    hard: bool = True  # beyond it the step is refused; else it is remarked
    tone: str = "red"  # how a step not taken by then looks: red or amber


Bound = Callable[[Facts], Edge | None]
Gate = Callable[[Facts, Taken], Verdict]
Ready = Callable[[Facts], Verdict]


@dataclass(frozen=True, kw_only=True)
class Field(items.Field):
    """One typed item that a step writes down."""

    of_outcomes: tuple[str, ...] = ()  # with these results alone; empty: with all that go on


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """The meeting that must have been held that day, and the topic it must have decided."""

    label: str
    kinds: tuple[str, ...]
    topics: tuple[str, ...] = ()
    clause: str = ""
    own: bool = True  # held by the organisation of the procedure
    # Without a committee the assembly decides in its place.
    instead: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """A result of a step and where it leads."""

    code: str
    label: str
    back: str = ""  # the step to which it leads back; everything from there on is done again
    ends: str = ""  # the state in which it ends the procedure
    reason: bool = False
    act: str = ""  # the recorded act about the person's standing, see people.rules.standing.ACTS
    basis: str = ""  # the step whose meeting decided it; its day is the day of the act
    topics: tuple[str, ...] = ()  # what the topic of its own meeting must be
    meets: bool = True  # the step's meeting is needed for this result too
    papers: bool = True  # the step's document is needed for this result too
    tone: str = ""

    effect: str = ""  # what else follows when it is done, see actions/effects.py

    @property
    def returns(self) -> bool:
        """Sent back to be done again; an extension leads back too, but is a decision of its own."""
        return bool(self.back) and not self.act


DONE = Outcome(code="done", label="办理", tone="green")


def returned(to: str, label: str = "退回") -> Outcome:
    """Sent back with a reason; no meeting and no document is asked for that."""
    return Outcome(
        code="returned", label=label, back=to, reason=True, meets=False, papers=False, tone="red"
    )


@dataclass(frozen=True, kw_only=True)
class Step:
    code: str
    title: str
    stage: str
    by: str = "branch"  # one of marks.BY
    fields: tuple[Field, ...] = ()
    ready: tuple[Ready, ...] = ()  # what must stand before, whatever is handed in
    gates: tuple[Gate, ...] = ()
    earliest: tuple[Bound, ...] = ()
    latest: tuple[Bound, ...] = ()
    meeting: Meeting | None = None
    document: str = ""  # what the number is of, if one is needed
    paper: str = ""  # what lies in the file on paper
    outcomes: tuple[Outcome, ...] = (DONE,)
    repeats: bool = False  # may be taken again until the next one is
    shares_day: bool = False  # may be on the day of the step before it
    may_skip: Callable[[Facts], bool] | None = None
    prints: tuple[str, ...] = ()  # papers that can be printed, see marks.PAPERS
    help: str = ""

    def outcome(self, code: str) -> Outcome | None:
        return next((one for one in self.outcomes if one.code == code), None)


@dataclass(frozen=True)
class Edition:
    """The steps as they are from a day on; what began before keeps its own."""

    number: int
    steps: tuple[Step, ...]
    since: date | None = None

    def step(self, code: str) -> Step:
        return {step.code: step for step in self.steps}[code]

    def place(self, code: str) -> int:
        return [step.code for step in self.steps].index(code)

    def after(self, code: str) -> Step | None:
        at = self.place(code) + 1
        return self.steps[at] if at < len(self.steps) else None

    @property
    def stages(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(step.stage for step in self.steps))


@dataclass(frozen=True, kw_only=True)
class ProcedureKind(Declaration):
    """A kind with all its editions, the newest last."""

    editions: tuple[Edition, ...]
    order: int = 50
    icon: str = "list-ordered"
    about: str = "matter"  # person or matter
    starts: tuple[str, ...] = ()  # standings of the person it may begin with
    org_kinds: tuple[str, ...] = ()  # where it may be opened; empty = anywhere
    opening: tuple[Field, ...] = ()
    opens: tuple[Gate, ...] = ()  # asked when it is opened
    one_at_a_time: bool = True  # of this kind, for one person
    closing: tuple[tuple[str, str], ...] = ()  # papers of the file: code and label
    settings: Mapping[str, Setting[int] | Setting[bool] | Setting[str]] = field(
        default_factory=dict
    )
    help: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        faults = [fault for one in self.editions for fault in _faults(one)]
        if not self.editions:
            faults.append("没有步骤")
        if [one.number for one in self.editions] != list(range(1, len(self.editions) + 1)):
            faults.append("版次应从 1 起连续编号")
        if self.about not in ("person", "matter"):
            faults.append("对象应为人员或事项")
        if faults:
            raise DeclarationError(f"{self.code}：" + "；".join(faults))

    def edition(self, number: int) -> Edition:
        return self.editions[number - 1]

    def edition_on(self, day: date) -> Edition:
        """The newest that holds on that day."""
        fit = [one for one in self.editions if one.since is None or one.since <= day]
        return (fit or [self.editions[0]])[-1]

    def opened_at(self, org_kind: str) -> bool:
        return not self.org_kinds or org_kind in self.org_kinds


def _faults(edition: Edition) -> list[str]:
    codes = [step.code for step in edition.steps]
    faults = [f"步骤 {code} 重复" for code, times in Counter(codes).items() if times > 1]
    faults += [f"步骤编码 {code} 无效" for code in codes if not CODE.fullmatch(code)]
    for step in edition.steps:
        faults += _step_faults(step, codes)
    return faults


def _step_faults(step: Step, codes: list[str]) -> list[str]:
    faults = []
    if step.by not in BY:
        faults.append(f"步骤「{step.title}」没有说由谁办")
    if all(one.returns for one in step.outcomes):
        faults.append(f"步骤「{step.title}」走不下去")
    faults += items.field_faults(step.fields)
    before = codes[: codes.index(step.code) + 1]
    for one_out in step.outcomes:
        if one_out.back and one_out.back not in before:
            faults.append(f"「{step.title}」退回到后面的步骤 {one_out.back}")
        if one_out.ends and one_out.ends not in ENDS:
            faults.append(f"没有「{one_out.ends}」这种结束")
        if one_out.act and (one_out.act not in ACTS or step.by == "branch"):
            faults.append(f"「{step.title}」不能变更党员状态")
        if one_out.act and one_out.basis not in before:
            faults.append(f"「{step.title}」变更党员状态，却没有说由哪次会议决定")
    return faults


@cache
def all_kinds() -> Mapping[str, ProcedureKind]:
    """Every kind of the product, in the order people expect them in."""
    found = discover("jishi.procedures.kinds", ProcedureKind)
    return dict(sorted(found.items(), key=lambda pair: (pair[1].order, pair[0])))


def kind_of(code: str) -> ProcedureKind:
    return all_kinds()[code]
