"""The list of organisations, 50 rows, three joins, scoped, signed in: against a bare Django view.

python -m bench.list_page [requests]
"""

from __future__ import annotations

import http.client
import re
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlencode

from bench.report import note
from bench.site import Load, bare, get, load, ours, run


def sign_in(port: int, login: str, password: str) -> str:
    """The session cookie of a demonstration account."""
    _, headers, page = get(port, "/login/")
    cookie = headers["Set-Cookie"].split(";")[0]
    found = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert found
    form = {"csrfmiddlewaretoken": found[1].decode(), "login": login, "password": password}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request(
        "POST", "/login/", urlencode(form),
        {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie},
    )  # fmt: skip
    response = connection.getresponse()
    response.read()
    cookies = [v for k, v in response.getheaders() if k == "Set-Cookie"]
    session = next(c for c in cookies if c.startswith("jishi_session="))
    return session.split(";")[0]


def measure(port: int, path: str, headers: dict[str, str], requests: int) -> Load:
    def ask(number: int) -> tuple[str, str, None, dict[str, str]]:
        return "GET", path, None, headers

    load(port, 1, 20, ask)
    return load(port, 1, requests, ask)


def main() -> None:
    requests = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory(prefix="jishi-bench-") as folder:
        home = Path(folder)
        password = run(home, "demo", "--size", "county").split("：")[-1].strip()
        rounds: dict[str, list[float]] = {"ours": [], "bare": []}
        with ours(home, 1) as mine, bare(home, 1) as theirs:
            cookie = sign_in(mine, "county", password)
            for _ in range(5):
                load_ours = measure(mine, "/orgs/?open=yes", {"Cookie": cookie}, requests)
                assert load_ours.failed == 0
                rounds["ours"].append(load_ours.p50)
                rounds["bare"].append(measure(theirs, "/list", {}, requests).p50)
        mine_ms, bare_ms = min(rounds["ours"]), min(rounds["bare"])
        print(f"ours {mine_ms:.2f} ms, bare {bare_ms:.2f} ms, ratio {mine_ms / bare_ms:.2f}")
        note(
            "list_page",
            ours_ms=mine_ms,
            yardstick="bare Django view, 50 rows, 3 joins, same server",
            yardstick_ms=bare_ms,
        )


if __name__ == "__main__":
    main()
