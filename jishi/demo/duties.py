"""Since when the county looks after its duties here: this month, as its meetings begin now."""

from __future__ import annotations

from jishi.demo.county import County
from jishi.duties.actions.starting import set_start
from jishi.tree.actor import local_operator


def start_duties(county: County) -> None:
    since = county.until.replace(day=1)
    set_start(local_operator(county.until), county.root, starts_on=since, note="系统启用")
