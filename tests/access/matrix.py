"""Every route as every role at every place: what comes back, and what has changed.

Status codes alone catch one hole in six. So each answer is searched for the canaries of places
that are none of the asker's business, in body, headers and files; all tables are compared before
and after; a question about something foreign must be answered like one about nothing at all; and
a county grown at its other end must not change a letter of what is shown here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver, reverse

from jishi.api import limits, wire
from jishi.api.actions import make_token
from jishi.base.web.screen import ROUTES, Route
from jishi.tree.actor import Actor, local_operator
from jishi.tree.permissions import ADMINISTRATORS, SELF, all_permissions
from tests.access import pages, snapshots
from tests.access.oracle import Oracle
from tests.access.places import CANARY, MODELS, Place, Places, enlarge
from tests.access.samples import SAMPLES, Sample
from tests.world import TODAY, signed_in

NOWHERE = {"pk": 987654321, "code": "k999x99k", "grant": 987654321}
NOTHING = ("k999x99k", "987654321")
ANONYMOUS = "anonymous"

# Of these a superior's are no secret to those below: the line above has names and settings.
LINE_ABOVE = {"organisation", "organisation_state", "setting_value"}
# These are their owner's alone, even beside him in the same office.
PRIVATE = {"api_token", "draft", "inbox_item", "sign_in", "job", "stored_file", "behalf_entry"}
# What an administrator needs for his work is no business data (law 4).
ADMINISTRATION = {"organisation", "organisation_state", "account", "access_grant", "handover",
                  "setting_value", "audit_event"}  # fmt: skip


@dataclass(frozen=True)
class Finding:
    """Something that must not be."""

    what: str
    route: str
    actor: str
    place: str
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.what}: {self.route} as {self.actor} at {self.place} {self.detail}"


@dataclass
class Answer:
    status: int
    text: str
    changes: list[snapshots.Change]
    response: HttpResponse


@dataclass
class Matrix:
    places: Places
    whole: bool = False  # every question with every value, or a few of them
    findings: list[Finding] = field(default_factory=list)
    asked: int = 0
    oracle: Oracle = field(init=False)

    def __post_init__(self) -> None:
        self.oracle = Oracle.of_database()
        self.clients: dict[str, Client] = {ANONYMOUS: Client(raise_request_exception=False)}
        self.tokens: dict[str, str] = {}
        for name, place in self.places.actors.items():
            client = self.clients[name] = signed_in(place.account)
            client.raise_request_exception = False
            _, self.tokens[name] = make_token(
                local_operator(TODAY), place.account, label="矩阵", days=9
            )
        self.cookies = {name: c.cookies.copy() for name, c in self.clients.items()}
        limits.limiter = limits.Limiter(rate=1e9, burst=1e9)
        self.methods = {
            f"api:{operation['operationId']}": method.upper()
            for path in wire.schema()["paths"].values()
            for method, operation in path.items()
        }
        self.seen: list[tuple[Route, str, Place, str, Answer]] = []
        self.before = snapshots.take()  # each request is undone, so it stays true
        self.forms: dict[tuple[str, str], dict[str, list[str]] | None] = {}

    # --- asking ---------------------------------------------------------------------------------

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
            changed = snapshots.changes(self.before, snapshots.take()) if watch.written else []
            transaction.set_rollback(True)
        return Answer(response.status_code, text, changed, response)

    # --- what should be -------------------------------------------------------------------------

    def actor(self, name: str) -> Actor:
        account = self.places.actors[name].account
        return Actor(account.pk, account.login, account.name, account.kind, TODAY)

    def holds(self, name: str, route: Route) -> bool:
        assert route.permission is not None
        return route.permission == SELF or self.oracle.holds(self.actor(name), route.permission)

    def reaches(self, name: str, route: Route, sample: Sample, place: Place) -> bool:
        """May this actor see the object of this place through this route?"""
        if sample.owner in ("none", "anybody", "nobody"):
            return sample.owner != "nobody"
        if sample.owner == "account":
            return place is self.places.actors[name]
        assert route.permission is not None
        return self.oracle.allows(self.actor(name), route.permission, place.org.pk)

    def expected(self, name: str, route: Route, sample: Sample, place: Place) -> set[int]:
        """The statuses that may be answered; empty: anything but a fault."""
        api = route.name.startswith("api:")
        if route.public:
            return set()
        if name == ANONYMOUS:
            return {401} if api else {302}
        if not self.holds(name, route):
            return {403}
        if not self.reaches(name, route, sample, place):
            return {404}
        return set()

    def mine(self, name: str) -> Callable[[int, str], bool]:
        """Whether a canary of (place, table) may stand before this actor."""
        if name == ANONYMOUS:
            return lambda number, table: False
        own, actor = self.places.actors[name], self.actor(name)
        if own.account.kind in ADMINISTRATORS:
            return lambda number, table: number == own.number or table in ADMINISTRATION
        reached = {
            place.number
            for place in self.places.all()
            if any(
                self.oracle.allows(actor, permission, place.org.pk)
                for permission in all_permissions().values()
            )
        }
        standing = {g.org for g in self.oracle.grants if g.account == own.account.pk}
        above = {o for org in standing for o in (org, *self.oracle.line_above(org))}
        above.add(own.org.pk)  # named by rows of one's own, granted or not
        line = {p.number for p in self.places.around.values() if p.org.pk in above}

        def allowed(number: int, table: str) -> bool:
            if number == own.number:
                return True
            if table in PRIVATE:
                return False
            home = table in LINE_ABOVE and number in line
            return home or number in reached

        return allowed

    # --- looking at answers ---------------------------------------------------------------------

    def note(self, what: str, route: Route, name: str, place: Place, detail: str = "") -> None:
        self.findings.append(Finding(what, route.name, name, place.name, detail))

    def look(
        self, route: Route, name: str, place: Place, sample: Sample, answer: Answer, *sent: str
    ) -> bool:
        """Status, canaries, rows; True when the actor was let in."""
        expected = self.expected(name, route, sample, place)
        if answer.status >= 500:
            self.note("fault", route, name, place, str(answer.status))
        elif expected and answer.status not in {405, *expected}:
            self.note("status", route, name, place, f"{answer.status}, not {expected}")
        elif not expected and answer.status in {403, 404} - sample.also and not route.public:
            self.note("shut out", route, name, place, str(answer.status))
        self.look_for_canaries(route, name, place, answer, *sent)
        self.look_at_rows(route, name, place, answer, may_change=not expected)
        return not expected

    def look_for_canaries(
        self, route: Route, name: str, place: Place, answer: Answer, *sent: str
    ) -> None:
        text = answer.text.lower()
        for words in sent:
            text = text.replace(words.lower(), "")
        mine = self.allowed(name)
        for number, model in set(CANARY.findall(text)):
            table = "account" if model == "99" else MODELS[int(model)]._meta.db_table
            if int(number) in self.places.by_number and not mine(int(number), table):
                whose = self.places.by_number[int(number)].name
                self.note("canary", route, name, place, f"{table} of {whose}")

    def allowed(self, name: str) -> Callable[[int, str], bool]:
        if not hasattr(self, "_allowed"):
            self._allowed: dict[str, Callable[[int, str], bool]] = {}
        if name not in self._allowed:
            self._allowed[name] = self.mine(name)
        return self._allowed[name]

    def look_at_rows(
        self, route: Route, name: str, place: Place, answer: Answer, may_change: bool
    ) -> None:
        own = self.places.actors.get(name)
        for change in answer.changes:
            table = change.model._meta.db_table
            mine = own is not None and own.account.pk in change.accounts
            if mine and table in ("sign_in", "api_token"):
                continue  # one's own device was seen, one's own token used
            if not may_change:
                self.note("changed", route, name, place, str(change))
            elif own is None or self.foreign(change, own):
                self.note("foreign row", route, name, place, str(change))

    def foreign(self, change: snapshots.Change, own: Place) -> bool:
        if change.org is None and not change.accounts:
            return False
        if own.account.kind in ADMINISTRATORS or own.account.pk in change.accounts:
            return False
        if change.how == "made" and change.model._meta.db_table == "inbox_item":
            return False  # telling others is what an inbox is for
        reached = self.reached(own)
        if change.org is not None:
            known = {p.org.pk for p in self.places.all()}
            return change.org in known and change.org not in reached
        homes = {p.account.pk: p.org.pk for p in self.places.all()}
        return any(homes[who] not in reached for who in change.accounts & homes.keys())

    def reached(self, own: Place) -> set[int]:
        actor = Actor(own.account.pk, "", "", own.account.kind, TODAY)
        return {
            p.org.pk
            for p in self.places.all()
            if any(self.oracle.allows(actor, q, p.org.pk) for q in all_permissions().values())
        }

    # --- one route ------------------------------------------------------------------------------

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

    def check(self, route: Route, names: Iterable[str], place_names: Iterable[str]) -> None:
        for sample in samples_of(route):
            for name in names:
                for place_name in self.where(name, route, sample, place_names):
                    place = self.whose(name, place_name)
                    if self.methods.get(route.name) != "POST":
                        self.check_get(route, name, place, sample)
                    if self.methods.get(route.name) != "GET":
                        self.check_post(route, name, place, sample)

    def where(
        self, name: str, route: Route, sample: Sample, place_names: Iterable[str]
    ) -> Iterable[str]:
        if sample.owner in ("none", "anybody"):
            return ("own",)
        if not self.whole and (
            name == ANONYMOUS or (route.permission and not self.holds(name, route))
        ):
            return ("own", "sibling")  # refused before it matters what the address names
        return place_names

    def check_get(self, route: Route, name: str, place: Place, sample: Sample) -> None:
        api = route.name.startswith("api:")
        url = self.url(route, sample, place)
        answer = self.ask(name, "GET", url, api=api)
        let_in = self.look(route, name, place, sample, answer)
        if answer.status == 404 and sample.of(place) and name != ANONYMOUS:
            other = self.url(route, sample, place, nowhere=True)
            nowhere = self.ask(name, "GET", other, api=api)
            if self.settled(nowhere, other) != self.settled(answer, url):
                self.note("confirms", route, name, place, "404 differs from that of nothing")
        sibling = self.places["sibling"]
        if sample.asks and name != ANONYMOUS and not self.allowed(name)(sibling.number, "draft"):
            key, value = sample.asks
            there = value(sibling)
            nothing = NOTHING[1] if there.isdigit() else "/draft/nothing"
            self.compare(route, name, place, url, f"{key}=", there, nothing)
        if let_in and answer.status == 200 and name != ANONYMOUS and not route.public:
            for query in ("format=xlsx", "format=csv"):
                if not api:
                    export = self.ask(name, "GET", url, query=query)
                    self.look(route, name, place, sample, export)
            self.check_questions(route, name, place, sample, url, answer)
            self.keep_for_growth(route, name, place, url, answer)

    def check_questions(
        self, route: Route, name: str, place: Place, sample: Sample, url: str, answer: Answer
    ) -> None:
        """Asked about something foreign, a page must answer as if it did not exist."""
        api = route.name.startswith("api:")
        own = self.places.actors[name]
        if own.account.kind in ADMINISTRATORS:
            return
        names = {"q", "org", "parent"} if not api else {"q", "org"}
        for form in pages.forms(answer.text):
            if form.method == "get" and form.action in ("", url, "/search/"):
                names |= set(form.values)
        foreign = [self.places["sibling"], self.places["elsewhere"]][: None if self.whole else 1]
        for asked in sorted(names - {"order", "format", "at", "on"}):
            for other in foreign:
                if self.allowed(name)(other.number, "organisation"):
                    continue
                values = (
                    (other.org.code, NOTHING[0]), (other.account.login, NOTHING[0]),
                    (str(other.org.pk), NOTHING[1]),
                )  # fmt: skip
                for there, nothing in values if self.whole else values[:1]:
                    self.compare(route, name, place, url, f"{asked}=", there, nothing)

    def compare(
        self, route: Route, name: str, place: Place, url: str, query: str, there: str, nothing: str
    ) -> None:
        api = route.name.startswith("api:")
        one = self.ask(name, "GET", url, query=f"{query}{there}", api=api)
        two = self.ask(name, "GET", url, query=f"{query}{nothing}", api=api)
        self.look_for_canaries(route, name, place, one, there)
        if self.settled(one, there) != self.settled(two, nothing):
            what = difference(one.text.replace(there, "∅"), two.text.replace(nothing, "∅"))
            self.note("confirms", route, name, place, f"{query}: {what}")

    def check_growth(self) -> None:
        """The county grows where the actors have no business: nothing they saw may change."""
        known = dict(self.places.by_number)
        with transaction.atomic():
            enlarge(self.places)
            once, self.before = self.before, snapshots.take()
            for route, name, place, url, before in self.seen:
                after = self.ask(name, "GET", url, api=route.name.startswith("api:"))
                if self.settled(after, "") != self.settled(before, ""):
                    self.note("counts", route, name, place, difference(before.text, after.text))
            self.before = once
            transaction.set_rollback(True)
        self.places.by_number = known
        self.seen.clear()

    def keep_for_growth(
        self, route: Route, name: str, place: Place, url: str, answer: Answer
    ) -> None:
        near = self.allowed(name)(self.places["elsewhere"].number, "organisation")
        if self.places.actors[name].account.kind not in ADMINISTRATORS and not near:
            self.seen.append((route, name, place, url, answer))

    def settled(self, answer: Answer, sent: str) -> str:
        return f"{answer.status}\n{pages.settled(answer.text, sent)}"

    # --- writing --------------------------------------------------------------------------------

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

    def check_post(self, route: Route, name: str, place: Place, sample: Sample) -> None:
        api = route.name.startswith("api:")
        url = self.url(route, sample, place)
        data = self.harvest(route, sample, place)
        answer = self.ask(name, "POST", url, data, api=api)
        sent = [v for v in sample.send(place).values() if CANARY.search(str(v))]
        let_in = answer.status != 405 and self.look(route, name, place, sample, answer, *sent)
        if let_in and name != ANONYMOUS and not route.public:
            self.check_foreign_choice(route, name, place, sample, url, data, sent)

    def check_foreign_choice(
        self, route: Route, name: str, place: Place, sample: Sample, url: str, data: dict[str, Any],
        sent: list[str],
    ) -> None:  # fmt: skip
        """A form of one's own that names something foreign: a code, a number, a login."""
        if self.places.actors[name].account.kind in ADMINISTRATORS:
            return
        api = route.name.startswith("api:")
        other = self.places["sibling"]
        if self.allowed(name)(other.number, "organisation"):
            return
        swaps: dict[str, str] = {}
        for known in self.places.all():
            swaps[known.org.code] = other.org.code
            swaps[str(known.org.pk)] = str(other.org.pk)
            swaps[known.account.login] = other.account.login
            swaps[f"/draft/{known.number}"] = f"/draft/{other.number}"
            for who in ("person", "mate"):
                swaps[known.rows[who].login] = other.rows[who].login  # type: ignore[attr-defined]
                swaps[str(known.rows[who].pk)] = str(other.rows[who].pk)
        for key, value in data.items():
            text = value[0] if isinstance(value, list) and value else value
            if text in swaps:
                there, nothing = swaps[text], NOTHING[text.isdigit()]
                answer = self.ask(name, "POST", url, {**data, key: there}, api=api)
                self.look(route, name, place, sample, answer, there, *sent)
                blank = self.ask(name, "POST", url, {**data, key: nothing}, api=api)
                if self.settled(answer, there) != self.settled(blank, nothing):
                    what = difference(
                        answer.text.replace(there, "∅"), blank.text.replace(nothing, "∅")
                    )
                    self.note("confirms", route, name, place, f"{key}: {what}")

    def can_post(self, route: Route) -> str:
        """Whether a valid POST of somebody entitled does something: '' or what went wrong."""
        sample = SAMPLES.get(route.name, Sample())
        api = route.name.startswith("api:")
        if route.public or sample.hard or self.methods.get(route.name) == "GET":
            return ""
        boss = self.boss(route)
        own = sample.owner == "account" or route.permission == SELF
        place = self.places.actors[boss] if own else self.places[sample.at]
        url = self.url(route, sample, place)
        data = self.harvest(route, sample, place)
        answer = self.ask(boss, "POST", url, data, api=api)
        if answer.status == 405 or sample.owner == "nobody":
            return ""
        if answer.status >= 400:
            return f"{route.name}: a valid POST of {boss} was answered {answer.status}: {data}"
        acts = sample.acts or sample.send(place) or self.has_form(route, sample, place)
        if not answer.changes and acts:
            return f"{route.name}: a valid POST of {boss} changed nothing: {data}"
        return ""


def difference(before: str, after: str) -> str:
    one, two = pages.settled(before).splitlines(), pages.settled(after).splitlines()
    for a, b in zip(one, two, strict=False):
        if a != b:
            return f"{a[:80]!r} became {b[:80]!r}"
    return f"{len(one)} lines became {len(two)}"


def samples_of(route: Route) -> list[Sample]:
    """The route's sample, and further ones under `name#what`."""
    more = [s for name, s in SAMPLES.items() if name.startswith(f"{route.name}#")]
    return [SAMPLES.get(route.name, Sample()), *more]


def routes() -> Iterator[Route]:
    """Every declared route; asking the resolver first loads all rooms."""
    assert get_resolver().url_patterns
    yield from sorted(ROUTES.values(), key=lambda route: route.name)
