"""Since when the invented county looks after duties: from the first month of what is invented."""

from __future__ import annotations

from jishi.demo.county import County
from jishi.duties.actions.starting import set_start
from jishi.kernel.deadline import add_months
from jishi.tree.actor import local_operator


def start_duties(county: County) -> None:
    since = add_months(county.until, -county.size.months).replace(day=1)
    set_start(local_operator(county.until), county.root, starts_on=since, note="系统启用")
