"""Route × role × place: nobody sees or changes what is not theirs; every hole put in is found."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.urls import URLPattern, URLResolver, get_resolver

from jishi.base.web.screen import ROUTES, Route
from jishi.tree.permissions import BUSINESS_ROLES, ROLES
from tests.access.matrix import ANONYMOUS, Matrix, report, routes
from tests.access.places import PLACES
from tests.access.samples import SAMPLES

pytestmark = pytest.mark.django_db


def leaves(patterns: list, prefix: str = "") -> list[tuple[str, URLPattern]]:
    found = []
    for one in patterns:
        where = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            found += leaves(one.url_patterns, where)
        else:
            found.append((where, one))
    return found


def test_every_address_is_a_declared_route_with_a_permission_or_a_reason():
    addresses = leaves(get_resolver().url_patterns)
    declared = {route.path for route in ROUTES.values()}
    for where, _ in addresses:
        assert re.sub(r"<(\w+)>", r"<str:\1>", where) in declared or where in declared, where
    for route in ROUTES.values():
        assert route.permission is not None or route.public, route.name


def test_every_address_that_names_something_has_a_sample():
    unknown = [r.name for r in routes() if "<" in r.path and not SAMPLES.get(r.name)]
    assert not unknown, f"say in tests/access/samples.py what these name: {unknown}"
    assert {name.split("#")[0] for name in SAMPLES} <= set(ROUTES), (
        "a sample for a route that is gone"
    )


def test_a_valid_form_of_somebody_entitled_does_something(matrix: Matrix):
    """Else the refusals below would prove nothing: an empty form is refused to anybody."""
    faults = [fault for route in routes() if (fault := matrix.can_post(route))]
    assert not faults, "\n".join(faults)


def some_actors(route: Route) -> list[str]:
    """Per route another few: one with the permission, one without, one of the odd in turn."""
    turn = sum(map(ord, route.name))
    odd = [
        ANONYMOUS, "no-grant", "sysadmin", "expired", "secadmin", "not-yet", "auditor", "flat",
    ]  # fmt: skip
    names = [odd[turn % len(odd)]]
    if route.permission is not None:
        holders = [r for r in ROLES if r in route.permission.to]
        others = [r for r in ROLES if r not in holders]
        for some in ([r for r in holders if r in BUSINESS_ROLES] or holders, others):
            names += [some[turn % len(some)]] if some else []
    return list(dict.fromkeys(names))


def sampled() -> list[Route]:
    """All routes; where only the database is another one, a third of them."""
    step = 3 if connection.vendor == "postgresql" else 1
    return list(routes())[::step]


def test_nobody_sees_or_changes_what_is_not_theirs(matrix: Matrix):
    for turn, route in enumerate(sampled()):
        other = ("sibling", "child", "elsewhere", "parent")[turn % 4]
        matrix.check(route, some_actors(route), ("own", other))
    matrix.check_growth()
    assert not matrix.findings, report(matrix.findings)
    assert matrix.asked > 500


@pytest.mark.full
@pytest.mark.parametrize("turn", range(8))
def test_nobody_sees_or_changes_what_is_not_theirs_wholly(matrix: Matrix, turn: int):
    matrix.whole = True
    names = [ANONYMOUS, *(n for n in matrix.places.actors if not n.startswith("boss"))]
    for route in list(routes())[turn::8]:
        matrix.check(route, names, PLACES)
    matrix.check_growth()
    assert not matrix.findings, report(matrix.findings)
