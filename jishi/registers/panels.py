"""What this room adds to the page of an organisation and of a person."""

from __future__ import annotations

from django.urls import reverse

from jishi.base.web.panels import Link as Cell
from jishi.base.web.panels import PageAction, Panel, Shown
from jishi.people.models import Person
from jishi.registers.access import HEALTH_VIEW, LINK_EDIT, LINK_VIEW, VENUE_EDIT, VENUE_VIEW
from jishi.registers.addresses import org_seen, person_seen
from jishi.registers.facts import Sight
from jishi.registers.findings import examine
from jishi.registers.kinds import all_kinds
from jishi.registers.queries import links
from jishi.registers.queries import venues as venue_queries
from jishi.registers.queries.org_facts import own_facts
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation
from jishi.tree.reach import may

_TONES = {"in_office": "green", "pending": "amber", "overdue": "red", "ended": "grey"}


def _posts(actor: Actor, org: Organisation) -> Shown:
    held = links.posts_of(actor, org)
    counts = links.contact_counts(actor, org)
    page = reverse("links")
    facts = [
        (all_kinds()[code].title, Cell(f"{count} 项", f"{page}?org={org.code}&kind={code}"))
        for code, count in counts.items()
    ]
    return Shown(
        headers=("职务", "姓名", "任职日期", "期满", "状态"),
        cells=[
            (
                Cell(link.kind_label, reverse("link", args=[link.pk])),
                person_seen(actor, link.person), link.since, link.due_on or "",
                Cell(link.state_label(actor.today), "", _TONES.get(link.state(actor.today), "")),
            )
            for link in held
        ],
        facts=facts,
        empty="还没有登记班子和联系",
        more=f"{reverse('posts')}?org={org.code}",
        more_label="全部任职",
    )  # fmt: skip


def _health(actor: Actor, org: Organisation) -> Shown | None:
    facts = own_facts(actor, org)
    if facts is None:
        return None
    found = examine(Sight([facts]))
    return Shown(
        template="registers/_findings.html" if found else "",
        context={"found": found},
        empty="本组织没有发现问题",
        more=f"{reverse('health')}?org={org.code}",
        more_label="党员和下级的体检报告",
    )


def _own_posts(actor: Actor, person: Person) -> Shown:
    return Shown(
        headers=("职务或联系", "党组织", "对方", "自", "至", "状态"),
        cells=[
            (
                Cell(link.kind_label, reverse("link", args=[link.pk])),
                org_seen(actor, link.org), link.other_end, link.since, link.until or "",
                Cell(link.state_label(actor.today), "", _TONES.get(link.state(actor.today), "")),
            )
            for link in links.links_of(actor, person)
        ],
        empty="没有任职和联系",
    )  # fmt: skip


def _venues(actor: Actor, org: Organisation) -> Shown | None:
    found = venue_queries.venues_of(actor, org)
    edit = org.is_open and may(actor, VENUE_EDIT, org)
    if not found and not edit:
        return None
    page = f"{reverse('venue-new')}?org={org.code}"
    return Shown(
        headers=("阵地", "类别", "面积（㎡）", "房间"),
        cells=[
            (
                Cell(venue.name, reverse("venue", args=[venue.id])), venue.kind, venue.area,
                "、".join(venue.rooms),
            )
            for venue in found
        ],
        actions=[("登记阵地", page, "map-pin-plus")] if edit else [],
        empty="还没有登记阵地",
    )  # fmt: skip


Panel("organisation", "阵地", "map-pin-house", VENUE_VIEW, _venues, order=55)
Panel("organisation", "班子与任职", "user-cog", LINK_VIEW, _posts, order=20)
Panel("organisation", "体检", "stethoscope", HEALTH_VIEW, _health, order=15, side=True)
Panel("person", "任职与联系", "user-cog", LINK_VIEW, _own_posts, order=30)
PageAction(
    "organisation", "任职", lambda org: f"{reverse('post-new')}?org={org.code}",
    "user-plus", LINK_EDIT, when=lambda org: org.is_open, order=40,
)  # fmt: skip
