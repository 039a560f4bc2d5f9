"""Turns the signed-in account into the `Actor` that every query and action takes."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from jishi.accounts.queries import actor_of
from jishi.base.clock import today


class ActorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        request.actor = (  # type: ignore[attr-defined]
            actor_of(user, today(), request.META.get("REMOTE_ADDR", ""))
            if user.is_authenticated
            else None
        )
        return self.get_response(request)
