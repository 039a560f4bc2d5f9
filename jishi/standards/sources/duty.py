"""Duties met, late and missed: the items of the months asked about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from jishi.duties.kinds import all_duties
from jishi.duties.models import DutyItem, slot_label, titled
from jishi.standards.sources.source import (
    Found,
    Ground,
    Lack,
    Offer,
    Params,
    Proof,
    Source,
    Span,
    address,
    not_applicable,
)

LATE: Mapping[str, Decimal] = {"full": Decimal(0), "half": Decimal("0.5"), "none": Decimal(1)}
LATE_WORDS = {"full": "逾期完成也算", "half": "逾期完成扣一半", "none": "逾期完成不算"}
_COLUMNS = (
    "id", "duty", "slot", "first_month", "last_month", "opens_on", "due_on", "grace_until",
    "met_on", "met_by", "met_source", "late", "excused",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """A duty item as the judge sees it."""

    id: int
    duty: str
    slot: str
    first_month: int
    last_month: int
    opens_on: date
    due_on: date
    grace_until: date
    met_on: date | None = None
    met_by: int | None = None
    met_source: str = ""
    late: bool = False
    excused: bool = False

    @property
    def label(self) -> str:
        known = all_duties().get(self.duty)
        title = known.title if known else self.duty
        return titled(slot_label(self.slot, self.first_month, self.last_month), title)

    @property
    def url(self) -> str:
        if self.met_source == "activity" and self.met_by:
            return address("activity", self.met_by)
        return address("duty-item", self.id)


def codes_of(params: Params) -> tuple[str, ...]:
    return tuple(code for code in str(params["duties"]).split(",") if code)


def _load(ground: Ground) -> Mapping[int, Sequence[Item]]:
    codes = sorted({code for params in ground.wants for code in codes_of(params)})
    period = ground.span.period
    rows = DutyItem.objects.filter(
        ground.of(), duty__in=codes, first_month__gte=period.first.index,
        last_month__lte=period.last.index,
    ).order_by("due_on", "id")  # fmt: skip
    found: dict[int, list[Item]] = defaultdict(list)
    for org, *row in rows.values_list("org_id", *_COLUMNS):
        found[org].append(Item(*row))
    return found


def _judge(items: Sequence[Item], params: Params, span: Span) -> Proof:
    codes, late = codes_of(params), LATE[params["late"]]
    mine = [item for item in items if item.duty in codes and not item.excused]
    if not mine:
        return not_applicable("这一时期没有应办的事项")
    done = [item for item in mine if item.met_on is not None]
    tardy = [_late(item, late) for item in done if item.late and late]
    missed = [
        _missed(item, late, span)
        for item in mine
        if item.met_on is None and span.day > item.grace_until
    ]
    return Proof(
        tuple(Found(item.label, item.url, item.met_on) for item in done), (*missed, *tardy),
        met=len(done) - late * len(tardy),
    )  # fmt: skip


def _late(item: Item, weight: Decimal) -> Lack:
    return Lack(
        f"{item.label}逾期完成", _clause(item), "已经逾期，不能补回", item.url, None, weight
    )


def _missed(item: Item, late: Decimal, span: Span) -> Lack:
    known = all_duties().get(item.duty)
    last = item.due_on + timedelta(days=known.late_days) if known and known.late_days else None
    if last is not None and last >= span.today:
        how, by, rest = "可以补办；补办后这一项算逾期完成", span.mend_by(last), late
    else:
        how, by = "期内办过没有登记的，请补登记；确实没办的不能倒填日期", span.mend_by()
        rest = Decimal(0)
    return Lack(f"缺{item.label}", _clause(item), how, item.url, by, rest=rest)


def _clause(item: Item) -> str:
    known = all_duties().get(item.duty)
    return known.clause if known and known.clause else "R-GEN-02"


def _check(params: Params) -> Iterator[str]:
    if not codes_of(params):
        yield "没有指明应办事项"
    if params["late"] not in LATE:
        yield "没有这种逾期计法"


def _offers() -> list[Offer]:
    return [
        Offer(code, f"应办事项：{duty.title}", {"duties": code, "late": "half"})
        for code, duty in all_duties().items()
    ]


SOURCE = Source(
    code="duty.met", title="应办事项是否按期完成", source="应办事项看板", load=_load, judge=_judge,
    params=("duties", "late"), check=_check, offers=_offers, empty=(),
)  # fmt: skip
