"""Every route, every status: strict headers, nothing signed-in kept, no inline script or style."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from jishi.base.clock import now
from jishi.base.models import Installation
from jishi.base.web.screen import Route
from jishi.tree.permissions import ADMINISTRATORS
from tests.access.matrix import ANONYMOUS, Answer, Matrix, routes
from tests.access.samples import SAMPLES, Sample
from tests.world import PASSWORD, World

pytestmark = pytest.mark.django_db

# Where a browser would fetch from or run something, and the attributes that carry script or style.
FETCHING = {"src", "href", "action", "formaction", "poster", "srcset", "data", "hx-get", "hx-post"}
PACKAGE = Path(settings.PACKAGE)


class Markup(HTMLParser):
    """What in a page would run, style or fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self._in = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name.lower(): value or "" for name, value in attributes}
        if tag == "style" or (tag == "script" and "src" not in given):
            kind = given.get("type", "")
            if kind != "application/json":
                self.faults.append(f"inline <{tag}>")
        if tag in ("base", "iframe", "object", "embed"):
            self.faults.append(f"<{tag}>")
        for name, value in given.items():
            if name == "style" or name.startswith(("on", "hx-on")):
                self.faults.append(f"{name}={value!r}")
            if name in FETCHING:
                self._address(name, value.strip())

    def _address(self, name: str, value: str) -> None:
        parts = urlsplit(value)
        if parts.scheme in ("data",) and name == "src":
            return  # a QR code drawn on the server
        if parts.scheme or parts.netloc or value.startswith("//"):
            self.faults.append(f"{name}={value!r}")


def markup_faults(html: str) -> list[str]:
    parser = Markup()
    parser.feed(html)
    return parser.faults


def header_faults(response: HttpResponse, path: str, secure: bool = False) -> list[str]:
    found = []
    policy = response.get("Content-Security-Policy", "")
    directives = {p.split()[0]: p.split()[1:] for p in policy.split(";") if p.strip()}
    if directives.get("default-src") not in (["'self'"], ["'none'"]):
        found.append(f"default-src: {policy!r}")
    for name, wanted in (("object-src", {"'none'", "'self'"}), ("base-uri", {"'none'"}),
                         ("frame-ancestors", {"'none'"})):  # fmt: skip
        if not set(directives.get(name, ["missing"])) <= wanted:
            found.append(f"{name}: {policy!r}")
    for name, sources in directives.items():
        for source in sources:
            if "unsafe" in source or "*" in source or source.startswith("http"):
                found.append(f"{name} {source}")
            if source == "data:" and name != "img-src":
                found.append(f"{name} {source}")
    for name, wanted_value in (
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "same-origin"),
    ):
        if response.get(name) != wanted_value:
            found.append(f"{name}: {response.get(name)}")
    if not path.startswith(settings.STATIC_URL) and "no-store" not in response.get(
        "Cache-Control", ""
    ):
        found.append("may be kept")
    if "Server" in response or "X-Powered-By" in response:
        found.append("tells what runs")
    if bool(response.get("Strict-Transport-Security")) is not secure:
        found.append("Strict-Transport-Security")
    for cookie in response.cookies.values():
        if cookie["max-age"] == 0:
            continue  # being deleted
        if not cookie["httponly"] or cookie["samesite"] not in ("Lax", "Strict"):
            found.append(f"cookie {cookie.key}")
        if bool(cookie["secure"]) is not secure:
            found.append(f"cookie {cookie.key} secure={cookie['secure']}")
    return found


def look(answer: Answer, path: str) -> list[str]:
    found = header_faults(answer.response, path)
    if answer.response.get("Content-Type", "").startswith("text/html"):
        found += markup_faults(answer.text.split("\n\n", 1)[-1])
    return [f"{path} ({answer.status}): {fault}" for fault in found]


def someone(route: Route) -> list[str]:
    if route.permission is None:
        return [ANONYMOUS]
    held = [r for r in route.permission.to if r in ADMINISTRATORS or r == "township"]
    return [ANONYMOUS, held[0] if held else route.permission.to[0], "no-grant"]


