"""Six months unpaid in a row: the branch gets a to-do; what a member is stays as it was."""

from __future__ import annotations

from django.urls import reverse

from jishi.base.inbox import put
from jishi.base.models import InboxKind
from jishi.base.reminders import reminder
from jishi.funds.queries import behind
from jishi.funds.queries.sources import chunks
from jishi.people.models import Person
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation
from jishi.tree.reach import holders

KEEPERS = ("branch", "unit_clerk")


@reminder("dues.six_months", "连续六个月未交党费")
def remind_of_six_months(actor: Actor) -> None:
    """R-FEE-19, R-GEN-12: reminded once for each run of months, whoever keeps the branch."""
    for root in Organisation.objects.filter(parent=None):
        found = {
            ident: each
            for ident, each in behind.arrears(actor, root, actor.today).items()
            if each.six_months
        }
        people = [
            person
            for some in chunks(found)
            for person in Person.objects.filter(pk__in=some).select_related("org")
        ]
        keepers = holders(KEEPERS, {person.org_id for person in people}, actor.today)
        for person in people:
            late = found[person.pk]
            since = late.months[-late.in_a_row]
            put(
                keepers.get(person.org_id, ()), f"dues.six:{person.pk}:{since}",
                f"{person.name}连续 {late.in_a_row} 个月未交党费，请支部研究",
                kind=InboxKind.TODO, link=reverse("dues-person", args=[person.pk]),
                org_id=person.org_id,
            )  # fmt: skip
