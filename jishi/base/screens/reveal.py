"""`/reveal/…`: a masked value in clear for half a minute, and who has looked at it before.

The page of a record holds `<c-masked value="{{ person.phone }}" url="{{ phone_url }}" …>` with the
url from `Revealable.url`. One purpose is taken as given; among several the reader chooses.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jishi.base import reveal
from jishi.base.web.screen import guarded, routes
from jishi.tree.actor import Actor
from jishi.tree.permissions import SELF

SECONDS = 30


@guarded(SELF, "reveal/<str:code>/<int:pk>/", "reveal", "查看完整信息")
def show(request: HttpRequest, actor: Actor, code: str, pk: int) -> HttpResponse:
    entry = reveal.revealable(code)
    target = reveal.target_of(actor, entry, str(pk))
    context = {"entry": entry, "url": entry.url(target), "value": getattr(target, entry.field)}
    if request.method != "POST":
        if request.headers.get("HX-Request"):
            return render(request, "reveal/_masked.html", context)
        looks = reveal.looks(actor, entry, target)[:200]
        return render(
            request,
            "reveal/looks.html",
            {**context, "title": f"谁看过{entry.label}", "looks": looks},
        )
    purpose = request.POST.get("purpose", "")
    if not purpose and len(entry.purposes) > 1:
        return render(request, "reveal/_purposes.html", context)
    clear = reveal.open_one(actor, entry, target, purpose or entry.purposes[0])
    return render(request, "reveal/_shown.html", {**context, "clear": clear, "seconds": SECONDS})


urlpatterns = routes(show)
