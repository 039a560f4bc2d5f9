"""The interface under random requests, right and wrong: never a fault, always what it describes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.openapi import from_dict
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    ignored_auth,
    missing_required_header,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from jishi.activities.tests.cast import build
from jishi.api import limits, screens, wire
from jishi.api.actions import make_token
from jishi.cases.actions import open_case
from jishi.cases.tests.cast import entry
from jishi.orgs.actions import register_election
from jishi.people.actions import Particulars, Place, register_person
from jishi.tree.actor import local_operator
from tests.world import TODAY, World

assert screens  # importing it declares all operations

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
    missing_required_header,
    unsupported_method,
    ignored_auth,
]
# Values that exist, put in place of random ones half of the time: else every answer is a 404.
CODES = ["QH0101", "QH0301", "QH01", "QH02", "QH"]  # the likeliest first
KNOWN = {
    "code": st.sampled_from(CODES),
    "org": st.sampled_from(["QH01", "QH03"]),
    "parent": st.sampled_from(["QH", "QH01", "QH02", "QH0101"]),
    "on": st.sampled_from(["2026-05-10", "2026-11-20", "2026-11-21", "2019-01-01"]),
    "If-Match": st.sampled_from(['"1"', "1", '"2"']),
    "kind": st.sampled_from(["branch", "committee", "group", "theme_day", "talk", "request"]),
    "home": st.just("QH01"),
    "classes": st.sampled_from([["roads"], ["life"]]),
    "opened_on": st.none(),
    **dict.fromkeys(("source", "level", "grade"), st.just("")),
    "held_on": st.sampled_from(["2026-11-10", "2026-11-20", "2026-11-21"]),
    "elected_on": st.just("2026-05-10"),
    "until": st.just("2027-12-01"),
    "others": st.sampled_from([["QH0102"], ["QH0301"]]),
    "document": st.just("青组〔2026〕1号"),
    "attendees": st.sampled_from([None, []]),
    "topics": st.sampled_from([["学习党章"], []]),
    "items": st.just({}),
    **dict.fromkeys(("joint", "resolutions"), st.just([])),
    **dict.fromkeys(
        (
            "chair",
            "recorder",
            "lecturer",
            "expected",
            "present",
            "approved_by",
            "person",
            "subject_org",
            "asker",
        ),
        st.none(),
    ),
    "period": st.sampled_from(["2026-05", "2026", "2026Q2"]),
    "q": st.sampled_from(["白石", "bsz", "党 支部"]),
}


def description() -> dict[str, Any]:
    document = wire.schema()
    document["servers"] = [{"url": "/"}]
    return document


SCHEMA = from_dict(description())
SCHEMA.app = WSGIHandler()
OPERATIONS = {
    str(found.ok().definition.raw["operationId"]): found.ok()
    for found in SCHEMA.get_all_operations()
}


@pytest.fixture
def secret(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    # As Django's own test client does: a request must not close the test's transaction.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    monkeypatch.setattr(limits, "limiter", limits.Limiter(rate=1e9, burst=1e9))
    place = Place("full", joined_on=date(2005, 7, 1), full_on=date(2006, 7, 1))
    register_person(  # under a code that is also an organisation's: one list is enough
        world.actor("周正"), world["河东村党支部"], Particulars("林可"), place, code="QH0101"
    )
    register_election(  # ends within a year: it may be extended
        local_operator(TODAY), world["河东村党支部"], 0, elected_on=date(2022, 5, 10), document="x"
    )
    held, case = build(world).hold(), open_case(world.actor("陈岚"), entry(world, "problem"))
    numbers = {str(held.pk), str(case.pk)}
    monkeypatch.setitem(KNOWN, "code", st.sampled_from([*CODES, *sorted(numbers)]))
    _, secret = make_token(local_operator(TODAY), world.people["周正"], label="x", days=9)
    yield secret
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def place_known(draw: Callable[[st.SearchStrategy[Any]], Any], case: schemathesis.Case) -> None:
    body = case.body if isinstance(case.body, dict) else {}
    for part in (case.path_parameters, case.query, case.headers, body):
        for name in part or {}:
            if name in KNOWN and not (part is body and name == "code"):
                part[name] = draw(KNOWN[name])


def checks_for(case: schemathesis.Case) -> list[Any]:
    """An empty list in the query vanishes from the address, and in what takes any text a list of
    one stands as its element, as one of nothing does everywhere: nothing is left to reject."""
    query = case.query or {}
    lost = any(value in ([], {}) for value in query.values())
    one = any(
        isinstance(value, list) and len(value) == 1 and (name in ("q", "code") or not value[0])
        for name, value in query.items()
    )
    return [c for c in CHECKS if not ((lost or one) and c is negative_data_rejection)]


def throw(operation: Any, secret: str, examples: int) -> set[int]:
    """Random requests of both sorts; returns the statuses met."""
    met: set[int] = set()
    token = {"Authorization": f"Bearer {secret}"}
    wrong = operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)
    right = operation.as_strategy(generation_mode=GenerationMode.POSITIVE)

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def ask(data: st.DataObject) -> None:
        good = data.draw(st.integers(0, 3)) > 0
        case = data.draw(right if good else wrong)
        if good and data.draw(st.booleans()):
            place_known(data.draw, case)
        with transaction.atomic():
            response = case.call(headers=token)
            met.add(response.status_code)
            case.validate_response(response, checks=checks_for(case), headers=token)
            transaction.set_rollback(True)

    ask()
    return met


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_an_operation_stands_random_requests(name: str, secret: str):
    met = throw(OPERATIONS[name], secret, 120)
    assert met & {200, 201, 409, 422}


@pytest.mark.full
@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_an_operation_stands_very_many_random_requests(name: str, secret: str):
    met = throw(OPERATIONS[name], secret, 1000)
    assert met & {200, 201}


def test_a_fault_would_be_noticed(secret: str, monkeypatch: pytest.MonkeyPatch):
    """The seeded fault: an operation that answers something else than it describes."""
    from jishi.api import orgs

    monkeypatch.setattr(orgs, "one_page", lambda *_: 1 / 0)
    with pytest.raises(BaseException, match=r"[Ss]erver error"):
        throw(OPERATIONS["org-list"], secret, 10)


def test_every_operation_is_described_and_every_description_has_an_operation():
    from jishi.base.web.screen import ROUTES

    declared = {name.removeprefix("api:") for name in ROUTES if name.startswith("api:")}
    assert declared == set(OPERATIONS)
