"""Plain HTTP on an intranet, TLS behind a declared proxy: the right cookies in each."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.journeys.site import Site, serving


def cookies(site: Site, **headers: str) -> list[str]:
    """The Set-Cookie lines of the login page, as asked for with these headers."""
    connection = http.client.HTTPConnection(urlsplit(site.url).netloc, timeout=10)
    connection.request(
        "GET", "/login/", headers={k.replace("_", "-"): v for k, v in headers.items()}
    )
    answer = connection.getresponse()
    answer.read()
    assert answer.status == 200
    return answer.headers.get_all("Set-Cookie") or []


def secure(lines: list[str]) -> bool:
    assert lines, "the login page sets its form cookie"
    marks = {"secure" in line.lower() for line in lines}
    assert len(marks) == 1
    return marks.pop()


@pytest.fixture(scope="module")
def proxied(county: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    import shutil

    home = tmp_path_factory.mktemp("proxied") / "home"
    shutil.copytree(county, home)
    with serving(home, JISHI_PROXY="127.0.0.1", JISHI_PUBLIC_URL="https://jishi.example") as site:
        yield site


def test_over_plain_http_cookies_work_and_are_not_secure(site: Site):
    lines = cookies(site)
    assert not secure(lines)
    assert all("httponly" in line.lower() and "samesite" in line.lower() for line in lines)


def test_nobody_but_a_declared_proxy_can_say_it_was_tls(site: Site):
    assert not secure(cookies(site, X_Forwarded_Proto="https", X_Forwarded_For="203.0.113.9"))


def test_behind_a_declared_proxy_tls_makes_cookies_secure(proxied: Site):
    assert secure(cookies(proxied, X_Forwarded_Proto="https", X_Forwarded_For="203.0.113.9"))
    assert not secure(cookies(proxied, X_Forwarded_Proto="http", X_Forwarded_For="203.0.113.9"))


def test_a_person_signs_in_over_plain_http(site: Site, page):
    site.sign_in(page, "陈岚")
    names = {cookie["name"]: cookie["secure"] for cookie in page.context.cookies()}
    assert names["jishi_session"] is False
