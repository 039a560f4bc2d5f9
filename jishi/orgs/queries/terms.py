"""Terms of office within reach: running, ending, overdue. What holds follows from the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, DateField, F, OuterRef, QuerySet, Value, When
from django.db.models import Exists as SqlExists

from jishi.base.settings_tree import in_force, setting
from jishi.kernel.path import ids, subtree_bounds
from jishi.kernel.term import TermState, last_end_reminded
from jishi.orgs.access import TERM_VIEW
from jishi.orgs.local import TERM_REMINDER
from jishi.orgs.models import RUNNING, Term
from jishi.orgs.rules.terms import LEVELS
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation
from jishi.tree.permissions import MANAGERS, STAFF
from jishi.tree.reach import holders, visible


def terms(actor: Actor) -> QuerySet[Term]:
    """The running term of every open organisation within reach."""
    rows = Term.objects.filter(RUNNING).select_related("org", "org__parent")
    return visible(actor, TERM_VIEW, rows, via="org")


def terms_in(actor: Actor, rows: QuerySet[Term], state: TermState) -> QuerySet[Term]:
    """Those in a state today; how long before the end counts as soon is each office's own."""
    if state is TermState.OVERDUE:
        return rows.filter(ends_on__lt=actor.today)
    rows = rows.filter(ends_on__gte=actor.today).annotate(soon_until=_soon_until(actor.today))
    if state is TermState.DUE_SOON:
        return rows.filter(ends_on__lte=F("soon_until"))
    return rows.filter(ends_on__gt=F("soon_until"))


def _soon_until(on: date) -> Case:
    """Up to which end a term is due soon, at each organisation: the nearest value above holds."""
    own = in_force(TERM_REMINDER, on).own
    places = Organisation.objects.filter(pk__in=own).values_list("pk", "path")
    cases = []
    for pk, path in sorted(places, key=lambda row: -len(row[1])):
        low, high = subtree_bounds(path)
        until = last_end_reminded(on, own[pk].value)
        cases.append(When(org__path__gte=low, org__path__lt=high, then=Value(until)))
    default = Value(last_end_reminded(on, TERM_REMINDER.default))
    return Case(*cases, default=default, output_field=DateField())


def running_term(org: Organisation) -> Term | None:
    """Of an organisation that was fetched through `visible()`."""
    return Term.objects.filter(org=org, ended_on__isnull=True).first()


def terms_of(org: Organisation) -> tuple[Term | None, list[Term]]:
    """The running term and those before it, newest first; one statement for both."""
    found = list(Term.objects.filter(org=org).order_by("-elected_on"))
    running = next((term for term in found if term.ended_on is None), None)
    return running, [term for term in found if term.ended_on is not None]


def state_of(term: Term, on: date) -> TermState:
    return term.as_term.state(on, setting(TERM_REMINDER, term.org, on))


def without_term(actor: Actor, rows: QuerySet[Organisation]) -> QuerySet[Organisation]:
    """Open organisations that are elected for a term, and none is on record."""
    running = Term.objects.filter(org=OuterRef("pk"), ended_on__isnull=True)
    elected = rows.filter(closed_on__isnull=True, kind__in=LEVELS)
    return visible(actor, TERM_VIEW, elected.filter(~SqlExists(running)))


# --- whom to remind -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Due:
    term: Term
    state: TermState
    accounts: set[int]


def term_due(actor: Actor) -> list[Due]:
    """What is ending or over on the actor's day, and whose accounts are to know (R-ORG-28)."""
    found = [
        (term, state)
        for state in (TermState.OVERDUE, TermState.DUE_SOON)
        for term in terms_in(actor, terms(actor), state)
    ]
    own = {term.org_id for term, _ in found}
    above = {ident for term, _ in found for ident in ids(term.org.path)[:-1]}
    here = holders(STAFF, own, actor.today)
    superiors = holders(MANAGERS, above, actor.today)
    return [
        Due(term, state, here.get(term.org_id, set()) | _nearest(term.org, superiors))
        for term, state in found
    ]


def _nearest(org: Organisation, superiors: dict[int, set[int]]) -> set[int]:
    """The accounts of the next organisation above that has any."""
    for ident in reversed(ids(org.path)[:-1]):
        if superiors.get(ident):
            return superiors[ident]
    return set()
