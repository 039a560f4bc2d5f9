"""Cases within reach: what one keeps, what one has to do, what one helps with."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from jishi.base.clock import SHANGHAI, now
from jishi.cases.access import CASE_VIEW, CLUE_VIEW
from jishi.cases.kinds import all_kinds, open_kinds
from jishi.cases.marks import OPEN
from jishi.cases.models import Case, CaseRole
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible
from jishi.tree.models import Organisation
from jishi.tree.permissions import Permission
from jishi.tree.reach import reach

UNANSWERED = ("registered", "assigned", "working")
NARROW = tuple(code for code, kind in all_kinds().items() if kind.narrow)


def moment(actor: Actor) -> datetime:
    """Now, on the day the actor works on."""
    return datetime.combine(actor.today, now().astimezone(SHANGHAI).timetz())


def _within(actor: Actor, permission: Permission, rows: QuerySet[Case]) -> QuerySet[Case]:
    """Kept, done or helped with by an organisation within reach."""
    where = reach(actor, permission)
    if where.everywhere:
        return rows
    if not where.roots:
        return rows.none()
    # Sets rather than joins: with many cases the database asks each of them once.
    within = Organisation.objects.filter(where.q()).values("pk")
    helped = CaseRole.objects.filter(org__in=within, role="assist").values("case")
    return rows.filter(Q(org__in=within) | Q(home__in=within) | Q(pk__in=helped))


def cases(actor: Actor, permission: Permission = CASE_VIEW) -> QuerySet[Case]:
    """Of the common books; what is kept apart is not among them for anybody."""
    return _within(actor, permission, Case.objects.exclude(kind__in=NARROW))


def clues(actor: Actor, permission: Permission = CLUE_VIEW) -> QuerySet[Case]:
    """The narrow store, by its own permission, where it is kept."""
    where = reach(actor, permission)
    rows = Case.objects.filter(kind__in=NARROW)
    if where.everywhere:
        return rows.none() if actor.is_operator else rows
    return rows.filter(where.q("home")) if where.roots else rows.none()


def case(actor: Actor, pk: int) -> Case:
    """One case, common or narrow, or as if it did not exist."""
    found = cases(actor).filter(pk=pk).select_related(*_ALONG).first() or (
        clues(actor).filter(pk=pk).select_related(*_ALONG).first()
    )
    if found is None:
        raise NotVisible
    return found


_ALONG = ("org", "home", "first_org", "subject_org", "person", "earlier", "merged_into")


def shown(rows: QuerySet[Case]) -> QuerySet[Case]:
    """As lists show them."""
    return rows.select_related("org", "home", "subject_org", "person")


# --- conditions, each said once ------------------------------------------------------------------


def late(actor: Actor) -> Q:
    at = moment(actor)
    return Q(state__in=UNANSWERED) & (
        Q(due_at__lt=at) | Q(due_at__isnull=True, due_on__lt=actor.today)
    )


def amber(actor: Actor) -> Q:
    return Q(state__in=UNANSWERED, amber_on__lte=actor.today) & ~late(actor)


def to_look_back(actor: Actor) -> Q:
    return Q(state="struck_off", looked_on__isnull=True, look_back_on__lte=actor.today)


OPEN_ONES = Q(state__in=OPEN)
SOLVED = Q(state="struck_off")
AGAIN = Q(reopened__gt=0)  # after it had been struck off
COUNTED = ~Q(state__in=("refused", "merged"))  # what the books of all consist of


def mine(actor: Actor) -> Q:
    """To be done at an organisation one works at itself, not one below it."""
    where = reach(actor, CASE_VIEW)
    return Q(org__in=[root.org_id for root in where.roots])


VIEWS = {
    "open": "未办结", "solved": "已办结", "late": "超期", "amber": "即将到期",
    "check": "待销号", "look_back": "该回头看", "reopened": "销号后又打开", "all": "全部",
}  # fmt: skip


def view(actor: Actor, code: str) -> Q:
    return {
        "open": lambda: OPEN_ONES,
        "solved": lambda: SOLVED,
        "late": lambda: late(actor),
        "amber": lambda: amber(actor),
        "check": lambda: Q(state="submitted"),
        "look_back": lambda: to_look_back(actor),
        "reopened": lambda: AGAIN,
        "all": lambda: COUNTED,
    }[code]()


def known_kinds() -> list[tuple[str, str]]:
    return [(code, kind.title) for code, kind in open_kinds().items()]
