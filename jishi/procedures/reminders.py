"""Every morning: days kept are looked at again, and whoever takes the next step is told in time."""

from __future__ import annotations

from datetime import timedelta

from jishi.base.reminders import reminder
from jishi.people.queries.transfer import issuer_of
from jishi.people.reminders import Desk
from jishi.procedures.access import PROCEDURE_APPROVE, PROCEDURE_EDIT, PROCEDURE_FILE
from jishi.procedures.actions.settling import due_key, settle_all
from jishi.procedures.kinds import kind_of
from jishi.procedures.models import Procedure
from jishi.procedures.rules.weighing import SOON
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation

AT_ONCE = 200


@reminder("procedure.clocks", "发展党员等程序到期")
def remind_of_steps(actor: Actor) -> None:
    look_again(actor)
    soon = actor.today + timedelta(days=SOON)
    rows = Procedure.objects.filter(state="running", latest_on__lte=soon).select_related("org")
    desks = {
        "branch": Desk(PROCEDURE_EDIT, actor.today),
        "superior": Desk(PROCEDURE_APPROVE, actor.today),
        "county": Desk(PROCEDURE_FILE, actor.today),
    }  # fmt: skip
    seats: dict[int, Organisation | None] = {}
    for row in rows.order_by("pk"):
        kind = kind_of(row.kind)
        step = kind.edition(row.edition).step(row.step)
        seat: Organisation | None = row.org
        if step.by != "branch":
            if row.org_id not in seats:
                seats[row.org_id] = issuer_of(row.org, actor.today)
            seat = seats[row.org_id]
        if seat is None or row.latest_on is None:
            continue
        title = f"{row.title}：{kind.title}「{step.title}」"
        desks[step.by].add(
            seat.pk, due_key(row), title, f"/procedures/{row.pk}/", row.latest_on, row.latest_on
        )
    for desk in desks.values():
        desk.put()


def look_again(actor: Actor) -> None:
    """A number that an office has set otherwise moves the days of what runs."""
    keys = list(
        Procedure.objects.filter(state="running").order_by("pk").values_list("pk", flat=True)
    )
    for start in range(0, len(keys), AT_ONCE):
        rows = Procedure.objects.filter(pk__in=keys[start : start + AT_ONCE])
        settle_all(list(rows.select_related("org", "person")), actor.today)
