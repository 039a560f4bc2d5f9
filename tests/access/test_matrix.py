"""Route × role × place: nobody sees or changes what is not theirs; every hole put in is found."""

from __future__ import annotations

import re

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from jishi.base.web.screen import ROUTES, Route
from jishi.tree.permissions import BUSINESS_ROLES, ROLES
from tests.access.matrix import ANONYMOUS, Matrix, routes
from tests.access.matrix_holes import MATRIX_HOLES
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
    assert {name.split("#")[0] for name in SAMPLES} <= set(ROUTES), (
        "a sample for a route that is gone"
    )


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
        holders = [r for r in ROLES if r in route.permission.to]
        for some in (
            [r for r in holders if r in BUSINESS_ROLES],
            [r for r in holders if r not in BUSINESS_ROLES],
            [r for r in ROLES if r not in holders],
        ):
            names += [some[turn % len(some)]] if some else []
    return list(dict.fromkeys(names))


def test_nobody_sees_or_changes_what_is_not_theirs(matrix: Matrix):
    for turn, route in enumerate(routes()):
        other = ("child", "parent", "elsewhere")[turn % 3]
        matrix.check(route, some_actors(route), ("own", "sibling", other))
    matrix.check_growth()
    assert not matrix.findings, report(matrix.findings)
    assert matrix.asked > 1000


def test_every_hole_put_in_is_found(matrix: Matrix):
    unnoticed = []
    for hole in MATRIX_HOLES:
        matrix.findings.clear()
        with pytest.MonkeyPatch.context() as monkeypatch:
            hole.open(monkeypatch)
            matrix.check(ROUTES[hole.route], [hole.actor], ("own", "child", "sibling"))
            matrix.check_growth()
        if not [f for f in matrix.findings if f.what != "fault"]:
            unnoticed.append(hole.name)
    assert not unnoticed, unnoticed
    assert len(MATRIX_HOLES) >= 12


def test_without_a_hole_there_is_nothing_to_find(matrix: Matrix):
    """The counterpart: else the holes above might be found by a matrix that always complains."""
    for hole in MATRIX_HOLES:
        matrix.check(ROUTES[hole.route], [hole.actor], ("own", "child", "sibling"))
    matrix.check_growth()
    assert not matrix.findings, report(matrix.findings)


@pytest.mark.full
@pytest.mark.parametrize("turn", range(8))
def test_nobody_sees_or_changes_what_is_not_theirs_wholly(matrix: Matrix, turn: int):
    matrix.whole = True
    names = [ANONYMOUS, *(n for n in matrix.places.actors if not n.startswith("boss"))]
    for route in list(routes())[turn::8]:
        matrix.check(route, names, PLACES)
    matrix.check_growth()
    assert not matrix.findings, report(matrix.findings)
