"""No route without a permission, or without a public reason that the reference prints (law 3)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, path
from ninja import NinjaAPI

from jishi.api import wire
from jishi.base.web.frame import GROUPS
from jishi.base.web.screen import ROUTES, Route, guarded, public, routes
from jishi.tree.permissions import SELF, all_permissions
from tests.architecture.source import none


def patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry)
        else:
            yield entry


def unguarded(pattern: URLPattern, known: dict[str, Route]) -> str:
    """What is wrong with a route; empty is good."""
    where = f"{pattern.pattern} ({pattern.name})"
    route = known.get(pattern.name or "")
    if route is None and f"api:{(pattern.name or '')[4:]}" in known:
        return ""  # several operations share an address; `bare_operations` looks at each
    if route is None:
        return f"{where}: not made by routes(), so nobody checks a permission"
    if pattern.callback is not route.view:
        return f"{where}: answers by another function than the one that is guarded"
    if route.permission is None and not route.public:
        return f"{where}: neither permission nor public reason"
    return ""


def bare_operations(api: NinjaAPI, known: dict[str, Route]) -> list[str]:
    """Operations of the API that were declared without its guard."""
    guarded_views = {route.view for route in known.values() if route.permission}
    return [
        f"{address}: an operation without permission"
        for _, router in api._routers
        for address, view in router.path_operations.items()
        for operation in view.operations
        if operation.view_func not in guarded_views
    ]


def test_every_route_has_a_permission_or_a_public_reason():
    found = [unguarded(pattern, ROUTES) for pattern in patterns(get_resolver())]
    none(fault for fault in found if fault)
    assert len(found) > 10


def test_every_declared_route_is_reachable():
    names = {pattern.name for pattern in patterns(get_resolver())}
    apart = {name for name in ROUTES if name.startswith(("planted-", "api:"))}
    assert set(ROUTES) - names - apart == set()


def test_every_operation_of_the_api_has_a_permission():
    assert bare_operations(wire.api, ROUTES) == []


def test_a_planted_operation_without_permission_is_found():
    api = NinjaAPI(urls_namespace="planted")

    @api.get("/everything")
    def everything(request: HttpRequest) -> str:
        return "everything"

    assert bare_operations(api, ROUTES)


def test_every_permission_of_a_route_is_declared():
    declared = all_permissions().values()
    lost = [r.name for r in ROUTES.values() if r.permission and r.permission not in declared]
    assert lost == []


def test_every_menu_line_stands_in_a_known_group():
    assert [r.name for r in ROUTES.values() if r.nav and r.nav.group not in GROUPS] == []


def test_public_routes_are_few_and_say_why():
    open_to_all = [route for route in ROUTES.values() if route.permission is None]
    assert [route.name for route in open_to_all if len(route.public) < 3] == []


def _bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse("everything")


@pytest.mark.parametrize("planted", ["bare", "borrowed", "silent"])
def test_a_planted_route_without_permission_is_found(planted: str):
    if planted == "bare":
        pattern, known = path("planted/", _bare, name="planted"), {}
    elif planted == "borrowed":
        lawful = guarded(SELF, "planted-lawful/", "planted-lawful")(lambda request, actor: _bare)
        known = {"planted-lawful": lawful}
        pattern = path("planted/", _bare, name="planted-lawful")
    else:
        silent = public("", "planted-silent/", "planted-silent")(_bare)
        [pattern] = routes(silent)
        known = {"planted-silent": ROUTES.pop("planted-silent")}
    assert unguarded(pattern, known)
