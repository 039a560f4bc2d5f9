"""Terms of office: register an election, extend a term; reminders of what is ending."""

from __future__ import annotations

from datetime import date

from jishi.base import inbox
from jishi.base.act import act, bump, lock
from jishi.base.audit.verbs import Verb
from jishi.kernel import term as kernel
from jishi.orgs import rules
from jishi.orgs.access import TERM_EDIT
from jishi.orgs.models import Term
from jishi.orgs.rules.terms import LEVELS, years_of
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused, insist
from jishi.tree.models import Organisation

ELECTED = Verb("term.elect", "登记换届")
EXTENDED = Verb("term.extend", "延期换届")


def register_election(
    actor: Actor, org: Organisation, version: int, *, elected_on: date, document: str = "",
    note: str = "",
) -> Term:  # fmt: skip
    """A new term begins and the running one, if any, ends, both on the day of the election."""
    with act(actor, TERM_EDIT, org) as doing:
        org = lock(Organisation.objects.all(), org.pk)
        if org.closed_on:
            raise Refused("该组织已撤销，不能再登记换届")
        insist(rules.has_term(org.kind))
        running = running_term(org)
        if running is not None:
            running = lock(Term.objects.all(), running.pk, version or None)
        insist(
            rules.may_elect(
                running.as_term if running else None,
                elected_on, org.founded_on, actor.today, document,
            ),
            "elected_on",
        )  # fmt: skip
        if running is not None:
            bump(running, ended_on=elected_on)
            forget_reminders(running)
        years = years_of(org.kind, org.sector)
        term = Term.objects.create(
            org=org, level=LEVELS[org.kind], elected_on=elected_on, years=years,
            ends_on=kernel.Term(elected_on, years).end, document=document, note=note,
        )  # fmt: skip
        doing.touch("term", org, elected_on)
        doing.record(
            ELECTED, org, elected_on=str(elected_on), ends_on=str(term.ends_on), document=document
        )
        return term


def extend_term(
    actor: Actor, org: Organisation, version: int, *, until: date, document: str, note: str = ""
) -> Term:
    """The superior has approved a later election, at most a year later (R-ORG-27)."""
    with act(actor, TERM_EDIT, org) as doing:
        running = running_term(org)
        if running is None:
            raise Refused("没有登记任期，请先登记换届")
        running = lock(Term.objects.all(), running.pk, version)
        insist(kernel.may_extend_term(running.as_term, until, bool(document.strip())), "until")
        forget_reminders(running)
        changed = bump(
            running, extended_to=until, ends_on=until, extension_document=document.strip(),
            note=note or running.note,
        )  # fmt: skip
        doing.touch("term", org, until)
        doing.record(EXTENDED, running, org=org, changed=changed, document=document)
        return running


def running_term(org: Organisation) -> Term | None:
    return Term.objects.filter(org=org, ended_on__isnull=True).first()


def end_term(org: Organisation, on: date) -> None:
    """The organisation is no more, and so is its term; part of closing and merging it."""
    running = running_term(org)
    if running is not None:
        bump(running, ended_on=max(on, running.elected_on))
        forget_reminders(running)


# --- reminders ----------------------------------------------------------------------------------

SOON, OVER = "soon", "over"


def occasion(term: Term, which: str) -> str:
    """Names the cause of a to-do: with another end the same term is another cause."""
    return f"term:{term.pk}:{term.ends_on.isoformat()}:{which}"


def forget_reminders(term: Term) -> None:
    for which in (SOON, OVER):
        inbox.close(occasion(term, which))


def put_reminder(term: Term, which: str, accounts: set[int]) -> None:
    """One to-do per account and occasion, however often this runs (R-ORG-28, R-ORG-29)."""
    if which == OVER:
        inbox.close(occasion(term, SOON))
        title = f"{term.org.short_name}任期已于{term.ends_on}届满，超期未换届"
    else:
        title = f"{term.org.short_name}任期将于{term.ends_on}届满，请着手换届"
    inbox.put(
        accounts, occasion(term, which), title, kind="todo", link=f"/orgs/{term.org_id}/",
        org_id=term.org_id, due_on=term.ends_on,
    )  # fmt: skip
