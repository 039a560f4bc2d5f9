"""单位: matched by code, credit code, then name; registered, corrected, and covered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Count

from jishi.base.act import attempt
from jishi.exchange.ground import Ground
from jishi.exchange.kinds.tables import BY_CODE
from jishi.exchange.parsed import Parsed, Row
from jishi.exchange.records.kind import Child, Intent, Kind, Known, Ours, Wrong
from jishi.registers import actions
from jishi.registers.access import UNIT_EDIT, UNIT_VIEW
from jishi.registers.actions import UnitRow
from jishi.registers.models import Unit, UnitCoverage
from jishi.registers.unit_kinds import MODES, likely_kind
from jishi.tree.errors import NotDone
from jishi.tree.models import Organisation

# Column of the table → column of the unit.
_COLUMNS = {
    "code": "code", "name": "name", "kind": "kind", "uscc": "uscc", "district": "district",
    "staff": "staff", "members": "members", "industry": "industry",
    "legal_person_is_member": "head_is_member", "charter": "charter_has_party",
}  # fmt: skip


def _units(ground: Ground, permission: Any) -> Any:
    return ground.within(permission, Unit.objects.select_related("org"))


def _running(pks: Iterable[int] | None = None) -> dict[int, UnitCoverage]:
    rows = UnitCoverage.objects.filter(until__isnull=True).select_related("org")
    return {row.unit_id: row for row in rows}


class KnownUnits(Known):
    def __init__(self, ground: Ground) -> None:
        self.by_code: dict[str, Unit] = {}
        self.by_uscc: dict[str, Unit] = {}
        self.by_name: dict[str, list[Unit]] = {}
        self.covers = _running()
        for unit in _units(ground, UNIT_EDIT):
            self.by_code[unit.code] = unit
            if unit.uscc:
                self.by_uscc[unit.uscc] = unit
            self.by_name.setdefault(unit.name, []).append(unit)
        self.new: dict[str, int] = {}

    def find(self, row: Row, org: Organisation | None) -> Ours | None:
        values = row.values
        found = self.by_code.get(values.get("code") or "")
        found = found or self.by_uscc.get(values.get("uscc") or "")
        if found is None:
            named = self.by_name.get(values.get("name") or "", [])
            named = [u for u in named if not (u.uscc and values.get("uscc"))]
            if len(named) > 1:
                raise Wrong("name", "namesakes", "有几个同名的单位，请填统一社会信用代码")
            found = named[0] if named else None
        return None if found is None else self._ours(found)

    def _ours(self, unit: Unit) -> Ours:
        values = {field: getattr(unit, column) for field, column in _COLUMNS.items()}
        cover = self.covers.get(unit.pk)
        values["covering_org"] = cover.org_id if cover else None
        values["mode"] = cover.mode if cover else None
        return Ours(unit.pk, unit.org_id, unit.version, values, unit.name)


class Units(Kind):
    table = BY_CODE["units"]
    edit, view = UNIT_EDIT, UNIT_VIEW
    model = Unit
    children = (Child(UnitCoverage, "unit", 1),)
    not_compared = frozenset({"code", "leading_org", "address"})
    org_field = "leading_org"

    def place(self, row: Row, ground: Ground) -> Organisation | None:
        """Whoever leads there; a bureau that is no Party organisation is none of ours."""
        try:
            return ground.orgs.named(row.values.get("leading_org"), "leading_org")
        except Wrong as wrong:
            ground.orgs.unknown.pop(row.values.get("leading_org") or "", None)
            if wrong.code == "org_ambiguous":
                raise
            top = ground.scope or ground.orgs.top
            if top is None:
                raise
            return top

    def known(self, parsed: Parsed, ground: Ground) -> KnownUnits:
        return KnownUnits(ground)

    def comparable(self, name: str, value: Any, ground: Ground) -> Any:
        if name == "covering_org":
            return ground.orgs.number(value, name)
        return value

    def judge_new(
        self, row: Row, org: Organisation | None, known: KnownUnits, ground: Ground
    ) -> None:
        values = row.values
        values["kind"] = values.get("kind") or likely_kind(values["name"], values.get("uscc") or "")
        if not values["kind"]:
            raise Wrong("kind", "missing", "单位类型没有写明，从名称和代码也看不出")
        for key in (values.get("uscc"), values.get("code"), values.get("name")):
            if key and key in known.new:
                raise Wrong(
                    "name", "duplicate", f"与{ground.layout.row_word(known.new[key])}是同一单位"
                )
        for key in (values.get("uscc"), values.get("code")):
            if key:
                known.new[key] = row.number
        if not values.get("uscc"):
            known.new[values["name"]] = row.number
        if values.get("covering_org"):
            ground.orgs.named(values["covering_org"], "covering_org")

    def judge_change(self, intent: Intent, ground: Ground) -> None:
        if isinstance(intent.changes.get("covering_org", (None, 0))[1], str):
            ground.orgs.named(intent.changes["covering_org"][1], "covering_org")
        if intent.changes.get("mode", (None, ""))[1] in ("none", "instructor"):
            del intent.changes["mode"]  # an end of coverage has its own day and act
        if not intent.changes:
            intent.action = "same"

    def publish(self, intents: Sequence[Intent], ground: Ground) -> Iterable[tuple[Intent, Wrong]]:
        for intent in intents:
            try:
                with attempt():
                    intent.pk = self._write(intent, ground)
            except Wrong as wrong:
                yield intent, wrong
            except NotDone as refusal:
                field = getattr(refusal, "field", "") or "name"
                yield intent, Wrong(field, "refused", str(refusal) or "刚被别人改过")

    def _write(self, intent: Intent, ground: Ground) -> int:
        new = intent.action == "new"
        unit = self._register(intent, ground) if new else self._correct(intent, ground)
        self._cover(intent, unit, ground)
        return unit.pk

    def _register(self, intent: Intent, ground: Ground) -> Unit:
        values = intent.row.values
        told = {
            column: values[field]
            for field, column in _COLUMNS.items()
            if values.get(field) not in (None, "")
        }
        org = ground.orgs.all[intent.org_id or 0]
        return actions.register_unit(ground.actor, org, UnitRow(**told))

    def _correct(self, intent: Intent, ground: Ground) -> Unit:
        assert intent.ours is not None
        unit = Unit.objects.select_related("org").get(pk=intent.ours.pk)
        fresh = {
            _COLUMNS[field]: theirs
            for field, (_, theirs) in intent.changes.items()
            if field in _COLUMNS
        }
        if not fresh:
            return unit
        whole = {name: getattr(unit, name) for name in UnitRow.__dataclass_fields__}
        row = UnitRow(**{**whole, **fresh})
        return actions.correct_unit(ground.actor, unit, intent.ours.version, row)

    def _cover(self, intent: Intent, unit: Unit, ground: Ground) -> None:
        values = intent.row.values
        fields = set(intent.changes) if intent.action == "changed" else set(values)
        if not {"covering_org", "mode"} & fields or values.get("mode") not in MODES:
            return
        written = values.get("covering_org")
        if not written:
            return
        org = ground.orgs.named(written, "covering_org")
        assert org is not None
        actions.cover_unit(ground.actor, unit, org, values["mode"], since=ground.today, note="导入")

    def rows(self, ground: Ground) -> Iterator[dict[str, Any]]:
        covers = _running()
        for unit in _units(ground, self.view).order_by("org__line", "name", "pk"):
            row = {field: getattr(unit, column) for field, column in _COLUMNS.items()}
            cover = covers.get(unit.pk)
            row["covering_org"] = ground.orgs.word(cover.org_id) if cover else ""
            row["mode"] = cover.mode if cover else ""
            row["leading_org"] = ground.orgs.word(unit.org_id)
            yield row

    def count_by_org(self, pks: Sequence[int], ground: Ground) -> dict[int, int]:
        rows = Unit.objects.filter(org__in=pks, closed_on__isnull=True)
        return dict(rows.order_by().values_list("org").annotate(n=Count("pk")))


KIND = Units()
