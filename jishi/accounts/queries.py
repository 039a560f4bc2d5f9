"""Reading accounts, stays, drafts and what was entered on behalf; accounts start from `visible()`."""

from __future__ import annotations

from datetime import date, datetime

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils.crypto import constant_time_compare

from jishi.accounts.access import ACCOUNT_VIEW
from jishi.accounts.models import Account, AccountState, BehalfEntry, Handover, SignIn
from jishi.accounts.rules import sign_in as rules
from jishi.base.models import Draft
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible
from jishi.tree.models import Grant
from jishi.tree.permissions import ROLES
from jishi.tree.reach import Root, reach, visible

STAY_KEY = "stay"


def actor_of(account: Account, today: date, address: str = "") -> Actor:
    return Actor(account.pk, account.login, account.name, account.kind, today, address)


def stay_of(session: SessionBase) -> SignIn | None:
    """The stay this session belongs to, with its account, if it still holds as stored."""
    number, account_id = session.get(STAY_KEY), session.get(SESSION_KEY)
    if number is None or account_id is None:
        return None
    stay = (
        SignIn.objects.filter(pk=number, account_id=account_id, ended_at__isnull=True)
        .filter(account__state=AccountState.ACTIVE)
        .select_related("account")
        .first()
    )
    if stay is None:
        return None
    proof = session.get(HASH_SESSION_KEY, "")
    return stay if constant_time_compare(proof, stay.account.get_session_auth_hash()) else None


def over(stay: SignIn, now: datetime) -> str:
    return rules.over(stay.at, stay.seen_at, now)


def own_account(actor: Actor) -> Account:
    found = Account.objects.filter(pk=actor.account_id).first()
    if found is None:  # the local operator has none
        raise NotVisible
    return found


def own_stays(actor: Actor) -> QuerySet[SignIn]:
    return SignIn.objects.filter(account_id=actor.account_id)


def drafts(actor: Actor) -> QuerySet[Draft]:
    return Draft.objects.filter(account_id=actor.account_id).order_by("-saved_at")


def grants() -> QuerySet[Grant]:
    """Grants for display; what they allow is `reach`'s business."""
    return Grant.objects.select_related("org", "stands_in_for").order_by("-since", "id")


def in_force(today: date) -> Q:
    return Q(since__lte=today) & (Q(until__isnull=True) | Q(until__gte=today))


def not_past(today: date) -> Q:
    return Q(until__isnull=True) | Q(until__gte=today)


def accounts(actor: Actor) -> QuerySet[Account]:
    """Administrators see all accounts; managers those that hold or held a role in their reach."""
    rows, where = Account.objects.all(), reach(actor, ACCOUNT_VIEW)
    if not where.everywhere:
        reached = visible(actor, ACCOUNT_VIEW, Grant.objects.order_by(), via="org")
        rows = rows.filter(pk__in=reached.values("account_id"))
    newest = SignIn.objects.filter(account=OuterRef("pk")).order_by("-seen_at").values("seen_at")
    return rows.annotate(last_seen=Subquery(newest[:1])).prefetch_related(
        Prefetch("grants", grants().filter(not_past(actor.today)), "grants_now")
    )


def account(actor: Actor, pk: int) -> Account:
    """One account within reach, or as if it did not exist."""
    found = accounts(actor).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def grants_of(actor: Actor, person: Account) -> list[Grant]:
    """All grants of a visible account, the current ones first."""
    rows = grants().filter(account=person)
    return sorted(rows, key=lambda g: g.until is not None and g.until < actor.today)


def grant_words(grant: Grant) -> str:
    """「河东村党支部 · 支部书记」."""
    stands_in = f"（代{grant.stands_in_for.name}）" if grant.stands_in_for else ""
    return f"{grant.org.short_name} · {role_label(grant.role)}{stands_in}"


def root_words(root: Root) -> str:
    below = "及所属" if root.subtree else ""
    stands_in = "（代班）" if root.stands_in else ""
    return f"{root.org_name}{below} · {role_label(root.role)}{stands_in}"


def role_label(code: str) -> str:
    return ROLES[code].label if code in ROLES else code


def handovers(actor: Actor) -> QuerySet[Handover]:
    """Handovers between accounts the actor may see."""
    seen = accounts(actor).order_by().values("pk")
    return Handover.objects.filter(giver__in=seen).select_related("giver", "successor", "made_by")


def behalf_entries(actor: Actor) -> QuerySet[BehalfEntry]:
    """What was entered for me or by me."""
    mine = Q(for_account_id=actor.account_id) | Q(entered_by_id=actor.account_id)
    return BehalfEntry.objects.filter(mine).select_related("entered_by", "for_account", "org")
