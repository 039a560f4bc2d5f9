"""What the workbench says about organisations."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Q
from django.urls import reverse

from jishi.base.web.workbench import Block, Content, Entry, Number, Start
from jishi.orgs import queries
from jishi.orgs.access import ORG_EDIT, ORG_VIEW
from jishi.tree.actor import Actor
from jishi.tree.kinds import ORG_KINDS
from jishi.tree.permissions import MANAGERS, READERS
from jishi.tree.reach import standing

BRANCHES = [code for code, kind in ORG_KINDS.items() if kind.is_branch]


def _numbers(actor: Actor) -> Content | None:
    """Each figure is counted in one query and opens to exactly its rows."""
    if not any(root.role in (*MANAGERS, *READERS) for root in standing(actor)):
        return None
    new_year = date(actor.today.year, 1, 1)
    count = queries.organisations(actor).aggregate(
        open=Count("pk", Q(closed_on__isnull=True)),
        branches=Count("pk", Q(closed_on__isnull=True, kind__in=BRANCHES)),
        founded=Count("pk", Q(founded_on__gte=new_year)),
        closed=Count("pk", Q(closed_on__gte=new_year)),
    )
    orgs = reverse("orgs")
    return Content(
        "numbers",
        numbers=[
            Number("党组织", count["open"], f"{orgs}?open=yes", "个", "范围内运行中"),
            Number(
                "党支部", count["branches"], f"{orgs}?open=yes&kind=branches", "个", "含联合、临时"
            ),
            Number("今年成立", count["founded"], f"{orgs}?founded={new_year}", "个"),
            Number("今年撤销", count["closed"], f"{orgs}?closed={new_year}", "个"),
        ],
    )


def _mine(actor: Actor) -> Content | None:
    roots = {root.org_id: root for root in standing(actor)}
    if not roots:
        return None
    return Content(
        "entries",
        entries=[
            Entry(root.org_name, reverse("org", args=[root.org_id]), icon="landmark")
            for root in roots.values()
        ],
    )


Block("范围概况", "chart-no-axes-column", ORG_VIEW, _numbers, order=5)
Block("我的党组织", "landmark", ORG_VIEW, _mine, order=30, side=True)
Start("成立组织", "org-found", "登记新设的党组织", "circle-plus", ORG_EDIT, order=40)
Start("组织树", "org-tree", "看上下级，或看某一天的组织", "list-tree", ORG_VIEW, order=50)
