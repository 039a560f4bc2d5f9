"""What an appointment has to be judged by: gathered here, decided in `rules.links`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from jishi.base.settings_tree import setting
from jishi.people.models import Person
from jishi.registers.kinds import LinkKind
from jishi.registers.kinds.kind import ENDS
from jishi.registers.models import Link
from jishi.registers.rules.links import Span, Wish
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation

if TYPE_CHECKING:
    from jishi.registers.actions.links import Ends, Terms


def wish_of(
    actor: Actor,
    org: Organisation,
    kind: LinkKind,
    person: Person | None,
    terms: Terms,
    ends: Ends,
) -> Wish:
    """One appointment beside what there is in the database."""
    same = Link.objects.filter(org=org, kind=kind.code)
    own = same.filter(
        person=person, unit=ends.unit, partner_org=ends.partner_org, partner=ends.partner.strip()
    )
    limit = kind.most_per_person
    return wish_from(
        actor, org, kind, person, terms, ends,
        others=_spans(same) if kind.sole else (),
        own=_spans(own),
        carried=_carried(kind, person) if limit else 0,
        most=setting(limit, org, actor.today) if limit else 0,
    )  # fmt: skip


def wish_from(
    actor: Actor,
    org: Organisation,
    kind: LinkKind,
    person: Person | None,
    terms: Terms,
    ends: Ends,
    *,
    others: Sequence[Span],
    own: Sequence[Span],
    carried: int,
    most: int,
) -> Wish:
    """The same where what there is has been read already."""
    given = {
        "person": person, "unit": ends.unit, "partner_org": ends.partner_org,
        "partner": ends.partner.strip(),
    }  # fmt: skip
    named = [name for name, value in given.items() if value]
    lacks = [ENDS[name] for name in kind.needs if name not in named]
    if not kind.needs and not named:
        lacks = [ENDS[name] for name in kind.takes]
    return Wish(
        span=Span(terms.since, terms.until),
        today=actor.today,
        kind=kind.title,
        due_on=terms.due_on,
        is_roster=kind.code == "roster",
        fits=kind.fits(org.sector, org.kind),
        lacks=tuple(lacks),
        surplus=tuple(ENDS[name] for name in named if name not in kind.ends),
        members_only=kind.members_only,
        is_member=person is None or person.is_member,
        org_closed_on=org.closed_on,
        full_on=person.full_on if person else None,
        party_age_needed=kind.code == "secretary",
        others=tuple(others),
        own=tuple(own),
        carried=carried,
        most=most,
    )


def _spans(links: QuerySet[Link]) -> tuple[Span, ...]:
    return tuple(Span(*row) for row in links.values_list("since", "until"))


def _carried(kind: LinkKind, person: Person | None) -> int:
    """All over the county, wherever they are: nobody gets more because two offices asked."""
    open_links = Link.objects.filter(kind=kind.code, person=person, until__isnull=True)
    return open_links.exclude(unit=None).values("unit").distinct().count() if person else 0
