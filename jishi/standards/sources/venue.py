"""Venues: that there is one, its rooms, its area, its signs, and to whom it is open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Q
from django.urls import reverse

from jishi.base.settings_tree import all_in_force
from jishi.kernel.path import ids
from jishi.kernel.verdict import Verdict
from jishi.registers.local import VENUE_AREA, VENUE_PER_HUNDRED, VENUE_SIGNS
from jishi.registers.models import Venue, VenueRoom
from jishi.registers.rules.venues import area_enough, signs_few_enough
from jishi.registers.venue_kinds import ROOM_KINDS
from jishi.standards.sources.source import (
    Found,
    Ground,
    Lack,
    Offer,
    Params,
    Proof,
    Source,
    Span,
    address,
)

NORMS = (VENUE_AREA, VENUE_PER_HUNDRED, VENUE_SIGNS)


@dataclass(frozen=True, slots=True)
class VenueFacts:
    id: int
    name: str
    kind: str
    area: int = 0
    households: int | None = None
    signs: int = 0
    open_to_mobile: bool = True
    rooms: frozenset[str] = field(default_factory=frozenset)
    least: int = 200
    per_hundred: int = 30
    most_signs: int = 3

    @property
    def url(self) -> str:
        return address("venue", self.id)


def _load(ground: Ground) -> Mapping[int, Sequence[VenueFacts]]:
    """Venues in use on the day, with the local norms that hold for them."""
    day = ground.span.day
    rows = Venue.objects.filter(
        ground.of(), Q(closed_on__isnull=True) | Q(closed_on__gt=day), since__lte=day
    ).order_by("-area", "id")
    rooms: dict[int, set[str]] = defaultdict(set)
    for venue, kind in (
        VenueRoom.objects.filter(ground.of("venue__org")).order_by().values_list("venue_id", "kind")
    ):
        rooms[venue].add(kind)
    norms = all_in_force(NORMS, day)
    found: dict[int, list[VenueFacts]] = defaultdict(list)
    for row in rows.select_related("org"):
        line = ids(row.org.path)
        least, hundred, signs = (norms[each.code].at(line).value for each in NORMS)
        found[row.org_id].append(
            VenueFacts(
                row.pk, row.name, row.kind, row.area, row.households, row.signs,
                row.open_to_mobile, frozenset(rooms[row.pk]), least, hundred, signs,
            )
        )  # fmt: skip
    return found


def _none(span: Span, clause: str) -> Lack:
    how = "登记活动场所和现有房间"
    return Lack("没有登记阵地", clause, how, reverse("venue-new"), span.mend_by())


def _best(venues: Sequence[VenueFacts], good: Callable[[VenueFacts], bool]) -> VenueFacts:
    """The first that will do, else the largest."""
    return next((each for each in venues if good(each)), venues[0])


def _rooms(venues: Sequence[VenueFacts], params: Params, span: Span) -> Proof:
    wanted = [code for code in str(params["rooms"]).split(",") if code]
    if not venues:
        lacks = [_none(span, "R-GOV-45")]
        lacks += [
            Lack(f"缺{ROOM_KINDS[code]}", "R-GOV-45", "建成后登记", "", span.mend_by())
            for code in wanted[1:]
        ]
        return Proof(lacks=tuple(lacks))
    one = max(venues, key=lambda each: (len(each.rooms & set(wanted)), each.area, -each.id))
    found = tuple(
        Found(f"{ROOM_KINDS[c]}（{one.name}）", one.url) for c in wanted if c in one.rooms
    )
    how = "建成后在阵地里登记"
    lacks = [
        Lack(f"{one.name}缺{ROOM_KINDS[code]}", "R-GOV-45", how, one.url, span.mend_by())
        for code in wanted
        if code not in one.rooms
    ]
    return Proof(found, tuple(lacks))


def _judged(
    venues: Sequence[VenueFacts], decide: Callable[[VenueFacts], Verdict], span: Span, clause: str
) -> Proof:
    if not venues:
        return Proof(lacks=(_none(span, clause),))
    one = _best(venues, lambda each: decide(each).ok)
    verdict = decide(one)
    if verdict.ok:
        return Proof((Found(f"{one.name} {one.area} ㎡", one.url),))
    reason = verdict.reasons[0]
    label = f"{one.name}：{reason.text}"
    how = "改善后更正阵地资料"
    return Proof(lacks=(Lack(label, reason.clause, how, one.url, span.mend_by()),))


def _area(venues: Sequence[VenueFacts], params: Params, span: Span) -> Proof:
    def decide(one: VenueFacts) -> Verdict:
        return area_enough(one.kind, one.area, one.households, one.least, one.per_hundred)

    return _judged(venues, decide, span, "R-GOV-45")


def _signs(venues: Sequence[VenueFacts], params: Params, span: Span) -> Proof:
    return _judged(
        venues, lambda one: signs_few_enough(one.signs, one.most_signs), span, "R-GOV-14"
    )


def _open(venues: Sequence[VenueFacts], params: Params, span: Span) -> Proof:
    if not venues:
        return Proof(lacks=(_none(span, "R-GOV-13"),))
    one = _best(venues, lambda each: each.open_to_mobile)
    if one.open_to_mobile:
        return Proof((Found(f"{one.name}对流动党员开放", one.url),))
    lack = Lack(
        f"{one.name}没有对流动党员开放", "R-GOV-13", "开放后更正阵地资料", one.url, span.mend_by()
    )
    return Proof(lacks=(lack,))


def _check_rooms(params: Params) -> Iterator[str]:
    wanted = [code for code in str(params["rooms"]).split(",") if code]
    if not wanted or set(wanted) - set(ROOM_KINDS):
        yield "没有这种房间"


ROOMS = Source(
    code="venue.rooms", title="房间和设施齐全", source="阵地登记", load=_load, judge=_rooms,
    params=("rooms",), check=_check_rooms, empty=(), by_venue=True,
    offers=lambda: [Offer(c, f"阵地有{label}", {"rooms": c}) for c, label in ROOM_KINDS.items()],
)  # fmt: skip
AREA = Source(
    code="venue.area", title="面积达标", source="阵地登记", load=_load, judge=_area, empty=(),
    by_venue=True, offers=lambda: [Offer("area", "阵地面积达标", {})],
)  # fmt: skip
SIGNS = Source(
    code="venue.signs", title="牌子统一、不多挂", source="阵地登记", load=_load, judge=_signs,
    empty=(), by_venue=True, offers=lambda: [Offer("signs", "对外牌子不多挂", {})],
)  # fmt: skip
OPEN = Source(
    code="venue.open", title="对流动党员开放", source="阵地登记", load=_load, judge=_open, empty=(),
    by_venue=True, offers=lambda: [Offer("open", "阵地对流动党员开放", {})],
)  # fmt: skip
