"""What this room adds to the page of an organisation."""

from __future__ import annotations

from django.urls import reverse

from jishi.base.web.panels import Link, Panel, Shown
from jishi.standards.access import STANDARD_VIEW
from jishi.standards.queries.own import recent, sites_of
from jishi.standards.rules.steps import TONES
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation


def _assessments(actor: Actor, org: Organisation) -> Shown | None:
    rows = recent(actor, org)
    named = sites_of(actor, org)
    if not rows and not named:
        return None
    return Shown(
        facts=[(site.level_label, f"{site.since} 命名") for site in named],
        headers=("考评", "对象", "得分", "等次", "状态"),
        cells=[
            (
                Link(row.round.title, reverse("assessment", args=[row.pk])),
                row.subject.removeprefix(org.short_name).lstrip("：") or "本组织",
                "" if row.points is None else f"{row.points.normalize():f} / "
                f"{row.full.normalize():f}",
                row.grade_label, Link(row.state_label, "", TONES[row.state]),
            )
            for row in rows
        ],
        more=reverse("standards"), more_label="全部考评",
    )  # fmt: skip


Panel("organisation", "标准与考评", "clipboard-check", STANDARD_VIEW, _assessments, order=50)
