"""Why can I (not)? Every permission with place, grant and dates; asked of others by secadmin."""

from __future__ import annotations

from typing import Any

from jishi.accounts import queries
from jishi.accounts.access import ACCOUNT_GRANT
from jishi.accounts.forms import WhyForm
from jishi.accounts.models import AccountState
from jishi.accounts.screens.staff import AboutOne
from jishi.base.web.screen import Screen, routes
from jishi.tree.actor import Actor
from jishi.tree.permissions import SELF, all_permissions


def rows_of(actor: Actor) -> dict[str, Any]:
    found = queries.why(actor)
    return {
        "held": [one for one in found if one.held],
        "missing": [one for one in found if not one.held],
    }


class WhyMe(Screen):
    path, name, title = "why/", "why", "我能办什么，为什么"
    permission = SELF
    template = "accounts/why.html"

    def crumbs(self) -> list[tuple[str, str]]:
        return [("我的账号", "/me/")]

    def context(self) -> dict[str, Any]:
        return {**rows_of(self.actor), "mine": True}


class WhyOther(AboutOne, Screen):
    """The security administrator asks: can this account do that there?"""

    path, name, title = "staff/<int:pk>/why/", "staff-why", "能办什么，为什么"
    permission = ACCOUNT_GRANT
    template = "accounts/why.html"

    def page_title(self) -> str:
        return f"{self.person().name}{self.title}"

    def context(self) -> dict[str, Any]:
        person = self.person()
        other = queries.actor_of(person, self.actor.today)
        form = WhyForm(self.request.GET if "permission" in self.request.GET else None)
        form.actor = self.actor
        context = {**rows_of(other), "mine": False, "person": person, "form": form}
        if form.is_bound and form.is_valid():
            permission = all_permissions()[form.cleaned_data["permission"]]
            org = form.cleaned_data["org"]
            verdict, through = queries.why_at(other, permission, org)
            context |= {
                "verdict": verdict, "through": through, "asked": permission, "org": org,
                "asleep": person.state != AccountState.ACTIVE,
            }  # fmt: skip
        return context


urlpatterns = routes(WhyMe, WhyOther)
