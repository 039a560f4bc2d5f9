"""Reading accounts, stays, drafts, entries on behalf; accounts start from `visible()`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils.crypto import constant_time_compare

from jishi.accounts.access import ACCOUNT_VIEW, STAFF_CREATE
from jishi.accounts.models import Account, AccountState, BehalfEntry, Handover, SignIn
from jishi.accounts.rules import behalf as behalf_rules
from jishi.accounts.rules import sign_in as rules
from jishi.base.local import SESSION_IDLE
from jishi.base.models import Draft
from jishi.base.pinyin import fold as text_fold
from jishi.base.settings_tree import default
from jishi.kernel.verdict import Verdict
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible
from jishi.tree.models import Grant, Organisation
from jishi.tree.permissions import ROLES, SELF, Permission, all_permissions
from jishi.tree.reach import Reach, Root, can, reach, visible

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
    """Why a stay is over, or "". The setting is read only when some minutes have passed."""
    if now - stay.seen_at < rules.SEEN_EVERY:
        return rules.over(stay.at, stay.seen_at, now, rules.LONGEST)
    return rules.over(stay.at, stay.seen_at, now, timedelta(minutes=default(SESSION_IDLE)))


def own_id(actor: Actor) -> int:
    """The number of the actor's account; the local operator has none, and so nothing of his own."""
    if actor.account_id is None:
        raise NotVisible
    return actor.account_id


def own_account(actor: Actor) -> Account:
    return Account.objects.get(pk=own_id(actor))


def own_stays(actor: Actor) -> QuerySet[SignIn]:
    return SignIn.objects.filter(account_id=own_id(actor))


def drafts(actor: Actor) -> QuerySet[Draft]:
    return Draft.objects.filter(account_id=own_id(actor)).order_by("-saved_at")


def grants() -> QuerySet[Grant]:
    """Grants for display; what they allow is `reach`'s business."""
    return Grant.objects.select_related("org", "stands_in_for").order_by("-since", "id")


def seen_grants(actor: Actor) -> QuerySet[Grant]:
    """A person may also hold a role next door: where, is not for those here to see."""
    return visible(actor, ACCOUNT_VIEW, grants(), via="org")


def in_force(today: date) -> Q:
    return Q(since__lte=today) & (Q(until__isnull=True) | Q(until__gte=today))


def not_past(today: date) -> Q:
    return Q(until__isnull=True) | Q(until__gte=today)


def held_today(today: date, role: str) -> QuerySet[Grant]:
    """For a subquery over accounts: their grants of this role in force."""
    return Grant.objects.filter(in_force(today), account=OuterRef("pk"), role=role)


def held_or_coming(today: date) -> QuerySet[Grant]:
    """For a subquery over accounts: their grants that have not ended."""
    return Grant.objects.filter(not_past(today), account=OuterRef("pk"))


def grant_of(account: Account, pk: int) -> Grant:
    row = Grant.objects.filter(pk=pk, account=account).select_related("org").first()
    if row is None:
        raise NotVisible
    return row


def accounts(actor: Actor) -> QuerySet[Account]:
    """Administrators see all accounts; managers those that hold or held a role in their reach."""
    rows, where = Account.objects.all(), reach(actor, ACCOUNT_VIEW)
    if not where.everywhere:
        reached = visible(actor, ACCOUNT_VIEW, Grant.objects.order_by(), via="org")
        rows = rows.filter(pk__in=reached.values("account_id"))
    newest = SignIn.objects.filter(account=OuterRef("pk")).order_by("-seen_at").values("seen_at")
    return rows.annotate(last_seen=Subquery(newest[:1])).prefetch_related(
        Prefetch("grants", seen_grants(actor).filter(not_past(actor.today)), "grants_now")
    )


def account(actor: Actor, pk: int) -> Account:
    """One account within reach, or as if it did not exist."""
    found = accounts(actor).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def grants_of(actor: Actor, person: Account) -> list[Grant]:
    """The grants of a visible account, the current ones first."""
    rows = seen_grants(actor).filter(account=person)
    return sorted(rows, key=lambda g: g.until is not None and g.until < actor.today)


def stand_ins_for(person: Account, today: date) -> QuerySet[Grant]:
    """Who stands in for this person, now or later."""
    rows = Grant.objects.filter(not_past(today), stands_in_for=person)
    return rows.select_related("account", "org", "stands_in_for").order_by("since", "id")


def grant_words(grant: Grant) -> str:
    """「河东村党支部 · 支部书记」."""
    stands_in = f"（代{grant.stands_in_for.name}）" if grant.stands_in_for else ""
    return f"{grant.org.short_name} · {role_label(grant.role)}{stands_in}"


def places_of(row: Account) -> list[str]:
    """The current grants of a row of `accounts`, in words."""
    now: list[Grant] = row.grants_now  # type: ignore[attr-defined]
    return [grant_words(grant) for grant in now]


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


