"""The facts of members in four statements.

Identity numbers are opened here to be checked, and nothing of them leaves: the facts keep what is
wrong, no number.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from django.db.models import Count

from jishi.base import crypto
from jishi.base.sealed import Sealed
from jishi.base.settings_tree import all_in_force
from jishi.kernel.identity import Identity, identity_in_order
from jishi.kernel.path import ids
from jishi.people.access import PERSON_VIEW
from jishi.people.kinds import COUNTED
from jishi.people.models import Person
from jishi.registers.access import HEALTH_VIEW
from jishi.registers.facts import PersonFacts
from jishi.registers.local import (
    INSTRUCTOR_UNITS,
    STALE,
)
from jishi.registers.models import Link
from jishi.registers.queries.scoping import scope
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation

EARLIEST = date(1850, 1, 1)  # as the rule has it


def person_facts(actor: Actor, org: Organisation | None = None) -> list[PersonFacts]:
    people = scope(actor, PERSON_VIEW, Person.objects.filter(standing__in=COUNTED), org, "org")
    rows = list(
        people.order_by("org__line", "name", "id").values_list(
            "id", "name", "org_id", "org__short_name", "org__kind", "org__path", "standing", "sex",
            "born_on", "born_precision", "joined_on", "full_on", "identity", "phone_index",
            "group_id", "confirmed_on",
        )
    )  # fmt: skip
    twins = Counter((row[1], row[8]) for row in rows if row[8])
    phones = Counter(row[13] for row in rows if row[13])
    instructed = _instructed(actor, org)
    grouped = _grouped(actor, org)
    numbers = all_in_force((INSTRUCTOR_UNITS, STALE), actor.today)
    most, stale = numbers[INSTRUCTOR_UNITS.code], numbers[STALE.code]
    local = {
        path: (most.at(ids(path)).value, stale.at(ids(path)).value)
        for path in {row[5] for row in rows}
    }
    found = []
    for row in rows:
        (
            ident, name, org_id, org_name, kind, path, standing, sex, born_on, precision,
            joined_on, full_on, number, phone, group_id, confirmed_on,
        ) = row  # fmt: skip
        fault, said_born, said_sex = checked(number, actor.today)
        found.append(
            PersonFacts(
                id=ident, name=name, org_id=org_id, org_name=org_name, org_kind=kind,
                today=actor.today, standing=standing, sex=sex, born_on=born_on,
                joined_on=joined_on, full_on=full_on, identity=fault,
                identity_born_on=said_born if precision == "day" else None,
                identity_sex=said_sex, has_phone=bool(phone),
                same_phone=phones[phone] - 1 if phone else 0,
                namesakes=twins[name, born_on] - 1 if born_on else 0,
                has_group=group_id is not None, groups_there=org_id in grouped,
                confirmed_on=confirmed_on, units_instructed=instructed.get(ident, 0),
                instructor_most=local[path][0], stale_months=local[path][1],
            )
        )  # fmt: skip
    return found


def checked(number: Any, today: date) -> tuple[str, date | None, str]:
    """What is wrong with a number, and the birthday and sex it says; the number stays here."""
    if not isinstance(number, Sealed) or not number:
        return "missing", None, ""
    try:
        clear = crypto.unseal(number.token, number.purpose)
    except crypto.CannotOpen:
        return "", None, ""  # nothing can be said of it; `doctor` tells of the missing key
    said = Identity.of(clear)  # most are in order: the rule is asked only where one is not
    if said is not None and EARLIEST <= said.born_on <= today:
        return "", said.born_on, said.sex
    verdict = identity_in_order(clear, today)
    return (verdict.codes[0], None, "") if verdict.refused else ("", None, "")


def _instructed(actor: Actor, org: Organisation | None) -> dict[int | None, int]:
    """All units of each instructor, wherever they are."""
    people = scope(actor, PERSON_VIEW, Person.objects.all(), org, "org")
    rows = Link.objects.filter(kind="instructor", until__isnull=True, person__in=people)
    return dict(
        rows.order_by().values_list("person_id").annotate(count=Count("unit_id", distinct=True))
    )


def _grouped(actor: Actor, org: Organisation | None) -> set[int | None]:
    groups = Organisation.objects.filter(kind="group", closed_on__isnull=True)
    seen = scope(actor, HEALTH_VIEW, groups, org, "").order_by()
    return set(seen.values_list("parent_id", flat=True))
