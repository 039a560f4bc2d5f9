"""What this room adds to the pages of an organisation and of an activity."""

from __future__ import annotations

from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from jishi.activities.models import Activity
from jishi.base.web.panels import Link as Cell
from jishi.base.web.panels import PageAction, Panel, Shown
from jishi.cases.access import CASE_EDIT, CASE_VIEW
from jishi.cases.queries import cases, shown
from jishi.cases.queries.within import OPEN_ONES
from jishi.cases.screens.common import Standing
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation

MOST = 6


def _open_here(actor: Actor, org: Organisation) -> Shown | None:
    rows = cases(actor).filter(Q(org=org) | Q(subject_org=org), OPEN_ONES)
    ready = Standing(actor)
    found = [ready(row) for row in shown(rows).order_by("due_on", "pk")[:MOST]]
    if not found:
        return None
    return Shown(
        headers=("事由", "类型", "期限", "状态"),
        cells=[
            (
                Cell(row.title, reverse("case", args=[row.pk])), row.of_kind.title, row.due_on,
                Cell(row.words or row.state_label, "", row.words_tone or row.tone),  # type: ignore[attr-defined]
            )
            for row in found
        ],
        more=f"{reverse('cases')}?{urlencode({'org': org.code, 'view': 'open'})}",
    )  # fmt: skip


def _from(activity: Activity) -> str:
    asked = urlencode({"home": activity.org.code, "activity": activity.pk})
    return f"{reverse('case-choose')}?{asked}"


Panel("organisation", "问题与诉求", "clipboard-list", CASE_VIEW, _open_here, order=18)
PageAction(
    "activity", "登记发现的问题", _from, "message-square-plus", CASE_EDIT,
    when=lambda activity: activity.stage in ("held", "archived"), order=70,
)  # fmt: skip
