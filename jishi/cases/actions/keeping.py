"""What happens to cases by themselves: mergers take them along, contacts are forgotten."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from jishi.base import inbox
from jishi.base.act import Doing, bump
from jishi.base.models import InboxKind
from jishi.base.settings_tree import setting
from jishi.cases.actions.writing import DIRECTING, DOING, touch
from jishi.cases.local import KEEP_ASKERS, KEEP_CLUES, SOON
from jishi.cases.marks import OPEN
from jishi.cases.models import Asker, AskerWords, Case
from jishi.cases.queries.within import NARROW, UNANSWERED
from jishi.kernel.deadline import add_months
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation
from jishi.tree.reach import holders

ENDED = ("struck_off", "refused", "merged")


def hand_on(doing: Doing, source: Organisation, target: Organisation, on: date) -> int:
    """Open cases go on at the successor; settled ones stay under the old name."""
    rows = Case.objects.filter(Q(org=source) | Q(home=source), state__in=OPEN)
    count = 0
    for case in rows.select_for_update():
        bump(
            case,
            org=target if case.org_id == source.pk else case.org,
            home=target if case.home_id == source.pk else case.home,
        )
        touch(doing, case)
        count += 1
    return count


def forget_askers(today: date, *, narrow: bool) -> int:
    """Contacts and words whose time is over; the case itself stays (R-HOT-12)."""
    keep = KEEP_CLUES if narrow else KEEP_ASKERS
    rows = Asker.objects.filter(forgotten_on=None, case__state__in=ENDED)
    rows = rows.filter(case__kind__in=NARROW) if narrow else rows.exclude(case__kind__in=NARROW)
    gone = 0
    for row in rows.select_related("case__home"):
        if add_months(row.case.state_since, setting(keep, row.case.home, today)) > today:
            continue
        AskerWords.objects.filter(case=row.case).delete()
        Asker.objects.filter(pk=row.pk).update(
            name="", phone="", allegation="", code_hash="", forgotten_on=today
        )
        gone += 1
    return gone


def remind(actor: Actor) -> None:
    """What falls due soon, what is late, what should be looked at again: each once."""
    today = actor.today
    soon = Case.objects.filter(state__in=UNANSWERED, due_on__gte=today).exclude(kind__in=NARROW)
    for case in soon.filter(due_on__lte=date.fromordinal(today.toordinal() + 30)).select_related(
        "org"
    ):
        days = setting(SOON, case.org, today)
        if case.due_on is not None and (case.due_on - today).days <= days:
            _tell(actor, case, "soon", DOING, case.org_id, f"{case.due_on} 到期：{case.title}")
    late = Case.objects.filter(state__in=UNANSWERED, due_on__lt=today).exclude(kind__in=NARROW)
    for case in late:
        _tell(actor, case, "late", DOING, case.org_id, f"已超期：{case.title}")
        _tell(actor, case, "late-above", DIRECTING, case.home_id, f"超期未办结：{case.title}")
    look = Case.objects.filter(state="struck_off", looked_on=None, look_back_on__lte=today).exclude(
        kind__in=NARROW
    )
    for case in look:
        _tell(actor, case, "look", DIRECTING, case.home_id, f"该回头看：{case.title}")


def _tell(
    actor: Actor, case: Case, what: str, roles: tuple[str, ...], org_id: int, title: str
) -> None:
    accounts = holders(roles, [org_id], actor.today).get(org_id, set())
    inbox.put(
        accounts, f"case:{case.pk}:{what}:{case.reopened}", title, kind=InboxKind.NOTICE,
        link=f"/cases/{case.pk}/", org_id=org_id, due_on=case.due_on,
    )  # fmt: skip
