"""Reading letters. A letter has two sides, and each sees it through its own door: the sender from
the request on, the receiver once it is issued."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from jishi.base.pinyin import fold
from jishi.base.settings_tree import in_force, setting
from jishi.kernel.path import ids
from jishi.people.access import TRANSFER_RECEIVE, TRANSFER_VIEW
from jishi.people.local import (
    DAYS_COUNTY,
    DAYS_NATION,
    DAYS_PROVINCE,
    TRANSFER_RIGHT,
    TRANSFER_WAITING,
)
from jishi.people.models import MobileSpell, Person, TransferLetter, TransferStep
from jishi.people.models.transfer import WINDOW_IN, WINDOW_OUT
from jishi.people.rules.transfer import LETTER, has_right
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible
from jishi.tree.models import Organisation
from jishi.tree.permissions import Permission
from jishi.tree.reach import reach, visible

COMMITTEES = ("local_committee", "committee", "work_committee")
NEAR = 3  # days before a letter runs out
SHORTEST = 2  # characters, to look for a committee in the directory
DAYS = {"county": DAYS_COUNTY, "province": DAYS_PROVINCE, "nation": DAYS_NATION}


# --- doors --------------------------------------------------------------------------------------


def sent(actor: Actor, permission: Permission = TRANSFER_VIEW) -> Q:
    """The sender's side: the branch, and the committee that issued."""
    where = reach(actor, permission)
    ours = Q(from_org__isnull=False)
    return ours if where.everywhere else where.q("from_org") | where.q("issuer")


def taken(actor: Actor, permission: Permission = TRANSFER_VIEW) -> Q:
    """The receiver's side: nothing is to be seen of a letter before it is issued."""
    where = reach(actor, permission)
    side = Q(to_org__isnull=False) if where.everywhere else where.q("to_org") | where.q("to_branch")
    return side & Q(issued_on__isnull=False)


def letters(actor: Actor, permission: Permission = TRANSFER_VIEW) -> QuerySet[TransferLetter]:
    """Every letter seen from either side."""
    return TransferLetter.objects.filter(sent(actor, permission) | taken(actor, permission))


