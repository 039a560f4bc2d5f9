"""Route × role × place: nobody sees or changes what is not theirs; every hole put in is found."""

from __future__ import annotations

import re

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from jishi.base.web.screen import ROUTES, Route
from jishi.tree.permissions import BUSINESS_ROLES, ROLES
from tests.access.matrix import ANONYMOUS, Matrix, routes
from tests.access.places import PLACES, build
from tests.access.samples import SAMPLES

pytestmark = pytest.mark.django_db


@pytest.fixture
def matrix() -> Matrix:
    return Matrix(build(BUSINESS_ROLES))


def leaves(patterns: list, prefix: str = "") -> list[tuple[str, URLPattern]]:
    found = []
    for one in patterns:
        where = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            found += leaves(one.url_patterns, where)
        else:
            found.append((where, one))
    return found


def report(findings: list) -> str:
    return "\n".join(sorted({str(finding) for finding in findings})[:60])


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
    assert set(SAMPLES) <= set(ROUTES), "a sample for a route that is gone"


def test_a_valid_form_of_somebody_entitled_does_something(matrix: Matrix):
    """Else the refusals below would prove nothing: an empty form is refused to anybody."""
    faults = [fault for route in routes() if (fault := matrix.can_post(route))]
    assert not faults, "\n".join(faults)


def some_actors(route: Route) -> list[str]:
    """Per route another few: one with the permission, one without, and the odd ones in turn."""
    odd = ["no-grant", "expired", "not-yet", "flat", "sysadmin", "secadmin", "auditor"]
    turn = sum(map(ord, route.name))
    names = [ANONYMOUS, odd[turn % len(odd)]]
    if route.permission is not None:
        with_it = [r for r in ROLES if r in route.permission.to]
        without = [r for r in ROLES if r not in route.permission.to]
        names += [with_it[turn % len(with_it)]] if with_it else []
        names += [without[turn % len(without)]] if without else []
    return list(dict.fromkeys(names))


def test_nobody_sees_or_changes_what_is_not_theirs(matrix: Matrix):
    for route in routes():
        matrix.check(route, some_actors(route), PLACES)
    assert not matrix.findings, report(matrix.findings)
    assert matrix.asked > 1000


@pytest.mark.full
@pytest.mark.parametrize("turn", range(8))
def test_nobody_sees_or_changes_what_is_not_theirs_wholly(matrix: Matrix, turn: int):
    matrix.whole = True
    names = [ANONYMOUS, *(n for n in matrix.places.actors if not n.startswith("boss"))]
    for route in list(routes())[turn::8]:
        matrix.check(route, names, PLACES)
    assert not matrix.findings, report(matrix.findings)
