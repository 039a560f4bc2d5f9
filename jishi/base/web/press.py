"""A button of a page that does one thing and leads back to it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect

from jishi.tree.errors import Conflict, Refused


def press(
    request: HttpRequest, do: Callable[[], str], back: str, *, conflict: str = ""
) -> HttpResponse:
    """POST only; what `do` says it has done, or why not, is said on the page.

    Without words for it a conflict is shown as everywhere else, both versions beside each other.
    """
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        if done := do():
            messages.success(request, done)
    except Conflict:
        if not conflict:
            raise
        messages.error(request, conflict)
    except Refused as refusal:
        messages.error(request, refusal.message)
    return HttpResponseRedirect(back)
