"""The first run: what this installation is, its topmost organisation, its three administrators.

There is no default password and no superuser; each administrator gets a one-time password that is
returned once. Whether it is a demonstration is decided here and can never be decided again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth.hashers import make_password
from django.utils.crypto import salted_hmac

from jishi.accounts.access import ACCOUNT_CREATE
from jishi.accounts.actions.own import account_search_text
from jishi.accounts.models import Account, AccountKind, AccountState
from jishi.accounts.rules import passwords as rules
from jishi.accounts.rules.sign_in import fold
from jishi.base import clock
from jishi.base.act import act
from jishi.base.audit.verbs import Verb
from jishi.base.models import Installation
from jishi.orgs.actions import Basis, found_organisation
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused, insist
from jishi.tree.models import Grant, Organisation
from jishi.tree.permissions import ADMINISTRATORS

SET_UP = Verb("installation.set_up", "初始设置")
INVENTED = Verb("account.invent", "建立演示账号")
APPOINTED = Verb("account.appoint_administrator", "设立管理员")


@dataclass(frozen=True)
class Root:
    """The topmost organisation."""

    code: str
    name: str
    short_name: str
    kind: str = "local_committee"
    sector: str = "county"


@dataclass(frozen=True)
class Administrator:
    login: str
    name: str


DEFAULT_ADMINISTRATORS: Mapping[str, Administrator] = {
    "sysadmin": Administrator("sysadmin", "系统管理员"),
    "secadmin": Administrator("secadmin", "安全管理员"),
    "auditor": Administrator("auditor", "审计管理员"),
}


@dataclass(frozen=True)
class Slip:
    """A one-time password on its way to paper; never stored."""

    account: Account
    password: str = field(repr=False)
    place: str = ""


@dataclass(frozen=True)
class Founded:
    installation: Installation
    root: Organisation
    slips: list[Slip]


def set_up(
    actor: Actor,
    name: str,
    root: Root,
    administrators: Mapping[str, Administrator] = DEFAULT_ADMINISTRATORS,
    *,
    demo: bool = False,
) -> Founded:
    """Found the installation, once. In a demonstration all share one password, shown to all."""
    if set(administrators) != set(ADMINISTRATORS):
        raise Refused("须设系统、安全、审计三名管理员")
    logins = {kind: fold(person.login) for kind, person in administrators.items()}
    for kind, login in logins.items():
        insist(rules.may_be_login(login), kind)
    if len(set(logins.values())) != len(logins):
        raise Refused("三名管理员须是三个不同的账号", field="auditor")
    passwords = {
        kind: rules.DEMO_PASSWORD if demo else rules.one_time_password() for kind in logins
    }
    hashes = {password: make_password(password) for password in set(passwords.values())}
    with act(actor, ACCOUNT_CREATE) as doing:
        _refuse_over_data(demo)
        row = Installation.objects.create(pk=1, name=name, demo=demo, made_at=clock.now())
        doing.record(SET_UP, row, name=name, demo=demo)
        org = found_organisation(
            actor, None, code=root.code, name=root.name, short_name=root.short_name,
            kind=root.kind, sector=root.sector, basis=Basis(actor.today, note="初始设置"),
        )  # fmt: skip
        slips = []
        for kind in ADMINISTRATORS:
            account = Account.objects.create(
                login=logins[kind], name=administrators[kind].name, kind=AccountKind(kind),
                state=AccountState.ACTIVE, must_change=not demo, made_at=clock.now(),
                password=hashes[passwords[kind]],
                search_text=account_search_text(logins[kind], administrators[kind].name),
            )  # fmt: skip
            doing.record(APPOINTED, account, kind=kind)
            slips.append(Slip(account, passwords[kind], AccountKind(kind).label))
        return Founded(row, org, slips)


def _refuse_over_data(demo: bool) -> None:
    """Never over data that are there: above all never a demonstration (law 4)."""
    if Installation.objects.exists():
        raise Refused("已经完成初始设置，不能再做一次")
    if Organisation.objects.exists() or Account.objects.exists():
        what = "不能改为演示" if demo else "不能再做初始设置"
        raise Refused(f"数据库里已有组织或账号，{what}")


def first_run_code() -> str:
    """What proves, from another computer, that one is allowed to do the first run."""
    number = int(salted_hmac("jishi.first_run", "code").hexdigest(), 16) % 10**8
    return f"{number:08d}"


@dataclass(frozen=True)
class Invented:
    """Somebody of a demonstration: an account with one role at one place."""

    login: str
    name: str
    role: str
    org: Organisation
    since: date


def invent_accounts(actor: Actor, people: list[Invented]) -> list[Account]:
    """Accounts of a demonstration, all with one password that the login page shows."""
    if not Installation.objects.filter(pk=1, demo=True).exists():
        raise Refused("只有演示系统才能这样建账号")
    encoded = make_password(rules.DEMO_PASSWORD)
    with act(actor, ACCOUNT_CREATE) as doing:
        accounts = []
        for person in people:
            account = Account.objects.create(
                login=person.login, name=person.name, state=AccountState.ACTIVE,
                must_change=False, made_at=clock.now(), password=encoded,
                search_text=account_search_text(person.login, person.name),
            )  # fmt: skip
            Grant.objects.create(
                account=account, role=person.role, org=person.org, since=person.since,
                subtree=person.role not in ("branch", "member"), reason="演示",
            )  # fmt: skip
            doing.record(INVENTED, account, role=person.role, org=person.org)
            accounts.append(account)
        return accounts
