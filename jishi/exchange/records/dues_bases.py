"""党费基数: one amount of a member from the first month of a year, or from the month fixed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from jishi.base.crypto import unseal
from jishi.exchange.ground import Ground
from jishi.exchange.journal import runs
from jishi.exchange.kinds.tables import BY_CODE
from jishi.exchange.parsed import Parsed, Row
from jishi.exchange.records.dues import TakenIn, people_of
from jishi.exchange.records.finder import People, sealed_text
from jishi.exchange.records.kind import Intent, Known, Ours, Wrong
from jishi.funds import actions
from jishi.funds.access import BASE_FIX, DUES_VIEW
from jishi.funds.actions import BaseRow, Outcome
from jishi.funds.models import DuesBase
from jishi.kernel.money import yuan
from jishi.kernel.period import Month
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation
from jishi.tree.reach import visible


class KnownBases(Known):
    """Amounts in force, by member and year."""

    def __init__(self, parsed: Parsed, ground: Ground) -> None:
        self.people = People(parsed, ground, BASE_FIX)
        self.ground = ground
        self.by_member: dict[tuple[int, int], DuesBase] = {}
        rows = visible(ground.actor, BASE_FIX, DuesBase.objects.filter(void=False), via="org")
        for base in rows.order_by("from_month"):
            self.by_member[base.person_id, base.year] = base

    def find(self, row: Row, org: Organisation | None) -> Ours | None:
        """The same amount is the same record; another is a new one that ends the old."""
        assert org is not None
        person = self.people.meant(row, org, "name")
        base = self.by_member.get((person, _year(row, self.ground)))
        if base is None:
            return None
        values: dict[str, Any] = {
            "group": base.group, "monthly": base.monthly_fen, "reason": base.reason,
            "base": _clear_base(base), "year": base.year,
        }  # fmt: skip
        asked = {n: row.values.get(n) for n in ("group", "monthly", "base")}
        if any(v is not None and v != values[n] for n, v in asked.items()):
            return None
        return Ours(base.pk, base.org_id, base.version, values, row.values.get("name") or "")


def _year(row: Row, ground: Ground) -> int:
    return row.values.get("year") or ground.today.year


def _clear_base(base: DuesBase) -> int | None:
    if not base.base.token:
        return None
    return int(unseal(base.base.token, base.base.purpose))


class DuesBases(TakenIn[BaseRow]):
    table = BY_CODE["dues_bases"]
    edit, view = BASE_FIX, DUES_VIEW
    model = DuesBase
    shown_at = "base"
    not_compared = frozenset({"code", "name", "identity", "org", "year", "reason"})

    def known(self, parsed: Parsed, ground: Ground) -> KnownBases:
        return KnownBases(parsed, ground)

    def judge_new(
        self, row: Row, org: Organisation | None, known: KnownBases, ground: Ground
    ) -> None:
        if not row.values.get("group"):
            raise Wrong("group", "missing", "缴纳类别不能为空")

    def row_of(self, intent: Intent, person: int, ground: Ground) -> BaseRow:
        get = intent.row.values.get
        return BaseRow(
            person, Month.of(_year(intent.row, ground), 1), get("group") or "", get("base"),
            get("monthly"), get("reason") or "", "导入",
        )  # fmt: skip

    def take_in(self, actor: Actor, rows: list[BaseRow], checked: bool) -> Sequence[Outcome]:
        return actions.take_in_bases(actor, rows, checked=checked)

    def neighbours(self, intents: Sequence[Intent], ground: Ground) -> dict[int, int]:
        """Amounts that run now and end where the new ones begin, each with the new one's row."""
        people = people_of([i for i in intents if i.action == "new"], ground)
        rows = {person: number for number, person in people.items()}
        running = DuesBase.objects.filter(until_month__isnull=True, void=False)
        found: dict[int, int] = {}
        for some in runs(list(rows)):
            pairs = running.filter(person_id__in=some).values_list("pk", "person_id")
            found |= {pk: rows[person] for pk, person in pairs}
        return found

    def rows(self, ground: Ground) -> Iterator[dict[str, Any]]:
        found = ground.within(self.view, DuesBase.objects.filter(void=False))
        order = ("org__line", "person__name", "from_month", "pk")
        for base in found.select_related("person").order_by(*order):
            yield {
                "code": base.person.code, "name": base.person.name,
                "identity": sealed_text("identity", base.person.identity, ground),
                "org": ground.orgs.word(base.person.org_id), "year": base.year,
                "group": base.group,
                "base": yuan(_clear_base(base), grouped=False) if "base" in ground.clear else "",
                "monthly": yuan(base.monthly_fen, grouped=False), "reason": base.reason,
            }  # fmt: skip


KIND = DuesBases()
