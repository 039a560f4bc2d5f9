"""Venues, households that members keep in touch with, pairs, partners in building."""

from __future__ import annotations

from jishi.figures.conditions import among, both, holds, of
from jishi.figures.declared import Measure, Where, every
from jishi.figures.tables.venues import PARTNERS, VENUES
from jishi.registers.venue_kinds import VENUE_KINDS


def _venue(code: str, title: str, where: Where, *also: str) -> Measure:
    return Measure(code=f"venue.{code}", title=title, source="R-GOV-45", table=VENUES, unit="处",
                   where=where, also=also)  # fmt: skip


ALL = _venue("all", "活动阵地", every, "党建阵地", "建成活动阵地")
BY_KIND = tuple(_venue(code, label, among("kind", code)) for code, label in VENUE_KINDS.items())
SERVING = _venue("serving", "群众办事的阵地", holds("serving"))
OPEN_TO_MOBILE = _venue(
    "open_to_mobile", "对流动党员开放的阵地", both(holds("serving"), holds("open_to_mobile"))
)
AREA = Measure(
    code="venue.area", title="活动阵地面积", source="R-GOV-45", table=VENUES, unit="平方米",
    value=of("area"), kind="stock",
)  # fmt: skip
HOUSEHOLDS = Measure(
    code="visit.contact_households", title="党员联系户", source="R-HOT-15", table=PARTNERS,
    unit="户", where=among("kind", "contact_household"), also=("党员联系群众",),
)  # fmt: skip
PAIRS = Measure(
    code="post.pairs", title="结对帮扶", source="R-HOT-15", table=PARTNERS, unit="对",
    where=among("kind", "pair"), also=("结对帮扶对子", "结对共建"),
)  # fmt: skip
REPORTED = Measure(
    code="visit.reported_members", title="到社区（村）报到的在职党员", source="R-HOT-15",
    table=PARTNERS, unit="名", where=among("kind", "reported_member"),
    also=("在职党员报到", "在职党员到社区报到", "双报到党员"),
)  # fmt: skip
REPORTED_UNITS = Measure(
    code="visit.reported_units", title="到社区（村）报到的单位党组织", source="R-HOT-15",
    table=PARTNERS, where=among("kind", "reported_unit"),
    also=("单位党组织报到", "机关企事业单位党组织到社区报到"),
)  # fmt: skip
BUILDING_HEADS = Measure(
    code="visit.building_heads", title="楼栋长和居民骨干", source="R-HOT-15", table=PARTNERS,
    unit="名", where=among("kind", "building_head"), also=("楼栋长", "居民骨干", "楼长"),
)  # fmt: skip
PARTNERS_ALL = Measure(
    code="venue.partners", title="共建单位", source="R-HOT-15", table=PARTNERS,
    where=among("kind", "co_building"), also=("签订共建协议", "结对共建单位"),
)  # fmt: skip
