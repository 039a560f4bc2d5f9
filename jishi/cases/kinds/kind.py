"""What a kind of case says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from jishi.cases.marks import STATES
from jishi.cases.rules.flow import CONDITIONS, FLOW, OPTIONAL_STEPS
from jishi.kernel.deadline import Limit, Unit
from jishi.kernel.declare import Declaration, DeclarationError, discover
from jishi.kernel.items import Field, field_faults
from jishi.tree.kinds import ORG_KINDS

GROUPS = {
    "rectify": "问题整改",
    "residents": "群众诉求",
    "members": "党员管理",
    "clues": "线索与谈话",
}
ABOUT = {"organisation": "党组织", "person": "党员", "resident": "居民", "": ""}


@dataclass(frozen=True)
class Grade:
    """How urgent, and until when; the office sets the number, the unit is always said."""

    code: str
    label: str
    limit: Limit


@dataclass(frozen=True)
class Role:
    """Somebody a case of this kind names."""

    code: str
    label: str
    needed: bool = False  # without one the case is not staffed
    unit: bool = False  # an organisation rather than a person
    several: bool = False
    link: str = ""  # the register's own link that already says it


ORDINARY = (Grade("ordinary", "一般", Limit(30, Unit.WORKING_DAYS)),)


@dataclass(frozen=True, kw_only=True)
class CaseKind(Declaration):
    group: str
    mark: str  # the first characters of its numbers: 问〔2026〕12号
    order: int = 50
    about: str = "organisation"
    org_kinds: tuple[str, ...] = ()  # which organisations it may be about; empty = all
    classes: tuple[tuple[str, str], ...] = ()
    several_classes: bool = False
    sources: tuple[tuple[str, str], ...] = ()
    levels: tuple[tuple[str, str], ...] = ()  # who found it
    grades: tuple[Grade, ...] = ORDINARY
    fields: tuple[Field, ...] = ()
    roles: tuple[Role, ...] = ()
    methods: tuple[tuple[str, str], ...] = ()  # ways that a step of progress names
    steps: frozenset[str] = frozenset()  # of the optional steps those it has
    conditions: tuple[str, ...] = ("evidence",)  # what striking off demands besides another person
    states: Mapping[str, str] = field(default_factory=dict)  # its own words for states
    verbs: Mapping[str, str] = field(default_factory=dict)  # and for steps
    look_back: int = 0  # months after striking off; 0 = none
    cooling: int = 0  # months in which the same thing again reopens the same case
    one_per_subject: bool = False  # an organisation or a person has one open case of it
    document: str = ""  # the label of the document number its opening needs
    narrow: bool = False  # kept apart from everything else
    public: bool = False  # residents may hand it in themselves
    help: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        faults = [*self._unknown(), *field_faults(self.fields)]
        if not self.grades:
            faults.append("没有时限")
        if faults:
            raise DeclarationError(f"{self.code}：" + "；".join(faults))

    def _unknown(self) -> list[str]:
        codes = [code for code, _ in self.classes]
        return [
            f"没有「{value}」这种{what}"
            for what, known, values in (
                ("分类", GROUPS, (self.group,)),
                ("对象", ABOUT, (self.about,)),
                ("组织类型", ORG_KINDS, self.org_kinds),
                ("销号条件", CONDITIONS, self.conditions),
                ("步骤", OPTIONAL_STEPS, sorted(self.steps)),
                ("状态", STATES, tuple(self.states)),
                ("步骤", {step.name for step in FLOW.transitions}, tuple(self.verbs)),
                ("类别重复的编码", {c for c in codes if codes.count(c) == 1}, codes),
            )
            for value in values
            if value not in known
        ]

    @property
    def group_label(self) -> str:
        return GROUPS[self.group]

    def state_label(self, state: str) -> str:
        return self.states.get(state, STATES[state])

    def verb(self, step: str) -> str:
        return self.verbs.get(step) or next(
            each.label for each in FLOW.transitions if each.name == step
        )

    def class_label(self, code: str) -> str:
        return dict(self.classes).get(code, code)

    def has(self, step: str) -> bool:
        """Whether this kind knows the step at all."""
        return step not in OPTIONAL_STEPS or step in self.steps

    def grade(self, code: str) -> Grade:
        """By its code; without one the ordinary, or else the first."""
        known = {each.code: each for each in self.grades}
        return known.get(code) or known.get("ordinary") or self.grades[0]


@cache
def all_kinds() -> Mapping[str, CaseKind]:
    """Every kind of the product, in the order people expect them in."""
    found = discover("jishi.cases.kinds", CaseKind)
    return dict(sorted(found.items(), key=lambda pair: (pair[1].order, pair[0])))


def kind_of(code: str) -> CaseKind:
    return all_kinds()[code]


@cache
def open_kinds() -> Mapping[str, CaseKind]:
    """Those of the common books."""
    return {code: kind for code, kind in all_kinds().items() if not kind.narrow}
