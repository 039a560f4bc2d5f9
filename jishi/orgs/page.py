"""What pages about one organisation share, in whatever room."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from jishi.base.web.screen import Screen
from jishi.orgs import queries
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible
from jishi.tree.models import Organisation
from jishi.tree.permissions import Permission
from jishi.tree.reach import reach, visible


class OfOrg(Screen):
    """The organisation of the address, where the actor holds the permission of the page."""

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.org = queries.organisation(actor, kwargs["pk"], self.permission)

    def page_title(self) -> str:
        return f"{self.title}：{self.org.short_name}"


def asked_org(request: HttpRequest, actor: Actor, permission: Permission) -> Organisation | None:
    """The organisation of the address; without one, the only place of whoever has just one."""
    code = request.GET.get("org", "").strip()[:32].replace("\x00", "")
    seen = visible(actor, permission, Organisation.objects.all())
    if code:
        found = seen.filter(code=code).first()
        if found is None:
            raise NotVisible
        return found
    roots = reach(actor, permission).roots
    return seen.filter(pk=roots[0].org_id).first() if len(roots) == 1 else None