def test_every_route_answers_with_strict_headers_and_clean_markup(matrix: Matrix):
    faults, statuses = [], set()
    for route in routes():
        sample = SAMPLES.get(route.name, Sample())
        api = route.name.startswith("api:")
        for name in someone(route):
            place = matrix.whose(name, "own")
            for there in (matrix.url(route, sample, place), matrix.url(route, sample, place, True)):
                for method in ("GET", "POST"):
                    data = {} if method == "POST" else None
                    answer = matrix.ask(name, method, there, data, api=api)
                    statuses.add(answer.status)
                    faults += look(answer, there)
    assert not faults, "\n".join(sorted(set(faults))[:40])
    assert statuses >= {200, 302, 401, 403, 404, 405, 422}


def test_unknown_paths_faults_and_other_methods_are_no_exception(matrix: Matrix):
    client = Client(raise_request_exception=False)
    for method in ("GET", "PUT", "DELETE", "OPTIONS", "HEAD", "PATCH"):
        for path in (
            "/nothing/",
            "/orgs/",
            "/healthz",
            "/login/",
            "/api/v1/orgs",
            "/static/no.css",
        ):
            response = client.generic(method, path)
            assert not header_faults(response, path), (method, path)


def test_a_fault_of_ours_is_a_plain_page_with_the_same_headers(
    matrix: Matrix, monkeypatch: pytest.MonkeyPatch
):
    from jishi.orgs import queries

    monkeypatch.setattr(queries, "organisations", lambda *_: 1 / 0)
    answer = matrix.ask("township", "GET", "/orgs/")
    assert answer.status == 500
    assert not look(answer, "/orgs/")
    assert "ZeroDivision" not in answer.text


def sign_in_from(proxy: str, forwarded: str) -> HttpResponse:
    answer = Client().post(
        "/login/", {"login": "chen", "password": PASSWORD, "remember": "on"},
        REMOTE_ADDR=proxy, headers={"X-Forwarded-Proto": forwarded},
    )  # fmt: skip
    assert {"jishi_session"} <= set(answer.cookies), answer.status_code
    return answer


@pytest.fixture
def behind_proxy(world: World, settings: Any) -> None:
    settings.TRUSTED_PROXIES = ("10.0.0.1",)
    given = {"demo": False, "name": "试验", "made_at": now()}
    Installation.objects.update_or_create(pk=1, defaults=given)


def test_cookies_are_secure_behind_a_declared_proxy_that_speaks_tls(behind_proxy: None):
    assert not header_faults(sign_in_from("10.0.0.1", "https"), "/login/", secure=True)


@pytest.mark.parametrize(("proxy", "forwarded"), [("10.0.0.2", "https"), ("10.0.0.1", "http")])
def test_anybody_else_saying_tls_is_not_believed(behind_proxy: None, proxy: str, forwarded: str):
    assert not header_faults(sign_in_from(proxy, forwarded), "/login/", secure=False)


def test_files_of_the_look_carry_the_headers_too(db: None):
    response = Client().get("/static/jishi/jishi.css")
    assert response.status_code == 200
    assert not header_faults(response, "/static/jishi/jishi.css")


def test_no_template_holds_script_style_or_an_outside_address():
    """Also those that no route of the test shows: read as text, tags and variables left in."""
    faults = []
    for path in PACKAGE.rglob("templates/**/*.html"):
        text = re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}", "", path.read_text(encoding="utf-8"), flags=re.S)
        faults += [f"{path.relative_to(PACKAGE)}: {fault}" for fault in markup_faults(text)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    "html",
    [
        "<p style='color:red'>",
        "<script>alert(1)</script>",
        "<style>p{}</style>",
        "<a onclick='x()'>",
        "<img src='https://example.org/x.png'>",
        "<link href='//cdn.example.org/x.css'>",
        "<form action='http://example.org/'>",
        "<a href='javascript:alert(1)'>",
        "<iframe src='/x'>",
        "<div hx-on:click='x()'>",
    ],
)
def test_the_eye_for_markup_sees_what_it_should(html: str):
    assert markup_faults(html)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Content-Security-Policy", "default-src 'self' 'unsafe-inline'"),
        ("Content-Security-Policy", "default-src *"),
        ("Cache-Control", "max-age=60"),
        ("X-Content-Type-Options", ""),
        ("X-Frame-Options", "SAMEORIGIN"),
        ("Server", "gunicorn"),
    ],
)
def test_the_eye_for_headers_sees_what_it_should(db: None, name: str, value: str):
    response = Client().get("/healthz")
    assert not header_faults(response, "/healthz")
    response[name] = value
    assert header_faults(response, "/healthz")
