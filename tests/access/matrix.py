"""Every route as every role at every place: what comes back, and what has changed.

Status codes alone catch one hole in six. So each answer is searched for the canaries of places
that are none of the asker's business, in body, headers and files; all tables are compared before
and after; a question about something foreign must be answered like one about nothing at all; and
a county grown at its other end must not change a letter of what is shown here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from jishi.base.web.screen import Route
from jishi.tree.permissions import ADMINISTRATORS, SELF
from tests.access import pages, snapshots
from tests.access.asking import ANONYMOUS, Answer, routes, samples_of
from tests.access.expecting import Expecting
from tests.access.places import CANARY, MODELS, Place, enlarge
from tests.access.samples import SAMPLES, Sample

NOTHING = ("k999x999k", "987654321")  # a code and a number that nothing has


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
class Matrix(Expecting):
    whole: bool = False  # every question with every value, or one value of
    few: int = 2  # so many questions of a page
    findings: list[Finding] = field(default_factory=list)
    seen: list[tuple[Route, str, Place, str, Answer]] = field(default_factory=list)

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
            for each in words if isinstance(words, list) else [words]:
                text = text.replace(each.lower(), "")
        mine = self.allowed(name)
        sample = SAMPLES.get(route.name, Sample())
        for number, model in set(CANARY.findall(text)):
            table = "account" if model == "999" else MODELS[int(model)]._meta.db_table
            if table == "organisation" and (sample.directory or sample.sent_up):
                continue
            if int(number) in self.places.by_number and not mine(int(number), table):
                whose = self.places.by_number[int(number)].name
                self.note("canary", route, name, place, f"{table} of {whose}")

    def look_at_rows(
        self, route: Route, name: str, place: Place, answer: Answer, may_change: bool
    ) -> None:
        own = self.places.actors.get(name)
        sent_up = SAMPLES.get(route.name, Sample()).sent_up
        for change in answer.changes:
            table = change.model._meta.db_table
            mine = own is not None and own.account.pk in change.accounts
            if mine and table in ("sign_in", "api_token"):
                continue  # one's own device was seen, one's own token used
            if not may_change:
                self.note("changed", route, name, place, str(change))
            elif table not in sent_up and (own is None or self.foreign(change, own)):
                self.note("foreign row", route, name, place, str(change))

    # --- one route ------------------------------------------------------------------------------

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
            return ("own",)  # refused before it matters what the address names
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
            for query in ("format=xlsx", "format=csv")[: None if self.whole else 1]:
                if not api:
                    export = self.ask(name, "GET", url, query=query)
                    self.look(route, name, place, sample, export)
            if not sample.directory:
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
        wanted = sorted(names - {"order", "format", "at", "on"})
        for asked in wanted if self.whole else some(wanted, self.few, route.name + name):
            for other in foreign:
                if self.allowed(name)(other.number, "organisation"):
                    continue
                values = (other.org.code, other.account.login, str(other.org.pk))
                for there in values if self.whole else values[:1]:
                    nothing = NOTHING[there.isdigit()]
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

    # --- writing --------------------------------------------------------------------------------

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
            if isinstance(text, str) and text in swaps:
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
            differ = (n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y)
            same = max(0, next(differ, min(len(a), len(b))) - 40)
            return f"{a[same : same + 80]!r} became {b[same : same + 80]!r}"
    return f"{len(one)} lines became {len(two)}"


__all__ = ["ANONYMOUS", "Answer", "Finding", "Matrix", "routes", "samples_of"]


def some(wanted: list[str], count: int, turn: str) -> list[str]:
    """A few of them, for another route and actor other ones."""
    start = sum(map(ord, turn)) % max(1, len(wanted))
    return [*wanted[start:], *wanted[:start]][:count]


def report(findings: list) -> str:
    return "\n".join(sorted({str(finding) for finding in findings})[:60])
