"""Administering accounts: create, enable, grant, reset, close; many at once for the branches below.

Two doors. The system administrator creates and the security administrator enables and grants, so
that neither can do it alone. A township (county, unit clerk) makes and resets its branches'
accounts itself, with branch roles only. One-time passwords are returned once, for slips.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q

from jishi.accounts.access import (
    ACCOUNT_CREATE,
    ACCOUNT_END,
    ACCOUNT_GRANT,
    ACCOUNT_RESET,
    STAFF_CREATE,
)
from jishi.accounts.actions.own import account_search_text
from jishi.accounts.actions.secret import Secret, fresh
from jishi.accounts.actions.setup import Slip
from jishi.accounts.actions.sign_in import end_all_stays
from jishi.accounts.models import Account, AccountKind, AccountState, SecondFactor
from jishi.accounts.queries import not_past, role_label
from jishi.accounts.rules import staff as rules
from jishi.accounts.rules.passwords import may_be_login
from jishi.accounts.rules.sign_in import fold
from jishi.base import clock
from jishi.base.act import Doing, act, bump, lock
from jishi.base.audit.verbs import Verb
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible, Refused, insist
from jishi.tree.models import Grant, Organisation
from jishi.tree.permissions import Permission
from jishi.tree.reach import Reach, reach, require

CREATED = Verb("account.create", "新建账号")
ENABLED = Verb("account.enable", "启用账号")
CLOSED = Verb("account.close", "停用账号")
RESET = Verb("account.reset_password", "重置密码")
GRANTED = Verb("account.grant", "授予角色")
GRANT_ENDED = Verb("account.end_grant", "收回角色")

RECOVERED = Verb("account.recover", "本机恢复账号")

MOST_AT_ONCE = 100


def person_of(account: Account) -> rules.Person:
    return rules.Person(account.pk, account.kind, account.state)


def held_by(account: Account, today: date) -> tuple[rules.Held, ...]:
    """What an account holds today or later, as the rules see it."""
    rows = account.grants.filter(not_past(today)).values_list("role", "org__path", "since", "until")
    return tuple(rules.Held(*row) for row in rows)


def insist_managed(actor: Actor, account: Account, permission: Permission) -> None:
    """Managers: only accounts within their own reach, and only with branch roles."""
    if not actor.is_business:
        require(actor, permission)
        if account.pk == actor.account_id:
            raise Refused("自己的账号不能自己办理此事")
        return
    where = reach(actor, permission)
    if not where:
        require(actor, permission)
    if not Grant.objects.filter(account=account).filter(where.q("org")).exists():
        raise NotVisible
    held = list(account.grants.filter(not_past(actor.today)).select_related("org"))
    insist(
        rules.may_manage(
            actor.account_id,
            person_of(account),
            [grant.role for grant in held],
            all(covers(where, grant.org, grant.subtree) for grant in held),
        )
    )


def covers(where: Reach, org: Organisation, subtree: bool) -> bool:
    """Whether all that a grant at this place reaches is within."""
    roots = [root for root in where.roots if root.subtree or not subtree]
    return Reach(where.everywhere, tuple(roots)).covers(org.path)


# --- the administrators' door ----------------------------------------------------------------


def create_account(
    actor: Actor, login: str, name: str, kind: str, secret: Secret | None = None
) -> Slip:
    """The system administrator creates it; it waits until the security administrator enables it."""
    login = fold(login)
    insist(may_be_login(login), "login")
    if kind not in AccountKind.values:
        raise Refused("没有这种账号", field="kind")
    secret = secret or fresh()[0]
    with act(actor, ACCOUNT_CREATE) as doing:
        account = _new_account(login, name, kind, AccountState.WAITING, secret.encoded)
        doing.record(CREATED, account, login=login, kind=kind)
        return Slip(account, secret.password, account.get_kind_display())


def enable_account(actor: Actor, person: Account, version: int) -> Account:
    """The security administrator enables it, or opens a closed one again without any role."""
    with act(actor, ACCOUNT_GRANT) as doing:
        account = lock(Account.objects.all(), person.pk, version)
        if account.state == AccountState.ACTIVE:
            raise Refused("该账号已经启用")
        bump(account, state=AccountState.ACTIVE, closed_at=None, must_change=True)
        doing.record(ENABLED, account)
        return account


@dataclass(frozen=True)
class GrantTerms:
    """Which role, where, with what below, from when until when, on what ground."""

    role: str
    org: Organisation
    since: date
    until: date | None = None
    subtree: bool = True
    reason: str = ""

    @property
    def held(self) -> rules.Held:
        return rules.Held(self.role, self.org.path, self.since, self.until)


def give_grant(actor: Actor, person: Account, terms: GrantTerms) -> Grant:
    """Grant a role to somebody else; whoever is signed in has to sign in anew."""
    with act(actor, ACCOUNT_GRANT) as doing:
        return _give(doing, person, terms)


def _give(doing: Doing, person: Account, terms: GrantTerms, **more: Account | None) -> Grant:
    actor = doing.actor
    account = lock(Account.objects.all(), person.pk)
    if terms.until is not None and terms.until < terms.since:
        raise Refused("结束日期不能早于开始日期", field="until")
    insist(
        rules.may_grant(
            actor.account_id, person_of(account), terms.held, held_by(account, actor.today)
        ),
        "role",
    )
    grant = Grant.objects.create(
        account=account, role=terms.role, org=terms.org, subtree=terms.subtree,
        since=terms.since, until=terms.until, reason=terms.reason, **more,
    )  # fmt: skip
    end_all_stays(account)
    doing.record(
        GRANTED, account, org=terms.org, role=terms.role, subtree=terms.subtree,
        since=str(terms.since), until=str(terms.until or ""),
    )  # fmt: skip
    return grant


def end_grant(actor: Actor, grant: Grant) -> None:
    """Take a role away as of now; one that has not begun is taken out altogether."""
    with act(actor, ACCOUNT_END, grant.org) as doing:
        account = lock(Account.objects.all(), grant.account_id)
        insist_managed(actor, account, ACCOUNT_END)
        cut(grant, actor.today)
        end_all_stays(account)
        doing.record(GRANT_ENDED, account, org=grant.org_id, role=grant.role)


def cut(grant: Grant, today: date) -> None:
    """End a grant so that it no longer holds today. The row stays: it did hold until now."""
    yesterday = today - timedelta(days=1)
    if grant.since > yesterday:
        grant.delete()
    elif grant.until is None or grant.until >= today:
        grant.until = yesterday
        grant.save(update_fields=["until"])


def close_account(actor: Actor, person: Account, version: int) -> Account:
    """Close it: signed out everywhere, roles ended, kept for the records."""
    with act(actor, ACCOUNT_END) as doing:
        insist_managed(actor, person, ACCOUNT_END)
        account = lock(Account.objects.all(), person.pk, version)
        return close(doing, account)


def close(doing: Doing, account: Account) -> Account:
    if account.state == AccountState.CLOSED:
        raise Refused("该账号已经停用")
    _keep_one_of_each(account)
    for grant in account.grants.filter(not_past(doing.actor.today)):
        cut(grant, doing.actor.today)
    SecondFactor.objects.filter(account=account).delete()
    bump(account, state=AccountState.CLOSED, closed_at=clock.now(), password="!", second_factor="")  # noqa: S106 Django's mark for no password
    end_all_stays(account)
    doing.record(CLOSED, account)
    return account


def _keep_one_of_each(account: Account) -> None:
    if account.kind == AccountKind.BUSINESS:
        return
    others = Account.objects.filter(kind=account.kind, state=AccountState.ACTIVE)
    if not others.exclude(pk=account.pk).exists():
        raise Refused(f"这是最后一个{account.get_kind_display()}，不能停用")


# --- the managers' door: many at once ---------------------------------------------------------


@dataclass(frozen=True)
class Wanted:
    """An account to be made: for which organisation, in which role, for whom."""

    org: Organisation
    role: str = "branch"
    name: str = ""


def create_branch_accounts(
    actor: Actor, wanted: Sequence[Wanted], secrets: Sequence[Secret] | None = None
) -> list[Slip]:
    """Accounts for organisations below, each with a one-time password for its slip."""
    insist_some(len(wanted))
    where = reach(actor, STAFF_CREATE)
    for one in wanted:
        require(actor, STAFF_CREATE, one.org)
        if one.role not in rules.BRANCH_ROLES:
            raise Refused("这里只能建支部一级的账号，其他角色请由安全管理员授予", field="role")
        if one.org.closed_on:
            raise Refused(f"{one.org.short_name}已撤销", field="orgs")
        if one.org.pk in {root.org_id for root in where.roots}:
            raise Refused("只能为下级组织建账号，本级账号请由系统管理员建立", field="orgs")
    secrets = secrets or fresh(len(wanted))
    with act(actor, STAFF_CREATE) as doing:
        return [
            Slip(
                _branch_account(doing, one, secret.encoded, covers(where, one.org, subtree=True)),
                secret.password,
                one.org.short_name,
            )
            for one, secret in zip(wanted, secrets, strict=True)
        ]


def new_account_for(doing: Doing, org: Organisation, name: str, encoded: str) -> Account:
    """An account for a successor at an organisation; roles come with the handover."""
    login = _free_login(org)
    account = _new_account(login, name[:50], AccountKind.BUSINESS, AccountState.ACTIVE, encoded)
    doing.record(CREATED, account, org=org, login=login, kind=AccountKind.BUSINESS.value)
    return account


def _branch_account(doing: Doing, one: Wanted, encoded: str, subtree: bool) -> Account:
    name = one.name or f"{one.org.short_name}{role_label(one.role)}".replace("支部支部", "支部")
    account = new_account_for(doing, one.org, name, encoded)
    terms = GrantTerms(one.role, one.org, doing.actor.today, None, subtree, "上级党组织建立")
    _give(doing, account, terms)
    return account


def _free_login(org: Organisation) -> str:
    """`qh0101-1`: the organisation's code and the next number."""
    stem = "".join(
        c if c.isascii() and (c.isalnum() or c in "._-") else "-" for c in fold(org.code)
    )
    stem = stem.lstrip("._-")[:34] or f"org{org.pk}"
    taken = set(
        Account.objects.filter(login__startswith=f"{stem}-").values_list("login", flat=True)
    )
    return next(f"{stem}-{n}" for n in range(1, len(taken) + 2) if f"{stem}-{n}" not in taken)


