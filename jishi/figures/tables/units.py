"""Units with the coverage that held: a unit's days cut where it was covered or left."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from jishi.figures.columns import FOREVER, Asked, Columns, columns, number_of
from jishi.figures.declared import Table
from jishi.figures.tables.cutting import Spell, by_owner, pieces
from jishi.registers.access import UNIT_VIEW
from jishi.registers.models import Link, Unit, UnitCoverage
from jishi.registers.rules.units import tier_of
from jishi.registers.unit_kinds import UNIT_KINDS


def _covered(asked: Asked) -> Columns:
    units = Unit.objects.filter(asked.within()).order_by("org", "pk")
    ours = units.order_by().values("pk")
    spells = [
        (unit, Spell(number_of(since), number_of(until, FOREVER), mode))
        for unit, since, until, mode in UnitCoverage.objects.filter(unit__in=ours)
        .order_by("pk").values_list("unit_id", "since", "until", "mode")
    ]  # fmt: skip
    spells += [
        (unit, Spell(number_of(since), number_of(until, FOREVER), "instructor"))
        for unit, since, until in Link.objects.filter(kind="instructor", unit__in=ours)
        .order_by("pk").values_list("unit_id", "since", "until")
    ]  # fmt: skip
    held = by_owner(spells)
    made = []
    for pk, org, opened, closed, kind, members, full, mass, reason, staff in units.values_list(
        "pk", "org_id", "opened_on", "closed_on", "kind", "members", "full_members",
        "has_mass_organisation", "gap_reason", "staff",
    ):  # fmt: skip
        what, tier = UNIT_KINDS[kind], tier_of(members, full).value
        run = (number_of(opened), number_of(closed, FOREVER))
        for start, end, there in pieces(*run, held.get(pk, [])):
            mode = next((each for each in there if each != "instructor"), "")
            instructed = "instructor" in there
            made.append(
                (pk, org, start, end, kind, what.group, what.two_new, tier, mode,
                 bool(mode), bool(mode) or instructed or mass, instructed, bool(reason),
                 staff or 0, members or 0)
            )  # fmt: skip
    names = ("id", "org", "since", "until", "kind", "group", "two_new", "tier", "mode", "covered",
             "work_covered", "instructed", "explained", "staff", "members")  # fmt: skip
    return columns(made, names, ())


def _names(ids: Collection[int]) -> Mapping[int, str]:
    return dict(Unit.objects.filter(pk__in=ids).values_list("pk", "name"))


UNITS = Table(
    code="units", title="单位", source="R-GOV-07", stock=True, load=_covered,
    follows=("unit", "record.unit", "post"), turns=("post",), counts="个单位",
    whose="归口党组织", dated="成立、注销和覆盖日期", noun="unit", labels=_names, page="unit",
    permission=UNIT_VIEW,
)  # fmt: skip