def letter(actor: Actor, pk: int, permission: Permission = TRANSFER_VIEW) -> TransferLetter:
    found = (
        letters(actor, permission)
        .select_related("person", "from_org", "issuer", "to_org", "to_branch")
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise NotVisible
    return found


def of_person(actor: Actor, person: Person) -> list[TransferLetter]:
    return list(letters(actor).filter(person=person).order_by("-requested_on", "-id"))


def in_transit() -> Exists:
    """For a query over people: is a letter on its way (R-REL-04)? Derived, no standing."""
    return Exists(TransferLetter.objects.filter(person=OuterRef("pk"), state="issued"))


# --- what waits ---------------------------------------------------------------------------------


def waiting_days(actor: Actor) -> int:
    """How long a letter may travel before it is pointed out: as set where the actor works."""
    roots = reach(actor, TRANSFER_VIEW).roots
    if not roots:
        return TRANSFER_WAITING.default
    return in_force(TRANSFER_WAITING, actor.today).at(ids(roots[0].path)).value


def late(actor: Actor) -> Q:
    """Issued and not yet taken: too long ago, or about to run out, or run out already."""
    today = actor.today
    return Q(state="issued") & (
        Q(issued_on__lt=today - timedelta(waiting_days(actor)))
        | Q(valid_until__lte=today + timedelta(NEAR))
    )


def lapsed(today: date) -> Q:
    return Q(state="issued", valid_until__lt=today)


def lateness(row: TransferLetter, today: date) -> tuple[str, str]:
    """In words and colour, for lists: how a letter under way stands today."""
    if not row.in_transit or row.valid_until is None or row.issued_on is None:
        return row.state_label, STATE_TONES[row.state]
    left = (row.valid_until - today).days
    if left < 0:
        return f"已过期 {-left} 天", "red"
    if left <= NEAR:
        return f"在途，还有 {left} 天", "amber"
    return f"在途 {(today - row.issued_on).days} 天", "blue"


UNFINISHED = tuple(state.name for state in LETTER.states if not state.final)
STATE_TONES = {
    "requested": "amber", "issued": "blue", "received": "green", "acknowledged": "green",
    "closed": "grey", "returned": "red", "void": "grey", "cancelled": "grey",
}  # fmt: skip


@dataclass(frozen=True)
class Waiting:
    """What lies on the desk, each number the length of a list that can be opened."""

    to_issue: int
    to_receive: int
    to_acknowledge: int
    to_close: int
    late_out: int
    late_in: int
    late: int
    open: int


def waiting(actor: Actor) -> Waiting:
    out, into = sent(actor), taken(actor)
    due = late(actor)
    row = TransferLetter.objects.filter(out | into).aggregate(
        to_issue=Count("pk", filter=out & Q(state="requested")),
        to_receive=Count("pk", filter=into & Q(state="issued")),
        to_acknowledge=Count("pk", filter=into & Q(state="received")),
        to_close=Count("pk", filter=out & Q(state="acknowledged")),
        late_out=Count("pk", filter=out & due),
        late_in=Count("pk", filter=into & due),
        late=Count("pk", filter=due),
        open=Count("pk", filter=Q(state__in=UNFINISHED)),
    )
    return Waiting(**row)


# --- who may issue and take ---------------------------------------------------------------------


def may_transfer(org: Organisation, on: date) -> bool:
    set_off = not setting(TRANSFER_RIGHT, org, on)
    return has_right(org.kind in COMMITTEES, set_off, org.is_open)


def issuer_of(org: Organisation, on: date) -> Organisation | None:
    """The nearest committee from here upwards that may admit members (R-REL-03)."""
    line = ids(org.path)
    held, found = in_force(TRANSFER_RIGHT, on), Organisation.objects.in_bulk(line)
    for ident in reversed(line):
        one = found[ident]
        if has_right(one.kind in COMMITTEES, not held.at_org(one).value, one.is_open):
            return one
    return None


def takers(text: str, on: date, most: int) -> list[Organisation]:
    """The directory of committees a letter may be addressed to: their names are no secret to who
    writes letters, whatever the reach. Two characters at least; the whole list is not given."""
    words = fold(text)[:100].replace("\x00", "").split()[:6]
    if len("".join(words)) < SHORTEST:
        return []
    rows = Organisation.objects.filter(kind__in=COMMITTEES, closed_on__isnull=True)
    for word in words:
        rows = rows.filter(search_text__contains=word)
    held = in_force(TRANSFER_RIGHT, on)
    return [org for org in rows.order_by("line")[: most * 2] if held.at_org(org).value][:most]


def taker(code: str, on: date) -> Organisation | None:
    """The committee of that code, if letters may be addressed to it."""
    org = Organisation.objects.filter(code=code, kind__in=COMMITTEES, closed_on=None).first()
    return org if org is not None and may_transfer(org, on) else None


def own_taker(actor: Actor) -> Organisation | None:
    """The committee where the actor works, to fill in on a form."""
    at = [root.org_id for root in reach(actor, TRANSFER_RECEIVE).roots]
    return Organisation.objects.filter(pk__in=at, kind__in=COMMITTEES).order_by("line").first()


def default_days(row: TransferLetter, on: date) -> int:
    """As long as is set for the distance, where the letter is issued (R-REL-06)."""
    assert row.issuer is not None
    return setting(DAYS[row.distance], row.issuer, on)


def unfinished() -> QuerySet[TransferLetter]:
    return TransferLetter.objects.filter(state__in=UNFINISHED)


def count_under_way(actor: Actor, org: Organisation) -> int:
    """What a successor would take over: letters that are not done, and guests."""
    rows = unfinished()
    counts = (
        rows.filter(from_org=org), rows.filter(to_org=org), rows.filter(issuer=org, number=None),
        MobileSpell.objects.filter(host_org=org, returned_on=None),
    )  # fmt: skip
    return sum(each.count() for each in counts)


# --- the window's register ----------------------------------------------------------------------


def window(actor: Actor, permission: Permission = TRANSFER_VIEW) -> QuerySet[TransferStep]:
    """Each person-time at a transfer window within reach; a figure is the number of these rows."""
    rows = TransferStep.objects.filter(name__in=(*WINDOW_OUT, *WINDOW_IN))
    return visible(actor, permission, rows, via="org").select_related("letter__person", "org")


def steps(row: TransferLetter) -> list[TransferStep]:
    return list(row.steps.select_related("org").order_by("on", "id"))
