"""A screen is a path, a permission and an answer. It cannot be made without a permission.

`Screen` subclasses and `@guarded` functions become routes by `routes(...)` at the end of a room's
`screens.py`. Pages for people who are not signed in say so by `@public("why")`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, ClassVar
from urllib.parse import quote

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path

from jishi.base.web import errors
from jishi.tree.actor import Actor
from jishi.tree.errors import NotDone
from jishi.tree.permissions import Permission
from jishi.tree.reach import require

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Nav:
    """A line in the side menu, declared beside its screen."""

    group: str  # one of frame.GROUPS
    label: str
    icon: str  # a lucide icon's name
    order: int = 50
    phone: str = ""  # its short name in the bottom bar of a phone; empty: not there
    count: Callable[[Actor], int] | None = None


@dataclass(frozen=True)
class Route:
    path: str
    name: str
    view: View
    permission: Permission | None
    title: str
    nav: Nav | None = None
    public: str = ""


ROUTES: dict[str, Route] = {}


Answers = Callable[..., HttpResponse]  # (request, actor, **kwargs)


def actor_of(request: HttpRequest) -> Actor | None:
    actor: Actor | None = getattr(request, "actor", None)
    return actor


def guard(answer: Answers, permission: Permission) -> View:
    """Sign-in, permission, and every refusal in its own words; the only way to a signed-in page."""

    @wraps(answer)
    def view(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        actor = actor_of(request)
        if actor is None:
            return to_sign_in(request)
        try:
            require(actor, permission)
            return answer(request, actor, **kwargs)
        except NotDone as refusal:
            return errors.refusal(request, refusal)
        except DatabaseError as fault:
            return errors.database(request, fault)

    return view


def to_sign_in(request: HttpRequest) -> HttpResponse:
    where = (
        f"/login/?next={quote(request.get_full_path())}" if request.method == "GET" else "/login/"
    )
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": where})
    return HttpResponseRedirect(where)


class Screen:
    """One page. An instance lives for one request."""

    path: ClassVar[str]
    name: ClassVar[str]
    title: ClassVar[str]
    permission: ClassVar[Permission]
    nav: ClassVar[Nav | None] = None
    template: ClassVar[str] = ""

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        self.request, self.actor, self.kwargs = request, actor, kwargs

    def respond(self) -> HttpResponse:
        method = self.request.method
        if method in ("GET", "HEAD"):
            return self.get()
        if method == "POST":
            return self.post()
        return HttpResponseNotAllowed(["GET", "POST"])

    def get(self) -> HttpResponse:
        return self.render(self.context())

    def post(self) -> HttpResponse:
        return HttpResponseNotAllowed(["GET"])

    def context(self) -> dict[str, Any]:
        return {}

    def page_title(self) -> str:
        return self.title

    def crumbs(self) -> list[tuple[str, str]]:
        """(label, url) of the pages above this one."""
        return []

    def render(self, context: dict[str, Any], status: int = 200) -> HttpResponse:
        whole = {"screen": self, "title": self.page_title(), "crumbs": self.crumbs(), **context}
        return render(self.request, self.template, whole, status=status)


def guarded(
    permission: Permission, path: str, name: str, title: str = "", nav: Nav | None = None
) -> Callable[[Answers], Route]:
    """The escape hatch: a plain function `(request, actor, **kwargs)` as a page."""

    def make(answer: Answers) -> Route:
        return Route(path, name, guard(answer, permission), permission, title, nav)

    return make


def public(why: str, path: str, name: str, title: str = "") -> Callable[[View], Route]:
    """A page for those not signed in; `why` is printed in the reference."""

    def make(view: View) -> Route:
        return Route(path, name, view, None, title, public=why)

    return make


def _route_of(screen: type[Screen] | Route) -> Route:
    if isinstance(screen, Route):
        return screen

    def answer(request: HttpRequest, actor: Actor, **kwargs: Any) -> HttpResponse:
        return screen(request, actor, **kwargs).respond()

    view = guard(answer, screen.permission)
    return Route(screen.path, screen.name, view, screen.permission, screen.title, screen.nav)


def routes(*screens: type[Screen] | Route) -> list[URLPattern]:
    """Django URL patterns; also notes each route for navigation, reference and tests."""
    patterns = []
    for screen in screens:
        route = _route_of(screen)
        ROUTES[route.name] = route
        patterns.append(path(route.path, route.view, name=route.name))
    return patterns
