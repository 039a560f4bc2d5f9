"""What happens to cases by themselves: mergers take them along, contacts are forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from jishi.base.act import Doing, bump
from jishi.base.audit.verbs import Verb
from jishi.base.settings_tree import in_force
from jishi.cases.actions.writing import DIRECTING, DOING, put_word, touch
from jishi.cases.local import KEEP_ASKERS, KEEP_CLUES, SOON
from jishi.cases.marks import ENDED, OPEN
from jishi.cases.models import Asker, AskerWords, Case
from jishi.cases.queries.within import NARROW, UNANSWERED, to_look_back
from jishi.kernel.deadline import add_months
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation
from jishi.tree.reach import holders

HANDED_ON = Verb("case.hand_on", "问题和诉求随组织合并")


def hand_on(doing: Doing, source: Organisation, target: Organisation, on: date) -> int:
    """Open cases go on at the successor; settled ones stay under the old name."""
    rows = Case.objects.filter(Q(org=source) | Q(home=source), state__in=OPEN)
    count = 0
    for case in rows.select_for_update():
        changed = bump(
            case,
            org=target if case.org_id == source.pk else case.org,
            home=target if case.home_id == source.pk else case.home,
        )
        touch(doing, case, source.pk)
        doing.record(HANDED_ON, case, org=target, changed=changed)
        count += 1
    return count


def forget_askers(today: date, *, narrow: bool) -> int:
    """Contacts and words whose time is over; the case itself stays (R-HOT-12)."""
    keep = in_force(KEEP_CLUES if narrow else KEEP_ASKERS, today)
    rows = Asker.objects.filter(forgotten_on=None, case__state__in=ENDED)
    rows = rows.filter(case__kind__in=NARROW) if narrow else rows.exclude(case__kind__in=NARROW)
    over = [
        row
        for row in rows.select_related("case__home")
        if add_months(row.case.state_since, keep.at_org(row.case.home).value) <= today
    ]
    AskerWords.objects.filter(case__in=[row.case_id for row in over]).delete()
    Asker.objects.filter(pk__in=[row.pk for row in over]).update(
        name="", phone="", allegation="", code_hash="", forgotten_on=today
    )
    return len(over)


@dataclass(frozen=True)
class Word:
    """What those of some roles at an organisation are told of a case, once a round."""

    case: Case
    what: str
    roles: tuple[str, ...]
    org_id: int
    title: str


def remind(actor: Actor) -> None:
    """What falls due soon, what is late, what should be looked at again: each once."""
    words = list(_words(actor))
    for roles in {word.roles for word in words}:
        some = [word for word in words if word.roles == roles]
        known = holders(roles, {word.org_id for word in some}, actor.today)
        for word in some:
            key = f"case:{word.case.pk}:{word.what}:{word.case.reopened}"
            put_word(known.get(word.org_id, ()), word.case, key, word.org_id, word.title)


def _words(actor: Actor) -> Iterator[Word]:
    today, common = actor.today, Case.objects.exclude(kind__in=NARROW)
    days = in_force(SOON, today)
    soon = common.filter(state__in=UNANSWERED, due_on__range=(today, today + timedelta(days=30)))
    for case in soon.select_related("org"):
        assert case.due_on is not None
        if (case.due_on - today).days <= days.at_org(case.org).value:
            yield Word(case, "soon", DOING, case.org_id, f"{case.due_on} 到期：{case.title}")
    for case in common.filter(state__in=UNANSWERED, due_on__lt=today):
        yield Word(case, "late", DOING, case.org_id, f"已超期：{case.title}")
        yield Word(case, "late-above", DIRECTING, case.home_id, f"超期未办结：{case.title}")
    for case in common.filter(to_look_back(actor)):
        yield Word(case, "look", DIRECTING, case.home_id, f"该回头看：{case.title}")
