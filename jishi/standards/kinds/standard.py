"""What a standard says of itself, and the closed choices it is made of.

A county's own standard is a row made of the same choices and passes the same check. `body_of` and
`standard_of` write one as plain values and read it back: an office's row is kept so, and so is the
standard of a running round, which keeps what held when it began.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from jishi.base.settings_tree import Setting
from jishi.kernel.declare import CODE, Declaration, DeclarationError
from jishi.registers.venue_kinds import VENUE_KINDS
from jishi.standards.kinds.schemes import SCHEMES
from jishi.tree.kinds import ORG_KINDS, SECTORS

BRANCHES = ("branch", "joint_branch")
MOST = 40  # criteria that can be declared at all; offices set less
ABOUT: Mapping[str, str] = {"organisation": "党组织", "secretary": "书记", "venue": "阵地"}
PERIODS: Mapping[str, str] = {"year": "年度", "half": "半年", "quarter": "季度", "once": "一次"}
MONTHS: Mapping[str, int] = {"year": 12, "half": 6, "quarter": 3, "once": 12}
WAYS: Mapping[str, str] = {
    "all": "齐全得满分，缺一项不得分",
    "each": "每缺一项扣分",
    "share": "按完成比例分档",
}
EVIDENCE: Mapping[str, str] = {
    "": "不需要", "note": "文字说明", "file": "照片或文件", "both": "说明和文件",
}  # fmt: skip


def points(value: Any) -> Decimal:
    return Decimal(str(value))


@dataclass(frozen=True, slots=True)
class Use:
    """A source and what it is asked: `Use("duty.met", {"duties": "assembly.quarterly"})`."""

    source: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One thing looked at. With `use` it is counted from records, else it is asked."""

    code: str
    title: str
    points: Decimal
    way: str = "all"
    per: Decimal = Decimal(0)  # lost for each thing lacking, where the way is "each"
    bands: tuple[tuple[int, Decimal], ...] = ()  # (at least so many percent, points), falling
    use: Use | None = None
    evidence: str = ""  # of what is asked: what the self-check has to bring
    clause: str = ""
    help: str = ""

    @property
    def asked(self) -> bool:
        return self.use is None

    @property
    def how(self) -> str:
        """In words, for the printed standard."""
        if self.asked:
            return f"自查后验收；材料：{EVIDENCE[self.evidence]}"
        if self.way == "each":
            return f"从记录算出；每缺一项扣 {self.per:f} 分，扣完为止"
        if self.way == "share":
            steps = "，".join(f"{least}% 以上 {got:f} 分" for least, got in self.bands)
            return f"从记录算出；{steps}"
        return f"从记录算出；{WAYS[self.way]}"


@dataclass(frozen=True, slots=True)
class Chapter:
    """A first-level heading with its criteria."""

    title: str
    criteria: tuple[Criterion, ...]

    @property
    def points(self) -> Decimal:
        return sum((each.points for each in self.criteria), Decimal(0))


@dataclass(frozen=True, slots=True)
class Side:
    """Who judges on paper, and for how much (percent of the points of all sides)."""

    code: str
    title: str
    weight: int


@dataclass(frozen=True, slots=True)
class VetoItem:
    """What, once found, forbids the upper grades; `bars` also forbids any award of the year."""

    code: str
    title: str
    best: int  # the best grade still possible, counted from the top: 3 = the third
    bars: bool = False


FALSIFICATION = VetoItem("falsification", "弄虚作假", 3, bars=True)


@dataclass(frozen=True, kw_only=True)
class Standard(Declaration):
    """For whom, how often, by which criteria."""

    edition: int = 1
    about: str = "organisation"
    org_kinds: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    venue_kinds: tuple[str, ...] = ()
    top_only: bool = False  # the organisation of a whole village or community, not part of it
    period: str = "year"
    chapters: tuple[Chapter, ...]
    scheme: str = "attained"
    sides: tuple[Side, ...] = ()
    side_points: Decimal = Decimal(0)
    vetoes: tuple[VetoItem, ...] = (FALSIFICATION,)
    clause: str = ""
    chosen: Setting[str] | None = None  # a local setting that names another scheme
    order: int = 50
    help: str = ""
    owner: int = 0  # of an office's own: whose it is, with all below

    def __post_init__(self) -> None:
        super().__post_init__()
        for fault in self.faults():
            raise DeclarationError(f"{self.title}：{fault}")

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        return tuple(each for chapter in self.chapters for each in chapter.criteria)

    @property
    def by_code(self) -> dict[str, Criterion]:
        return {each.code: each for each in self.criteria}

    @property
    def full(self) -> Decimal:
        return sum((each.points for each in self.criteria), self.side_points)

    @property
    def has_ranking(self) -> bool:
        """Persons are never put in an order across branches (R-GOV-42)."""
        return self.about != "secretary"

    def faults(self) -> list[str]:
        return [*self._of_whom(), *self._of_criteria(), *self._of_sides()]

    def _of_whom(self) -> Iterator[str]:
        if self.about not in ABOUT:
            yield "没有这种考评对象"
        if set(self.org_kinds) - set(ORG_KINDS) or set(self.sectors) - set(SECTORS):
            yield "没有这种组织类型或领域"
        if set(self.venue_kinds) - set(VENUE_KINDS):
            yield "没有这种阵地"
        if self.about == "venue" and not self.venue_kinds:
            yield "请选择适用的阵地"
        if self.about != "venue" and not self.org_kinds:
            yield "请选择适用的组织类型"
        if self.period not in PERIODS or self.scheme not in SCHEMES:
            yield "没有这种周期或等次办法"

    def _of_criteria(self) -> Iterator[str]:
        if not self.criteria:
            yield "至少要有一项考评项"
        if len(self.criteria) > MOST:
            yield f"考评项有 {len(self.criteria)} 项，最多 {MOST} 项"
        for code, times in Counter(each.code for each in self.criteria).items():
            if times > 1:
                yield f"考评项编码 {code} 重复"
        for chapter in self.chapters:
            if not chapter.title.strip():
                yield "每组考评项都要有名称"
        for each in self.criteria:
            yield from (f"“{each.title or each.code}”{fault}" for fault in _faults(each))

    def _of_sides(self) -> Iterator[str]:
        if bool(self.sides) != bool(self.side_points):
            yield "评议方和评议分值要么都有，要么都没有"
        if self.sides and sum(side.weight for side in self.sides) != 100:
            yield "各评议方的权重合计应为 100"


