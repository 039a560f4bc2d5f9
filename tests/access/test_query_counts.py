"""How many statements each page needs: no more than written down, and no more for more rows.

The numbers are in `query_counts.json`. A page that needs fewer or is new:
`JISHI_WRITE_COUNTS=1 pytest tests/access/test_query_counts.py` writes them again; look at the
difference before committing it.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jishi.base.web.screen import Route
from jishi.orgs.screens import OrgList
from tests.access.matrix import ANONYMOUS, Matrix, routes, samples_of
from tests.access.places import Place, grant, organisation

pytestmark = pytest.mark.django_db

FILE = Path(__file__).with_name("query_counts.json")
MORE = 50
MOST = 30  # no page needs more statements than this, whatever the file says
WHOLE = {
    "home": 40,  # a block of every room
    "year-book": 40,  # a year of everything on one print
    "api:figure-list": 80,
    "api:figure-matrix": 80,
    "figures": 80,  # every table, where facts of none of them were ever made
    "org": 45,  # to which every room adds its part
}
VARYING = {"doctor"}  # looks at the machine, more or less of it
ASKED = ("search", "orgs", "org-pick", "staff", "api:org-list")  # also with words to look for
WORDS = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")


def pages(matrix: Matrix) -> list[tuple[Route, str, str]]:
    """Route, actor and address of everything that answers a GET with a page or a list."""
    found = []
    for route in routes():
        if route.public or matrix.methods.get(route.name) == "POST":
            continue
        sample, name = samples_of(route)[0], matrix.boss(route)
        mine = sample.owner in ("none", "account", "anybody")
        place = matrix.places.actors[name] if mine else matrix.places["own"]
        found.append((route, name, matrix.url(route, sample, place)))
    return found


def count(matrix: Matrix, route: Route, name: str, url: str) -> tuple[int, int]:
    """(status, statements), without what the test's own undoing adds."""
    api = route.name.startswith("api:")
    headers = {"Authorization": f"Bearer {matrix.tokens[name]}"} if api else {}
    with CaptureQueriesContext(
        connection,
    ) as captured:
        client = matrix.clients[ANONYMOUS if api else name]
        response = client.get(url, headers=headers)
    said = [q["sql"] for q in captured if q["sql"].lstrip("( \n").upper().startswith(WORDS)]
    return response.status_code, len(said)


def counts(matrix: Matrix) -> dict[str, int]:
    found = {}
    for route, name, url in pages(matrix):
        count(matrix, route, name, url)  # what is done once a day or once a process
        status, number = count(matrix, route, name, url)
        if status == 200:
            found[route.name] = number
        if status == 200 and route.name in ASKED:
            found[f"{route.name}?q"] = count(matrix, route, name, f"{url}?q=k0")[1]
    return found


def grow(matrix: Matrix) -> None:
    """Fifty more of everything that the askers may see: below them, and their own."""
    places = matrix.places
    for _ in range(MORE):
        number = len(places.by_number) + 1
        org = organisation(number, places["own"].org, "branch")
        org.line = f"{places['own'].org.line}{number:06d}"
        org.save(update_fields=["line"])
        place = places.stand("child", org)
        grant(place, "branch", org)
        places.plant(place)
    for name in {name for _, name, _ in pages(matrix)}:
        mine = places.actors[name]
        for _ in range(40 if name == "boss-township" else 12):
            number = len(places.by_number) + 1
            places.by_number[number] = more = Place("own", number, mine.org, mine.account)
            places.plant(more)


def test_no_page_needs_more_statements_than_written_down_nor_more_for_more_rows(matrix: Matrix):
    few = counts(matrix)
    grow(matrix)
    many = counts(matrix)
    growing = {name: (few[name], many.get(name)) for name in few if many.get(name, 0) > few[name]}
    assert not growing, f"one statement per row somewhere: {growing}"
    few = {name: number for name, number in few.items() if name not in VARYING}
    assert {name: number for name, number in few.items() if number > WHOLE.get(name, MOST)} == {}
    if os.environ.get("JISHI_WRITE_COUNTS"):
        FILE.write_text(json.dumps(few, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    written = json.loads(FILE.read_text(encoding="utf-8"))
    assert few == written, {
        name: (written.get(name), few.get(name))
        for name in sorted({*few, *written})
        if written.get(name) != few.get(name)
    }


def test_one_statement_per_row_would_be_noticed(matrix: Matrix, monkeypatch: pytest.MonkeyPatch):
    from jishi.orgs import queries
    from jishi.tree.models import Organisation

    route, name, url = next(p for p in pages(matrix) if p[0].name == "orgs")
    monkeypatch.setattr(OrgList, "rows", lambda self: queries.organisations(self.actor))
    before = count(matrix, route, name, url)[1]
    for _ in range(10):
        number = len(matrix.places.by_number) + 1
        matrix.places.stand("child", organisation(number, matrix.places["own"].org, "branch"))
    assert Organisation.objects.count() > 15
    assert count(matrix, route, name, url)[1] > before