def insist_some(count: int) -> None:
    if not count:
        raise Refused("请先勾选")
    if count > MOST_AT_ONCE:
        raise Refused(f"一次最多办 {MOST_AT_ONCE} 个，请分几次办")


def reset_passwords(
    actor: Actor, people: Iterable[Account], secrets: Sequence[Secret] | None = None
) -> list[Slip]:
    """A new one-time password each; the old one and all sessions end at once."""
    chosen = list(people)
    insist_some(len(chosen))
    for account in chosen:
        insist_managed(actor, account, ACCOUNT_RESET)
    secrets = secrets or fresh(len(chosen))
    with act(actor, ACCOUNT_RESET) as doing:
        return [
            Slip(_reset(doing, account, secret.encoded), secret.password, _place(account))
            for account, secret in zip(chosen, secrets, strict=True)
        ]


def _reset(doing: Doing, person: Account, encoded: str) -> Account:
    account = lock(Account.objects.all(), person.pk)
    insist_managed(doing.actor, account, ACCOUNT_RESET)
    if account.state != AccountState.ACTIVE:
        raise Refused(f"{account.name}的账号没有启用，不能重置密码")
    bump(account, password=encoded, must_change=True)
    end_all_stays(account)
    doing.record(RESET, account)
    return account


def recover_account(actor: Actor, login: str) -> Slip:
    """Password and second factor at once, from the server itself: where nobody else can help."""
    if not actor.is_operator:
        raise Refused("只能由服务器本机操作员办理；平时请由系统管理员重置密码")
    secret = fresh()[0]
    with act(actor, ACCOUNT_RESET) as doing:
        found = Account.objects.filter(login=fold(login), state=AccountState.ACTIVE).first()
        if found is None:
            raise Refused(f"没有启用的账号「{login}」")
        account = _reset(doing, found, secret.encoded)
        SecondFactor.objects.filter(account=account).delete()
        bump(account, second_factor="")
        doing.record(RECOVERED, account)
        return Slip(account, secret.password, account.get_kind_display())


def _place(account: Account) -> str:
    grant = account.grants.filter(Q(until__isnull=True)).select_related("org").first()
    return grant.org.short_name if grant else account.get_kind_display()


def _new_account(login: str, name: str, kind: str, state: str, encoded: str) -> Account:
    if Account.objects.filter(login=login).exists():
        raise Refused("这个账号已被使用，请换一个", field="login")
    try:
        with transaction.atomic():
            return Account.objects.create(
                login=login, name=name, kind=kind, state=state, password=encoded,
                made_at=clock.now(), search_text=account_search_text(login, name),
            )  # fmt: skip
    except IntegrityError:  # somebody else was faster
        raise Refused("这个账号刚被别人使用，请再试一次", field="login") from None
