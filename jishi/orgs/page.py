"""What pages about one organisation share, in whatever room."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from jishi.base.web.screen import Screen
from jishi.orgs import queries
from jishi.tree.actor import Actor


class OfOrg(Screen):
    """The organisation of the address, where the actor holds the permission of the page."""

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.org = queries.organisation(actor, kwargs["pk"], self.permission)

    def page_title(self) -> str:
        return f"{self.title}：{self.org.short_name}"
