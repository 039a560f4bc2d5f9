"""Registering units, which organisation covers them, and taking in a whole list of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from jishi.base.act import Doing, act, bump, lock
from jishi.base.audit.verbs import Verb
from jishi.base.clock import now
from jishi.base.pinyin import search_text
from jishi.kernel.identity import tidy
from jishi.registers.access import UNIT_EDIT
from jishi.registers.matching import Known, Match, match_units
from jishi.registers.models import Link, Unit, UnitCoverage
from jishi.registers.rules import units as rules
from jishi.registers.unit_kinds import MODES, UNIT_KINDS
from jishi.tree.actor import Actor
from jishi.tree.errors import NotDone, Refused, insist
from jishi.tree.kinds import ORG_KINDS
from jishi.tree.models import Organisation
from jishi.tree.reach import visible

REGISTERED = Verb("unit.register", "登记单位")
CORRECTED = Verb("unit.correct", "更正单位资料")
COVERED = Verb("unit.cover", "登记党建覆盖")
UNCOVERED = Verb("unit.uncover", "结束党建覆盖")
CLOSED = Verb("unit.close", "单位注销")
TAKEN_IN = Verb("unit.take_in", "导入单位名单")
HANDED_ON = Verb("unit.hand_on", "单位随组织合并")


@dataclass(frozen=True)
class UnitRow:
    """What is known of a unit; None or '' means not told, which never deletes anything."""

    name: str
    kind: str = "private_enterprise"
    code: str = ""
    industry: str = ""
    uscc: str = ""
    district: str = ""
    staff: int | None = None
    members: int | None = None
    full_members: int | None = None
    head: str = ""
    head_is_member: bool | None = None
    charter_has_party: bool | None = None
    has_mass_organisation: bool = False
    is_large: bool = False
    opened_on: date | None = None
    ends_on: date | None = None
    surveyed_on: date | None = None
    gap_reason: str = ""
    note: str = ""

    def told(self) -> dict[str, Any]:
        """Only what says something."""
        return {name: value for name, value in asdict(self).items() if value not in (None, "")}


def register_unit(actor: Actor, org: Organisation, row: UnitRow) -> Unit:
    """Put a unit on the books of the organisation that answers for Party building there."""
    with act(actor, UNIT_EDIT, org) as doing:
        if org.closed_on:
            raise Refused("归口党组织已撤销", field="org")
        row = _tidied(row)
        unit = _create(org, row)
        doing.record(REGISTERED, unit, org=org, result=unit.kind_label)
        return unit


def correct_unit(
    actor: Actor, unit: Unit, version: int | None, row: UnitRow, org: Organisation | None = None
) -> Unit:
    """New particulars as a whole: what is empty in `row` becomes empty."""
    with act(actor, UNIT_EDIT, unit.org) as doing:
        unit = lock(Unit.objects.select_related("org"), unit.pk, version)
        row = _tidied(row)
        _insist_unique(row, unit.pk)
        values = {name: value for name, value in asdict(row).items() if name != "code"}
        if org is not None and org.pk != unit.org_id:
            with act(actor, UNIT_EDIT, org):
                values["org"] = org
        changed = bump(unit, **values, search_text=search_text(row.name))
        del changed["search_text"]
        doing.record(CORRECTED, unit, org=unit.org_id, changed=changed)
        return unit


def cover_unit(
    actor: Actor,
    unit: Unit,
    org: Organisation,
    mode: str,
    *,
    since: date,
    document: str = "",
    note: str = "",
) -> UnitCoverage:
    """From a day on an organisation covers the unit; an earlier coverage ends that day."""
    with act(actor, UNIT_EDIT, unit.org) as doing:
        unit = lock(Unit.objects.select_related("org"), unit.pk)
        if mode not in MODES:
            raise Refused("没有这种组建方式", field="mode")
        open_org = org.closed_on is None
        insist(
            rules.may_cover(
                since, actor.today, _last_change(unit), ORG_KINDS[org.kind].is_level, open_org
            ),
            "since" if open_org and ORG_KINDS[org.kind].is_level else "covering",
        )
        unit.coverage.filter(until__isnull=True).update(until=since)
        row = UnitCoverage.objects.create(
            unit=unit, org=org, mode=mode, since=since, document=document, note=note
        )
        doing.record(
            COVERED, unit, org=unit.org_id, since=str(since), document=document,
            result=f"{org.short_name}（{MODES[mode]}）",
        )  # fmt: skip
        return row


def end_coverage(actor: Actor, unit: Unit, *, until: date, note: str = "") -> None:
    """The organisation was dissolved or the unit left out: 建后又撤 is found by this."""
    with act(actor, UNIT_EDIT, unit.org) as doing:
        unit = lock(Unit.objects.all(), unit.pk)
        running = unit.coverage.filter(until__isnull=True).first()
        if running is None:
            raise Refused("现在没有党组织覆盖它", field="until")
        insist(rules.may_cover(until, actor.today, running.since, True, True), "until")
        running.until, running.note = until, note or running.note
        running.save(update_fields=["until", "note"])
        doing.record(UNCOVERED, unit, org=unit.org_id, until=str(until), note=note)


def close_unit(actor: Actor, unit: Unit, version: int | None, *, on: date) -> Unit:
    """Struck off the commercial register: coverage and instructors end with it."""
    with act(actor, UNIT_EDIT, unit.org) as doing:
        unit = lock(Unit.objects.all(), unit.pk, version)
        if unit.closed_on is not None or on > actor.today:
            raise Refused("已经注销，或日期在今天之后", field="on")
        unit.coverage.filter(until__isnull=True, since__lt=on).update(until=on)
        Link.objects.filter(unit=unit, until__isnull=True, since__lte=on).update(until=on)
        changed = bump(unit, closed_on=on)
        doing.record(CLOSED, unit, org=unit.org_id, changed=changed)
        return unit


@dataclass
class TakenIn:
    """What became of each row of a list, in its order."""

    made: list[Unit] = field(default_factory=list)
    changed: list[Unit] = field(default_factory=list)
    same: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)  # (index of the row, why)
    matches: list[Match] = field(default_factory=list)


def take_in_units(actor: Actor, org: Organisation, rows: Sequence[UnitRow]) -> TakenIn:
    """A list as the market bureau sends it: matched by credit code, then by name; blanks keep.

    A row in order is written though another is not; the same list again changes nothing.
    """
    done = TakenIn()
    with act(actor, UNIT_EDIT, org) as doing:
        lock(Organisation.objects.all(), org.pk)
        seen = visible(actor, UNIT_EDIT, Unit.objects.select_related("org"), via="org")
        units = {unit.pk: unit for unit in seen}
        known = [Known(unit.pk, unit.uscc, unit.name) for unit in units.values()]
        done.matches = match_units([(row.uscc, row.name) for row in rows], known)
        for index, (row, match) in enumerate(zip(rows, done.matches, strict=True)):
            try:
                with transaction.atomic():
                    _take_in(done, org, _tidied(row), units, match)
            except (NotDone, IntegrityError) as fault:
                text = str(fault) if isinstance(fault, NotDone) else "这一行与已有单位冲突"
                done.refused.append((index, text))
        doing.touch("unit", org, actor.today)
        doing.record(
            TAKEN_IN, org, count=len(rows), made=len(done.made), changed_rows=len(done.changed),
            refused=len(done.refused),
        )  # fmt: skip
    return done


def _take_in(
    done: TakenIn, org: Organisation, row: UnitRow, units: dict[int, Unit], match: Match
) -> None:
    if match.refused:
        raise Refused(match.refused)
    if match.known is None:
        done.made.append(_create(org, row))
        return
    unit = units[match.known]
    told = {k: v for k, v in row.told().items() if k not in ("code", "kind")}
    fresh = {name: value for name, value in told.items() if getattr(unit, name) != value}
    if not row.has_mass_organisation:
        fresh.pop("has_mass_organisation", None)
    if not row.is_large:
        fresh.pop("is_large", None)
    if not fresh:
        done.same += 1
        return
    bump(unit, **fresh, search_text=search_text(row.name))
    done.changed.append(unit)


def _tidied(row: UnitRow) -> UnitRow:
    """Codes as they are written officially, then held to the rules."""
    name, uscc = " ".join(row.name.split()), tidy(row.uscc)
    if not name:
        raise Refused("请填写单位名称", field="name")
    if row.kind not in UNIT_KINDS:
        raise Refused("没有这种单位类别", field="kind")
    verdict = rules.particulars_in_order(uscc, row.district, row.members, row.full_members)
    where = {"c": "uscc", "d": "district", "m": "full_members"}
    insist(verdict, where.get(verdict.codes[0][0], "") if verdict.codes else "")
    return UnitRow(**{**asdict(row), "name": name, "uscc": uscc})


def _create(org: Organisation, row: UnitRow) -> Unit:
    _insist_unique(row, None)
    values = asdict(row)
    values["code"] = row.code or f"new-{now().timestamp()}"[:32]
    unit = Unit.objects.create(org=org, search_text=search_text(row.name), **values)
    if not row.code:
        unit.code = f"U{unit.pk:07d}"
        unit.save(update_fields=["code"])
    return unit


def _insist_unique(row: UnitRow, own: int | None) -> None:
    others = Unit.objects.exclude(pk=own) if own else Unit.objects.all()
    if row.uscc and others.filter(uscc=row.uscc).exists():
        raise Refused("这个统一社会信用代码已经登记过", field="uscc")
    if row.code and others.filter(code=row.code).exists():
        raise Refused("这个编码已被使用", field="code")


def _last_change(unit: Unit) -> date | None:
    days = [day for row in unit.coverage.all() for day in (row.since, row.until) if day is not None]
    return max(days, default=None)


def hand_on(doing: Doing, source: Organisation, target: Organisation, on: date) -> int:
    """A merger: the successor answers for the units of the closing one and covers them."""
    units = Unit.objects.select_for_update().filter(org=source)
    handed = 0
    for unit in units.order_by("pk"):
        changed = bump(unit, org=target)
        doing.record(HANDED_ON, unit, org=target, changed=changed)
        handed += 1
    running = UnitCoverage.objects.select_for_update().filter(org=source, until__isnull=True)
    for row in list(running.order_by("pk")):
        if row.since < on:
            row.until = on
            row.save(update_fields=["until"])
            UnitCoverage.objects.create(unit_id=row.unit_id, org=target, mode=row.mode, since=on)
        else:
            row.org = target
            row.save(update_fields=["org"])
        handed += 1
    return handed
