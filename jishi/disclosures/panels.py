"""What the page of a village says of its disclosures."""

from __future__ import annotations

from django.urls import reverse

from jishi.base.web.panels import Link, PageAction, Panel, Shown
from jishi.disclosures.access import DISCLOSURE_EDIT, DISCLOSURE_VIEW
from jishi.disclosures.models import Disclosure
from jishi.disclosures.queries.lists import disclosures
from jishi.disclosures.queries.owed import VILLAGES
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation

MOST = 5


def _told(actor: Actor, org: Organisation) -> Shown | None:
    if org.sector not in VILLAGES:
        return None
    rows: list[Disclosure] = list(disclosures(actor).filter(org=org).order_by("-pk")[:MOST])
    if not rows:
        return None
    return Shown(
        headers=("标题", "时期", "公开日期", "状态"),
        cells=[
            (
                Link(row.title, reverse("disclosure", args=[row.pk])),
                row.period_label or row.happened_on, row.published_on or "",
                Link(row.state_label, "", row.tone),
            )
            for row in rows
        ],
        more=f"{reverse('disclosures')}?org={org.code}",
    )  # fmt: skip


Panel("organisation", "党务村务公开", "scroll-text", DISCLOSURE_VIEW, _told, order=60)
PageAction(
    "organisation", "起草公开", lambda org: f"{reverse('disclosure-new')}?org={org.code}",
    "scroll-text", DISCLOSURE_EDIT, when=lambda org: org.sector in VILLAGES, order=80,
)  # fmt: skip
