"""A class of the township, planned and recorded, as the tests speak of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from jishi.activities.actions import What
from jishi.activities.models import Activity
from jishi.activities.tests.cast import Cast
from jishi.training.actions.classes import plan_class, record_class
from jishi.training.rules.classes import SessionRow

TOWN = "白石镇党委"
FIRST, SECOND = date(2026, 11, 10), date(2026, 11, 11)


def row(on: date, hours: str = "4", title: str = "党支部工作条例") -> SessionRow:
    return SessionRow(on, Decimal(hours), title, "branch", "周正")


ROWS = (row(FIRST), row(FIRST, title="党员教育管理"), row(SECOND))


def planned(
    cast: Cast, who: str = "陈岚", org: str = TOWN, rows: tuple[SessionRow, ...] = ROWS,
    **payload: object,
) -> Activity:  # fmt: skip
    own = {"audience": "members", "level": "township", **payload}
    what = What(("training",), rows[0].held_on, "白石镇党员轮训班", payloads={"training": own})
    return plan_class(cast.world.actor(who), cast.world[org], what, rows)


def recorded(
    cast: Cast, *names: str, missed: dict[str, list[int]] | None = None, who: str = "陈岚",
    **more: object,
) -> Activity:  # fmt: skip
    activity = planned(cast, who, **more)  # type: ignore[arg-type]
    came = {cast.people[name].pk: (missed or {}).get(name, []) for name in names}
    return record_class(cast.world.actor(who), activity, activity.version, came)
