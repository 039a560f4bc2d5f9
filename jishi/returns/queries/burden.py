"""What returns cost the offices that fill them in: lines, how many are prefilled, minutes."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from jishi.kernel.period import Month
from jishi.returns.models import ReturnRound, ReturnSheet
from jishi.returns.queries.rounds import sheets
from jishi.tree.actor import Actor

MONTHS = 12


@dataclass
class Load:
    """Of some sheets that are filled in."""

    label: str
    sheets: int = 0
    lines: int = 0
    asked: int = 0
    sent: int = 0
    seconds: int = 0

    def add(self, lines: int, asked: int, sent: bool, seconds: int) -> None:
        self.sheets += 1
        self.lines += lines
        self.asked += asked
        self.sent += sent
        self.seconds += seconds

    @property
    def prefilled(self) -> str:
        return f"{(self.lines - self.asked) * 100 / self.lines:.1f}%" if self.lines else "—"

    @property
    def minutes(self) -> str:
        """For one sheet that was sent."""
        return f"{self.seconds / 60 / self.sent:.1f}" if self.sent else "—"


@dataclass(frozen=True)
class Burden:
    months: list[Load]
    tables: list[Load]
    offices: list[Load]  # those with the most asked of them
    whole: Load


def burden(actor: Actor) -> Burden:
    since = Month.holding(actor.today).plus(1 - MONTHS).first_day
    rows = sheets(actor).filter(fills=True, round__opened_on__gte=since)
    tables = _lines(rows)
    months: dict[int, Load] = {}
    of_tables: dict[str, Load] = {}
    offices: dict[int, Load] = {}
    whole = Load("合计")
    found = rows.exclude(round__state="cancelled").order_by("round__opened_on", "pk").values_list(
        "round_id", "round__opened_on", "round__table", "org_id", "org__short_name", "known",
        "state", "seconds",
    )  # fmt: skip
    for round_id, opened, table, org, name, known, state, seconds in found:
        lines, asked, title = tables[round_id]
        month = Month.holding(opened)
        asks = asked - len(known)
        for load in (
            months.setdefault(month.index, Load(f"{month.year}年{month.number}月")),
            of_tables.setdefault(table, Load(title)),
            offices.setdefault(org, Load(name)), whole,
        ):  # fmt: skip
            load.add(lines, asks, state != "open", seconds)
    most = sorted(offices.values(), key=lambda load: (-load.asked, -load.seconds, load.label))
    return Burden(
        [months[key] for key in sorted(months, reverse=True)],
        sorted(of_tables.values(), key=lambda load: -load.asked), most[:20], whole,
    )  # fmt: skip


def _lines(rows: QuerySet[ReturnSheet]) -> dict[int, tuple[int, int, str]]:
    """By round: its lines, how many of them are asked, what its table is called."""
    found = {}
    for round_ in ReturnRound.objects.filter(pk__in=rows.order_by().values("round_id")):
        table = round_.of
        numbers = [line for line in table.lines if line.kind != "text"]
        found[round_.pk] = (len(numbers), len(table.asked), _title(round_))
    return found


def _title(round_: ReturnRound) -> str:
    return round_.title.removeprefix(round_.period.label)
