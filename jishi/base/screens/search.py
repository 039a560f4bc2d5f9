"""The one search box."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jishi.base.web.screen import guarded, routes
from jishi.base.web.search import search
from jishi.tree.actor import Actor
from jishi.tree.permissions import SELF


@guarded(SELF, "search/", "search", "搜索")
def find(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Everything the actor may see, by source."""
    text = request.GET.get("q", "").strip()[:100]
    groups = search(actor, text) if text else []
    return render(request, "web/search.html", {"title": "搜索", "q": text, "groups": groups})


urlpatterns = routes(find)
