"""What an organisation's page says from this room, and the buttons of its acts."""

from __future__ import annotations

from django.urls import reverse

from jishi.base.audit.queries import history
from jishi.base.web.panels import Link, PageAction, Panel, Shown
from jishi.base.web.workbench import Entry
from jishi.orgs import queries
from jishi.orgs.access import ORG_EDIT, ORG_MOVE, ORG_VIEW
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation


def _profile(actor: Actor, org: Organisation) -> Shown:
    below = queries.count_below(actor, org)
    ended = [("撤销日期", org.closed_on)] if org.closed_on else []
    return Shown(
        facts=[
            ("全称", org.name),
            ("编码", org.code),
            ("类型", org.kind_label),
            ("领域", org.sector_label),
            ("上级", org.parent.short_name if org.parent else "最上级"),
            ("成立日期", org.founded_on),
            *ended,
            (
                "下级组织",
                Link(f"{below} 个", f"{reverse('orgs')}?org={org.code}&open=yes")
                if below
                else "没有",
            ),
        ]
    )


def _children(actor: Actor, org: Organisation) -> Shown:
    rows = [
        Entry(
            child.short_name,
            reverse("org", args=[child.pk]),
            f"{child.kind_label} · {child.sector_label}",
        )
        for child in queries.children(actor, org)
    ]
    return Shown(rows=rows, empty="没有下级组织")


def _changes(actor: Actor, org: Organisation) -> Shown:
    return Shown(
        timeline=[
            (
                change.on,
                change.get_kind_display(),
                "　".join(filter(None, (change.document, change.note))),
                "",
            )
            for change in org.changes.order_by("-on", "-id")
        ]
    )


def _history(actor: Actor, org: Organisation) -> Shown:
    return Shown(
        template="orgs/_history_panel.html",
        context={"lines": history("organisation", str(org.pk), 20)},
    )


Panel("organisation", "基本情况", "landmark", ORG_VIEW, _profile, order=10)
Panel("organisation", "直接下级", "network", ORG_VIEW, _children, order=60)
Panel("organisation", "沿革", "milestone", ORG_VIEW, _changes, order=70, side=True)
Panel("organisation", "办理记录", "history", ORG_VIEW, _history, order=90, side=True)


def _is_open(org: Organisation) -> bool:
    return org.is_open


def _has_superior(org: Organisation) -> bool:
    return org.is_open and org.parent_id is not None


PageAction(
    "organisation", "设下级组织", lambda org: f"{reverse('org-found')}?parent={org.code}",
    "plus", ORG_EDIT, when=_is_open, order=10,
)  # fmt: skip
PageAction(
    "organisation", "更名", lambda org: reverse("org-rename", args=[org.pk]),
    "pencil", ORG_EDIT, when=_is_open, order=20,
)  # fmt: skip
PageAction(
    "organisation", "改设", lambda org: reverse("org-rekind", args=[org.pk]),
    "shapes", ORG_EDIT, when=_is_open, order=30,
)  # fmt: skip
PageAction(
    "organisation", "调整隶属", lambda org: reverse("org-move", args=[org.pk]),
    "git-branch", ORG_MOVE, when=_has_superior, order=60,
)  # fmt: skip
PageAction(
    "organisation", "撤销", lambda org: reverse("org-close", args=[org.pk]),
    "circle-x", ORG_MOVE, danger=True, when=_has_superior, order=90,
)  # fmt: skip