BEHALF_STATES = {
    "open": Q(confirmed_at__isnull=True, objected_at__isnull=True),
    "objected": Q(objected_at__isnull=False),
    "confirmed": Q(confirmed_at__isnull=False),
}


def check_verdict(object_kind: str, object_id: str, checker: int | None) -> Verdict:
    """May this account check this record, as far as entering on behalf goes?"""
    rows = BehalfEntry.objects.filter(object_kind=object_kind, object_id=object_id)
    return behalf_rules.may_check(tuple(entry_of(row) for row in rows.order_by("-id")), checker)


def entry_of(row: BehalfEntry) -> behalf_rules.Entry:
    return behalf_rules.Entry(
        row.entered_by_id,
        row.for_account_id,
        row.confirmed_at is not None,
        row.objected_at is not None,
    )


def behalf_entries(actor: Actor) -> QuerySet[BehalfEntry]:
    """What was entered for me or by me."""
    mine = Q(for_account_id=own_id(actor)) | Q(entered_by_id=own_id(actor))
    return BehalfEntry.objects.filter(mine).select_related("entered_by", "for_account", "org")


# --- why (not)? --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Why:
    """One permission: where it is held and through what, or who else holds it."""

    permission: Permission
    everywhere: bool
    roots: tuple[Root, ...]

    @property
    def held(self) -> bool:
        return self.everywhere or bool(self.roots)

    @property
    def places(self) -> list[tuple[str, date | None, date | None]]:
        return [(root_words(root), root.since, root.until) for root in self.roots]

    @property
    def holders(self) -> str:
        return "、".join(role_label(code) for code in self.permission.to)


def why(actor: Actor) -> list[Why]:
    """Every permission there is, as it stands with this actor today."""
    found = []
    for permission in all_permissions().values():
        if permission != SELF:
            where = reach(actor, permission)
            found.append(Why(permission, where.everywhere, where.roots))
    return found


def why_at(
    actor: Actor, permission: Permission, org: Organisation | None
) -> tuple[Verdict, list[str]]:
    """May he do this there? With the reasons, or the grants through which he may."""
    verdict = can(actor, permission, org)
    where = reach(actor, permission)
    through = [
        root_words(root)
        for root in where.roots
        if org is None or Reach(False, (root,)).covers(org.path)
    ]
    if where.everywhere:
        through = [role_label(actor.kind)]
    return verdict, through if verdict else []


# --- the organisations below --------------------------------------------------------------------


@dataclass(frozen=True)
class Place:
    """An organisation below, and who has an account there."""

    org: Organisation
    holders: list[str]


def orgs_below(actor: Actor) -> QuerySet[Organisation]:
    """The open organisations below one's own place: not that place itself."""
    own = [root.org_id for root in reach(actor, STAFF_CREATE).roots]
    rows = visible(actor, STAFF_CREATE, Organisation.objects.filter(closed_on__isnull=True))
    return rows.exclude(pk__in=own).order_by("line")


def _held_now(actor: Actor) -> QuerySet[Grant]:
    """Grants in force of accounts that can sign in."""
    return Grant.objects.filter(in_force(actor.today), account__state=AccountState.ACTIVE)


def count_lacking(actor: Actor) -> tuple[int, int]:
    """How many organisations are below, and in how many of them nobody has an account.

    Several blocks of the first page ask: counted once for each request's actor.
    """
    if "accounts.lacking" not in actor.memo:
        rows = orgs_below(actor).order_by()
        held = _held_now(actor).order_by().values("org_id")
        actor.memo["accounts.lacking"] = rows.count(), rows.exclude(pk__in=held).count()
    found: tuple[int, int] = actor.memo["accounts.lacking"]
    return found


def places_below(actor: Actor, text: str, lacking: bool, most: int) -> list[Place]:
    rows = orgs_below(actor)
    for word in text_fold(text).split()[:6]:
        rows = rows.filter(search_text__contains=word)
    held = _held_now(actor)
    if lacking:
        rows = rows.exclude(pk__in=held.order_by().values("org_id"))
    orgs = list(rows[:most])
    holders: dict[int, list[str]] = {}
    for grant in held.filter(org__in=orgs).select_related("account"):
        words = f"{grant.account.name}（{role_label(grant.role)}）"
        holders.setdefault(grant.org_id, []).append(words)
    return [Place(org, holders.get(org.pk, [])) for org in orgs]


def accounts_below(actor: Actor, text: str, most: int) -> list[Account]:
    """Active accounts that hold a role below one's own place."""
    held = Grant.objects.filter(in_force(actor.today), org__in=orgs_below(actor).order_by())
    rows = accounts(actor).filter(
        state=AccountState.ACTIVE, pk__in=held.order_by().values("account_id")
    )
    for word in text_fold(text).split()[:6]:
        rows = rows.filter(search_text__contains=word)
    return list(rows.order_by("login")[:most])
