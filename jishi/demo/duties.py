"""Since when the county looks after its duties, and what was reported done without a meeting."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from jishi.demo.county import County
from jishi.demo.funds import first_month
from jishi.duties.actions.deciding import report_item
from jishi.duties.actions.starting import set_start
from jishi.duties.models import DutyItem
from jishi.duties.queries.declared import duties
from jishi.tree.actor import local_operator


def start_duties(county: County) -> None:
    """With the books of dues; meetings of before are old records, and nothing of then is owed."""
    since = first_month(county).first_day
    set_start(local_operator(county.until), county.root, starts_on=since, note="系统启用")


def report_some(county: County) -> None:
    """Reports to the superior, reminders before holidays: most in time, a few not at all."""
    random, operator = Random(county.random.random()), local_operator(county.until)  # noqa: S311
    reported = [duty.code for duty in duties().values() if duty.by_report]
    rows = DutyItem.objects.filter(duty__in=reported, met_on=None, due_on__lt=county.until)
    for item in rows.exclude(duty="dues.monthly").select_related("org").order_by("due_on", "id"):
        if random.random() < 0.9:
            on = max(item.opens_on, item.due_on - timedelta(days=random.randrange(12)))
            report_item(operator, item, on=on, note="书面材料已交")
