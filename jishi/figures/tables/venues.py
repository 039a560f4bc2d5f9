"""Venues with what they offer, and links counted whether or not they name a person: households,
whom one helps (an organisation pairs with another as often as a member does), partners."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db.models import Count

from jishi.figures.columns import Asked, Columns, columns
from jishi.figures.declared import Table
from jishi.registers.access import LINK_VIEW, VENUE_VIEW
from jishi.registers.models import Link, Venue
from jishi.registers.venue_kinds import SERVING

_KINDS = (
    "contact_household", "pair", "co_building", "reported_member", "reported_unit", "building_head"
)  # fmt: skip


def _venues(asked: Asked) -> Columns:
    rows = Venue.objects.filter(asked.within(), asked.lasting("since", "closed_on"))
    found = rows.annotate(n=Count("rooms")).order_by("org", "pk").values_list(
        "pk", "org_id", "since", "closed_on", "kind", "area", "open_to_mobile", "n"
    )  # fmt: skip
    made = ((*row[:7], row[4] in SERVING, row[7]) for row in found)
    names = ("id", "org", "since", "until", "kind", "area", "open_to_mobile", "serving", "rooms")
    return columns(made, names, {"since", "until"})


def _names(ids: Collection[int]) -> Mapping[int, str]:
    return dict(Venue.objects.filter(pk__in=ids).values_list("pk", "name"))


def _links(asked: Asked) -> Columns:
    rows = Link.objects.filter(asked.within(), asked.lasting(), kind__in=_KINDS)
    found = rows.order_by("org", "pk").values_list("pk", "org_id", "since", "until", "kind")
    return columns(found, ("id", "org", "since", "until", "kind"), {"since", "until"})


def _link_names(ids: Collection[int]) -> Mapping[int, str]:
    return {row.pk: str(row) for row in Link.objects.filter(pk__in=ids)}


VENUES = Table(
    code="venues", title="活动阵地", source="R-GOV-45", stock=True, load=_venues,
    follows=("venue", "record.venue", "organisation"), counts="处阵地", whose="所属党组织",
    dated="启用和停用日期", noun="venue", labels=_names, page="venue", permission=VENUE_VIEW,
)  # fmt: skip
PARTNERS = Table(
    code="partners", title="联系户、结对、共建和报到", source="R-HOT-15", stock=True, load=_links,
    follows=("post", "record.link", "organisation"), counts="个联系", whose="建立联系的党组织",
    dated="建立和结束日期", noun="link", labels=_link_names, page="link", permission=LINK_VIEW,
)  # fmt: skip