def _faults(each: Criterion) -> Iterator[str]:
    from jishi.standards.sources import all_sources

    if not CODE.fullmatch(each.code) or not each.title.strip():
        yield "缺少编码或名称"
    if each.points <= 0 or each.way not in WAYS or each.evidence not in EVIDENCE:
        yield "的分值、计分方式或材料不对"
    if each.asked and each.way != "all":
        yield "没有数据来源，只能由自查和验收给分"
    if each.way == "each" and not 0 < each.per <= each.points:
        yield "每缺一项扣的分应大于 0、不超过分值"
    if each.way == "share":
        falling = [least for least, _ in each.bands]
        if not falling or falling != sorted(falling, reverse=True):
            yield "的分档应从高到低"
        if any(not 0 <= got <= each.points for _, got in each.bands):
            yield "分档得分不能超过分值"
    if each.use is not None:
        source = all_sources().get(each.use.source)
        if source is None:
            yield "没有这种数据来源"
        else:
            yield from source.faults(each.use.params)
            if not each.clause:
                yield "要写明所依据的条款"


# --- as plain values -----------------------------------------------------------------------------


def body_of(standard: Standard) -> dict[str, Any]:
    """Everything that decides a score, as JSON."""
    return {
        "about": standard.about,
        "org_kinds": list(standard.org_kinds),
        "sectors": list(standard.sectors),
        "venue_kinds": list(standard.venue_kinds),
        "top_only": standard.top_only,
        "period": standard.period,
        "scheme": standard.scheme,
        "side_points": str(standard.side_points),
        "sides": [[each.code, each.title, each.weight] for each in standard.sides],
        "vetoes": [[each.code, each.title, each.best, each.bars] for each in standard.vetoes],
        "clause": standard.clause,
        "chapters": [_heading(chapter) for chapter in standard.chapters],
    }


def _heading(chapter: Chapter) -> list[Any]:
    criteria = [_plain(each) for each in chapter.criteria]
    heading: list[Any] = [chapter.title, criteria]
    return heading


def _plain(each: Criterion) -> dict[str, Any]:
    found: dict[str, Any] = {
        "code": each.code, "title": each.title, "points": str(each.points), "way": each.way,
        "per": str(each.per), "bands": [[least, str(got)] for least, got in each.bands],
        "evidence": each.evidence, "clause": each.clause, "help": each.help,
    }  # fmt: skip
    if each.use is not None:
        found["use"] = [each.use.source, dict(each.use.params)]
    return found


def standard_of(
    body: Mapping[str, Any], *, code: str, title: str, source: str, edition: int = 1, owner: int = 0
) -> Standard:
    """A standard read back; what is wrong with it is a `DeclarationError` in its own words."""
    return Standard(
        code=code, title=title, source=source, edition=edition, owner=owner,
        about=body["about"], org_kinds=tuple(body["org_kinds"]), sectors=tuple(body["sectors"]),
        venue_kinds=tuple(body["venue_kinds"]), top_only=bool(body["top_only"]),
        period=body["period"], scheme=body["scheme"], side_points=points(body["side_points"]),
        sides=tuple(Side(*each) for each in body["sides"]),
        vetoes=tuple(VetoItem(*each) for each in body["vetoes"]), clause=body["clause"],
        chapters=tuple(
            Chapter(heading, tuple(_criterion(each) for each in criteria))
            for heading, criteria in body["chapters"]
        ),
    )  # fmt: skip


def _criterion(body: Mapping[str, Any]) -> Criterion:
    use = body.get("use")
    return Criterion(
        code=body["code"], title=body["title"], points=points(body["points"]), way=body["way"],
        per=points(body["per"]),
        bands=tuple((int(least), points(got)) for least, got in body["bands"]),
        use=Use(use[0], use[1]) if use else None, evidence=body["evidence"],
        clause=body["clause"], help=body["help"],
    )  # fmt: skip


# --- makers, so that a standard reads like its paper ----------------------------------------------


def counted(
    code: str, title: str, worth: Any, use: Use, clause: str, *, per: Any = 0,
    bands: tuple[tuple[int, Any], ...] = (), help: str = "",
) -> Criterion:  # fmt: skip
    """Counted from records: all or nothing, so much for each thing lacking, or by share."""
    way = "each" if per else "share" if bands else "all"
    return Criterion(
        code=code, title=title, points=points(worth), way=way, per=points(per), use=use,
        bands=tuple((least, points(got)) for least, got in bands), clause=clause, help=help,
    )  # fmt: skip


def asked(
    code: str, title: str, worth: Any, *, evidence: str = "note", clause: str = "", help: str = ""
) -> Criterion:
    """Answered by the organisation, checked by another account."""
    return Criterion(
        code=code, title=title, points=points(worth), evidence=evidence, clause=clause, help=help
    )
