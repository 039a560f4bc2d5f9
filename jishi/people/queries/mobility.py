"""Reading who is away and who is lost. Absences are seen at home and at the place of arrival."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import (
    Count,
    Exists,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce

from jishi.kernel.deadline import add_months
from jishi.kernel.path import subtree_bounds
from jishi.kernel.period import Month
from jishi.people.access import MOBILE_VIEW, TRANSFER_VIEW
from jishi.people.kinds import COUNTED
from jishi.people.models import (
    LostSpell,
    MemberState,
    MobileContact,
    MobileSpell,
    Person,
    TransferLetter,
)
from jishi.people.queries.transfer import letters
from jishi.people.rules import mobility as rules
from jishi.people.rules.mobility import ABROAD_KINDS, SPELL_KINDS
from jishi.people.rules.transfer import OPEN
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible
from jishi.tree.models import Organisation
from jishi.tree.permissions import Permission
from jishi.tree.reach import reach, visible


def home(actor: Actor, permission: Permission = MOBILE_VIEW) -> Q:
    """Members of ours who are away."""
    where = reach(actor, permission)
    return Q(person__isnull=False) if where.everywhere else where.q("person__org")


def hosted(actor: Actor, permission: Permission = MOBILE_VIEW) -> Q:
    """Those of other branches who are with us; guests are not counted (R-GEN-09)."""
    where = reach(actor, permission)
    return Q(host_org__isnull=False) if where.everywhere else where.q("host_org")


def spells(actor: Actor, permission: Permission = MOBILE_VIEW) -> QuerySet[MobileSpell]:
    """Everybody away from here or here from elsewhere; with the day of the last contact (`last_on`)
    and whether a letter is under way (`moving`)."""
    rows = MobileSpell.objects.filter(home(actor, permission) | hosted(actor, permission))
    newest = (
        MobileContact.objects.filter(spell=OuterRef("pk"))
        .order_by()
        .values("spell")
        .annotate(last=Max("on"))
        .values("last")
    )
    letter = TransferLetter.objects.filter(person=OuterRef("person"), state__in=OPEN)
    return rows.annotate(
        last_on=Coalesce(Subquery(newest), F("left_on")), moving=Exists(letter)
    ).select_related("person__org", "host_org")


def spell(actor: Actor, pk: int, permission: Permission = MOBILE_VIEW) -> MobileSpell:
    found = spells(actor, permission).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def open_spell(person: Person) -> MobileSpell | None:
    return MobileSpell.objects.filter(person=person, returned_on__isnull=True).first()


# --- what follows from the day, as conditions ---------------------------------------------------


def going() -> Q:
    return Q(returned_on__isnull=True)


def mobile(today: date) -> Q:
    """Away for six months: a mobile member (R-REL-10)."""
    return going() & ~Q(kind="in") & Q(left_on__lte=_months_ago(today, rules.AWAY))


def should_transfer(today: date) -> Q:
    """At a fixed place for six months, and no letter asked for (R-REL-02)."""
    return mobile(today) & Q(kind="out", fixed=True, moving=False)


def silent(today: date) -> Q:
    """Not heard of for a year, abroad for half a year (R-REL-12, R-REL-15)."""
    condition = Q()
    for months in sorted({kind.silent for kind in SPELL_KINDS.values()}):
        kinds = [k.code for k in SPELL_KINDS.values() if k.silent == months]
        condition |= Q(kind__in=kinds, last_on__lte=_months_ago(today, months))
    return going() & condition


def long_abroad(today: date) -> Q:
    """Settled abroad, or five years there to study (R-REL-16)."""
    five = Q(kind="abroad_study", left_on__lte=_months_ago(today, rules.ABROAD * 12))
    return going() & (five | Q(kind="abroad_settle"))


def kept_long(today: date) -> Q:
    """Two years out of school, the membership still there (R-REL-14)."""
    two = _months_ago(today, rules.KEPT_AT_SCHOOL * 12)
    return going() & Q(kind="graduate", left_on__lte=two)


def not_reported(today: date) -> Q:
    """A month gone and not yet announced at the place of arrival (R-REL-11)."""
    return going() & Q(kind="out", reported_on=None, left_on__lte=_months_ago(today, 1))


def _months_ago(today: date, months: int) -> date:
    """The last day from which so many months have passed by today: the inverse of `add_months`,
    to which on the last day of a month several days answer."""
    day, month = add_months(today, -months), Month.holding(today)
    return Month.holding(day).last_day if today == month.last_day else day


def marks(row: MobileSpell, today: date) -> list[tuple[str, str]]:
    """What the dates of one row say today, in words and colours; the rules decide."""
    if row.returned_on is not None:
        return [("已结束", "grey")]
    last: date = getattr(row, "last_on", row.left_on)
    found = []
    if rules.is_silent(row.kind, last, today):
        found.append(("联系逾期", "amber"))
    if rules.is_long_abroad(row.kind, row.left_on, today):
        found.append(("久在国（境）外", "red"))
    if row.kind == "graduate" and rules.kept_too_long(row.left_on, today):
        found.append(("留校满两年", "amber"))
    if row.kind == "out" and rules.should_transfer(
        row.left_on, row.fixed, bool(getattr(row, "moving", False)), today
    ):
        found.append(("应转", "amber"))
    if not row.what.guest and rules.is_mobile(row.left_on, today):
        found.append(("流动党员", "blue"))
    return found or [("外出" if not row.what.guest else "流入", "grey")]


# --- lost ---------------------------------------------------------------------------------------


def losses(actor: Actor, permission: Permission = MOBILE_VIEW) -> QuerySet[LostSpell]:
    rows = visible(actor, permission, LostSpell.objects.all(), via="person__org")
    return rows.annotate(tried=Count("searches")).select_related("person__org")


def loss(actor: Actor, pk: int, permission: Permission = MOBILE_VIEW) -> LostSpell:
    found = losses(actor, permission).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def may_be_deliberated(today: date) -> Q:
    """Half a year lost and searched for: the branch may take it up (R-REL-17)."""
    return Q(found_on__isnull=True, since__lte=_months_ago(today, rules.LOST), tried__gte=1)


def stopped_long(actor: Actor, permission: Permission = MOBILE_VIEW) -> QuerySet[MemberState]:
    """Memberships stopped two years ago and not taken up again (R-REL-18)."""
    since = _months_ago(actor.today, rules.STOPPED * 12)
    rows = MemberState.objects.filter(standing="stopped", until__isnull=True, since__lte=since)
    return visible(actor, permission, rows, via="org").select_related("person", "org")


# --- nobody's members ----------------------------------------------------------------------------


def adrift(actor: Actor) -> QuerySet[Person]:
    """口袋党员: a letter in the pocket that has run out; 隐形党员: away and silent, or lost.

    Each row says why (`why`) and since when (`why_since`).
    """
    today = actor.today
    pocket = (
        letters(actor)
        .filter(person=OuterRef("pk"), state="issued", valid_until__lt=today)
        .values("valid_until")[:1]
    )
    quiet = spells(actor).filter(silent(today), person=OuterRef("pk"))
    lost = LostSpell.objects.filter(person=OuterRef("pk"), found_on__isnull=True).values("since")
    rows = visible(actor, TRANSFER_VIEW, Person.objects.filter(merged_into=None), via="org")
    rows = rows.filter(standing__in=COUNTED).annotate(
        pocket_since=Subquery(pocket),
        quiet_since=Subquery(quiet.values(on=F("last_on"))[:1]),
        lost_since=Subquery(lost[:1]),
    )
    rows = rows.filter(
        Q(pocket_since__isnull=False) | Q(quiet_since__isnull=False) | Q(lost_since__isnull=False)
    )
    since = Coalesce("pocket_since", "lost_since", "quiet_since")
    return rows.annotate(why_since=since).select_related("org")


def why_adrift(row: Person) -> tuple[str, str]:
    """Which of the three a row of `adrift` is, and its colour."""
    if getattr(row, "pocket_since", None):
        return "口袋党员：介绍信过期未接", "red"
    if getattr(row, "lost_since", None):
        return "隐形党员：失去联系", "red"
    return "隐形党员：流动中久无联系", "amber"


# --- counts -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Away:
    away: int
    mobile: int
    should_transfer: int
    silent: int
    guests: int
    abroad: int


def count_away(actor: Actor, org: Organisation | None = None) -> Away:
    """One query; each number is the length of a list that can be opened."""
    today = actor.today
    rows = spells(actor).filter(going())
    at_home, with_us = home(actor), hosted(actor)
    if org is not None:
        at_home, with_us = Q(_below("person__org", org)), Q(_below("host_org", org))
    return Away(**rows.aggregate(
        away=Count("pk", filter=at_home),
        mobile=Count("pk", filter=at_home & mobile(today)),
        should_transfer=Count("pk", filter=at_home & should_transfer(today)),
        silent=Count("pk", filter=at_home & silent(today)),
        guests=Count("pk", filter=with_us),
        abroad=Count("pk", filter=at_home & Q(kind__in=ABROAD_KINDS)),
    ))  # fmt: skip


def _below(via: str, org: Organisation) -> Q:
    low, high = subtree_bounds(org.path)
    return Q(**{f"{via}__path__gte": low, f"{via}__path__lt": high})
