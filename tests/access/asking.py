"""One request at a time, as anybody, its effects undone; and what a page's own form would send."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver, reverse

from jishi.api import wire
from jishi.api.actions import make_token
from jishi.base.web.screen import ROUTES, Route
from jishi.tree.actor import local_operator
from jishi.tree.permissions import ADMINISTRATORS, SELF
from tests.access import pages, snapshots
from tests.access.places import Place, Places
from tests.access.samples import SAMPLES, Sample
from tests.world import TODAY, signed_in

NOWHERE = {
    "pk": 987654321, "code": "k999x999k", "grant": 987654321, "other": 987654321,
    "change": 987654321, "file": 987654321, "number": 987654321, "place": 987654321,
}  # fmt: skip
ANONYMOUS = "anonymous"


@dataclass
class Answer:
    status: int
    text: str
    changes: list[snapshots.Change]
    response: HttpResponse


@dataclass
class Asking:
    """Everybody at their browsers and programs."""

    places: Places
    asked: int = 0
    clients: dict[str, Client] = field(init=False)

    def __post_init__(self) -> None:
        self.clients = {ANONYMOUS: Client(raise_request_exception=False)}
        self.tokens: dict[str, str] = {}
        for name, place in self.places.actors.items():
            client = self.clients[name] = signed_in(place.account)
            client.raise_request_exception = False
            _, self.tokens[name] = make_token(
                local_operator(TODAY), place.account, label="矩阵", days=9
            )
        self.cookies = {name: c.cookies.copy() for name, c in self.clients.items()}
        self.methods = {
            f"api:{operation['operationId']}": method.upper()
            for path in wire.schema()["paths"].values()
            for method, operation in path.items()
        }
        self.before = snapshots.take()  # each request is undone, so it stays true
        self.forms: dict[tuple[str, str], dict[str, list[str]] | None] = {}

    def ask(
        self, name: str, method: str, url: str, data: Any = None, query: str = "", api: bool = False
    ) -> Answer:
        """One request whose effects are undone; everything it touched is compared."""
        self.asked += 1
        client = self.clients[ANONYMOUS if api else name]
        client.cookies = self.cookies[ANONYMOUS if api else name].copy()
        headers = {}
        if api and name != ANONYMOUS:
            headers = {"Authorization": f"Bearer {self.tokens[name]}", "If-Match": '"1"'}
        where = f"{url}?{query}" if query else url
        with transaction.atomic(), snapshots.watched() as watch:
            if api and method == "POST":
                response = client.post(
                    where, json.dumps(data), content_type="application/json", headers=headers
                )
            else:
                response = client.generic(method, where, headers=headers) if method == "GET" else (
                    client.post(where, data or {}, headers=headers)
                )  # fmt: skip
            text = pages.text_of(response)
            changed = snapshots.changes(self.before, watch.taken())
            transaction.set_rollback(True)
        return Answer(response.status_code, text, changed, response)

    def url(self, route: Route, sample: Sample, place: Place, nowhere: bool = False) -> str:
        values: Mapping[str, Any] = sample.of(place)
        if nowhere:
            values = {name: NOWHERE.get(name, "nowhere") for name in values}
        return reverse(route.name.replace("api:", "api-"), kwargs=dict(values))

    def whose(self, name: str, place_name: str) -> Place:
        if place_name == "own" and name != ANONYMOUS:
            return self.places.actors[name]
        return self.places[place_name]

    def boss(self, route: Route) -> str:
        """Somebody who may do this all over the county."""
        if route.permission is None:
            return "boss-township"
        for role in ("township", *route.permission.to):
            if role in route.permission.to:
                return role if role in ADMINISTRATORS else f"boss-{role}"
        return "boss-township"

    def settled(self, answer: Answer, sent: str) -> str:
        return f"{answer.status}\n{pages.settled(answer.text, sent)}"

    def harvest(self, route: Route, sample: Sample, place: Place) -> dict[str, Any]:
        """What a browser of somebody entitled would send from the page's own form."""
        filled = {k: str(v) for k, v in sample.send(place).items()}
        if route.name.startswith("api:"):
            return dict(sample.send(place))
        return {**(self.own_form(route, sample, place) or {}), **filled}

    def own_form(self, route: Route, sample: Sample, place: Place) -> dict[str, list[str]] | None:
        """The page's form as somebody entitled gets it, once per route."""
        key = (route.name, str(id(sample)))
        if key not in self.forms:
            name = self.boss(route)
            mine = sample.owner == "account" or route.permission == SELF
            place = self.places.actors[name] if mine else self.places[sample.at]
            url = self.url(route, sample, place)
            self.forms[key] = None
            for form in pages.forms(self.ask(name, "GET", url).text):
                if form.method == "post" and form.action.split("?")[0] in ("", url):
                    form.values.pop("csrfmiddlewaretoken", None)
                    self.forms[key] = form.values
                    break
        return self.forms[key]

    def has_form(self, route: Route, sample: Sample, place: Place) -> bool:
        return not route.name.startswith("api:") and bool(self.own_form(route, sample, place))


def samples_of(route: Route) -> list[Sample]:
    """The route's sample, and further ones under `name#what`."""
    more = [s for name, s in SAMPLES.items() if name.startswith(f"{route.name}#")]
    return [SAMPLES.get(route.name, Sample()), *more]


def routes() -> Iterator[Route]:
    """Every declared route; asking the resolver first loads all rooms."""
    assert get_resolver().url_patterns
    yield from sorted(ROUTES.values(), key=lambda route: route.name)
