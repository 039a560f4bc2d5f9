"""What the workbench says about accounts."""

from __future__ import annotations

from django.db.models import Count, Q
from django.urls import reverse

from jishi.accounts import queries
from jishi.accounts.access import ACCOUNT_GRANT, STAFF_CREATE
from jishi.accounts.models import AccountState
from jishi.base.web.workbench import Block, Content, Entry, Number
from jishi.tree.actor import Actor


def _waiting(actor: Actor) -> Content:
    """For the security administrator: who waits to be enabled, who can do nothing."""
    count = queries.accounts(actor).order_by().aggregate(
        waiting=Count("pk", Q(state=AccountState.WAITING)),
        open=Count("pk", Q(state=AccountState.ACTIVE)),
    )  # fmt: skip
    staff = reverse("staff")
    return Content(
        "numbers",
        numbers=[
            Number(
                "待启用账号", count["waiting"], f"{staff}?state={AccountState.WAITING}", "个",
                "新建后须您启用并授权", "red" if count["waiting"] else "",
            ),
            Number("正常账号", count["open"], f"{staff}?state={AccountState.ACTIVE}", "个"),
        ],
    )  # fmt: skip


def _lacking(actor: Actor) -> Content | None:
    """For whoever makes accounts for those below: how many still have none."""
    below, without = queries.count_lacking(actor)
    if not without:
        return None
    url = f"{reverse('staff-below')}?lacking=yes"
    label = f"{without} 个下级组织还没有账号"
    return Content("entries", entries=[Entry(label, url, f"共 {below} 个", icon="user-plus")])


Block("账号", "user-check", ACCOUNT_GRANT, _waiting, order=6)
Block("下级账号", "users", STAFF_CREATE, _lacking, order=25, side=True)
