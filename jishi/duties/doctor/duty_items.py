"""The items that are kept are those that follow from the records."""

from __future__ import annotations

from collections.abc import Iterator

from jishi.base.clock import today
from jishi.base.doctor.check import Finding, check, wrong
from jishi.duties.queries.items import everything


@check("duty_items", "应办事项与记录", order=70)
def duty_items() -> Iterator[Finding]:
    made = changed = gone = 0
    for each in everything(today()):
        made, changed, gone = (
            made + len(each.made), changed + len(each.changed), gone + len(each.gone)
        )  # fmt: skip
    if made or changed or gone:
        yield wrong(
            f"应办事项缺 {made} 项、错 {changed} 项、多 {gone} 项",
            "运行 jishi duties recompute 按记录重算，并把这一行告诉开发者",
        )
