"""Fill an empty database with the invented county. Same seed and day, same world."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from django.db import transaction

from jishi.accounts.actions import behalf
from jishi.accounts.actions.setup import Invented, Root, invent_accounts, set_up
from jishi.accounts.models import Account
from jishi.accounts.queries import actor_of
from jishi.accounts.rules.passwords import DEMO_LOGINS
from jishi.base.act import act
from jishi.base.clock import today
from jishi.base.web.frame import roles_line
from jishi.demo.activities import invent_activities
from jishi.demo.cases import invent_cases
from jishi.demo.county import OLD, SIZES, County, build_tree
from jishi.demo.disclosures import invent_disclosures
from jishi.demo.duties import report_some, start_duties
from jishi.demo.funds import invent_funds
from jishi.demo.meetings import invent_meetings
from jishi.demo.names import Names
from jishi.demo.papers import invent_papers
from jishi.demo.people import invent_people
from jishi.demo.procedures import invent_procedures
from jishi.demo.registers import invent_registers
from jishi.demo.returns import invent_returns
from jishi.demo.standards import invent_standards
from jishi.demo.terms import hold_elections
from jishi.demo.transfers import invent_transfers
from jishi.figures.actions.refreshing import rebuild_all
from jishi.kernel.deadline import add_months
from jishi.orgs.access import ORG_EDIT
from jishi.orgs.actions import Basis, rename_organisation
from jishi.tree.actor import local_operator
from jishi.tree.models import Organisation

NAME = "青禾县"


@dataclass(frozen=True)
class Built:
    organisations: int
    accounts: int
    members: int
    logins: tuple[tuple[str, str], ...]  # login, what it is


def build(size: str, seed: int, until: date) -> Built:
    """The whole world at once: all of it, or nothing."""
    operator, random = local_operator(until), Random(seed)  # noqa: S311 invented, not secret
    county = County(SIZES[size], until, random, Names(random))
    with transaction.atomic():
        with act(operator, ORG_EDIT):
            people = _invent(county)
        with act(operator, ORG_EDIT):  # what follows from it stands now
            report_some(county)
            invent_standards(county)
        rebuild_all(until)  # the first page shall not wait for the worker's next minute
        with act(operator, ORG_EDIT):  # with the figures of all that
            invent_papers(county)
        with act(operator, ORG_EDIT):
            invent_returns(county)
    return Built(
        Organisation.objects.count(),
        len(people) + 3,
        sum(map(len, county.members.values())),
        logins(),
    )


def _invent(county: County) -> list[Invented]:
    """Returns who has an account."""
    operator = local_operator(county.until)
    root = Root("QH", "中国共产党青禾县委员会", "青禾县委")
    county.root = set_up(local_operator(OLD), NAME, root, demo=True).root
    build_tree(county)
    hold_elections(county)
    people = _cast(county) + _clerks_and_secretaries(county)
    by_login = {a.login: a for a in invent_accounts(operator, people)}
    _entered_for_others(county, by_login)
    county.members = invent_people(county, people, by_login)
    invent_registers(county)
    invent_transfers(county, county.members)
    invent_funds(county)
    invent_activities(county)
    invent_meetings(county)
    invent_procedures(county)
    start_duties(county)
    invent_cases(county)
    invent_disclosures(county)
    return people


def logins() -> tuple[tuple[str, str], ...]:
    """The accounts shown to whoever tries the demo county, and whose they are."""
    held = {account.login: account for account in Account.objects.filter(login__in=DEMO_LOGINS)}
    return tuple((login, _whose(held[login])) for login in DEMO_LOGINS if login in held)


def _whose(account: Account) -> str:
    return "，".join(dict.fromkeys((account.name, roles_line(actor_of(account, today())))))


def _entered_for_others(county: County, accounts: dict[str, Account]) -> None:
    """Two renamings that a superior entered after a call or a letter; those meant have to check."""
    town = county.townships[0]
    branch = county.shown_branch
    for who, org, for_whom, source in (
        ("township", branch, "branch", behalf.From("phone", "电话报来新的全称")),
        ("county", town, "township", behalf.From("paper", "更名请示原件")),
    ):
        actor = actor_of(accounts[who], county.until)
        basis = Basis(county.until, f"青组发〔{county.until.year}〕9号")
        with act(actor, ORG_EDIT, org) as doing:
            done = rename_organisation(
                actor, org, org.version, name=f"中国共产党{org.short_name}",
                short_name=org.short_name, basis=basis,
            )  # fmt: skip
            behalf.note(
                doing, actor, accounts[for_whom], source, done,
                label=f"{org.short_name}全称", link=f"/orgs/{org.pk}/", org=done,
            )  # fmt: skip


def _cast(county: County) -> list[Invented]:
    """The four business accounts shown on the login page."""
    since = add_months(county.until, -county.size.months)
    town = county.townships[0]
    branch = county.shown_branch
    return [
        Invented("county", "周正", "county", county.root, since),
        Invented("township", "陈岚", "township", town, since),
        Invented("branch", "何文", "branch", branch, since),
        Invented("member", "韦明", "member", branch, since),
    ]


def _clerks_and_secretaries(county: County) -> list[Invented]:
    """Everybody else who keeps the county running: leaders, clerks, secretaries, cashiers."""
    names, since = county.names, add_months(county.until, -county.size.months)
    first = county.townships[0]
    people = [
        Invented("leader", names.person(), "county_leader", county.root, since),
        Invented("assessor", names.person(), "assessor", county.root, since),
        Invented("accountant", names.person(), "accountant", first, since),
        Invented("cashier", names.person(), "cashier", first, since),
        Invented("grid", names.person(), "grid_worker", first, since),
        Invented("discipline", names.person(), "discipline", county.root, since),
    ]
    for town in county.townships[1:]:
        people.append(Invented(town.code.lower(), names.person(), "township", town, since))
    for unit in county.units:
        people.append(Invented(unit.code.lower(), names.person(), "unit_clerk", unit, since))
    taken = {people[0].org.pk, _cast(county)[2].org.pk}
    for branch in county.branches:
        if branch.pk not in taken and county.random.random() < 0.9:  # some have no account yet
            people.append(Invented(branch.code.lower(), names.person(), "branch", branch, since))
    return people
