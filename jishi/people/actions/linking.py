"""Which account is whose: decides what somebody sees on the page of one's own."""

from __future__ import annotations

from jishi.accounts.models import Account
from jishi.accounts.queries import account as visible_account
from jishi.base.act import act, bump, lock
from jishi.base.audit.verbs import Verb
from jishi.people.access import ACCOUNT_LINK
from jishi.people.models import Person
from jishi.people.rules.linking import may_link
from jishi.tree.actor import BUSINESS, Actor
from jishi.tree.errors import Refused, insist

LINKED = Verb("person.link", "账号与本人对应")
UNLINKED = Verb("person.unlink", "解除账号对应")


def link_account(actor: Actor, person: Person, version: int, account: Account) -> Person:
    """This account belongs to this person."""
    with act(actor, ACCOUNT_LINK, person.org) as doing:
        person = lock(Person.objects.select_related("org"), person.pk, version)
        account = visible_account(actor, account.pk)
        insist(
            may_link(
                person.name,
                account.name,
                account.kind == BUSINESS,
                person.account_id is not None,
                Person.objects.filter(account=account).exists(),
            ),
            "account",
        )
        bump(person, account=account)
        doing.record(LINKED, person, org=person.org, account=account.login)
        return person


def unlink_account(actor: Actor, person: Person, version: int) -> Person:
    with act(actor, ACCOUNT_LINK, person.org) as doing:
        person = lock(Person.objects.select_related("org", "account"), person.pk, version)
        if person.account is None:
            raise Refused("此人没有对应的账号")
        login = person.account.login
        bump(person, account=None)
        doing.record(UNLINKED, person, org=person.org, account=login)
        return person
