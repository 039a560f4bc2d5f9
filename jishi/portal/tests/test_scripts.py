"""Two hundred ways to send a script instead of words: all are shown as words, none becomes markup.

Each carries a canary; a page is read as a browser reads it, and the canary may stand in text and
in harmless attributes only. What a reader might still overlook the policy of the page forbids.
"""

from __future__ import annotations

from html.parser import HTMLParser
from itertools import product

import pytest
from django.test import Client

from jishi.cases.actions import Given, take_step
from jishi.portal import screens
from jishi.portal.tests.test_portal import hand_in
from tests.world import World

CANARY = "x5s"
CALLS = (
    f"alert('{CANARY}')", f"eval(name);{CANARY}", f"location='//{CANARY}.test'",
    f"fetch(`//{CANARY}`)", f"import('//{CANARY}')", f"top.{CANARY}()",
    f"document.write('{CANARY}')", f"({CANARY}=>1)()",
)  # fmt: skip
SHAPES = (
    "<script>{}</script>", "<ScRiPt>{}</sCrIpT>", "<script/x>{}", "<script src=//x>{}</script>",
    "</title><script>{}</script>", "</textarea><script>{}</script>", "--><script>{}</script>",
    "]]><script>{}</script>", "<img src=x onerror={}>", "\"><img src=x onerror='{}'>",
    "'><svg onload={}>", "<svg><script>{}</script></svg>", "<body onload={}>",
    "<a href=\"javascript:{}\">点</a>", "<a href=\"java&#9;script:{}\">点</a>",
    "<iframe srcdoc=\"<script>{}</script>\">", "<iframe src=javascript:{}>",
    "<math><mi xlink:href=\"javascript:{}\">", "<object data=javascript:{}>",
    "<form><button formaction=javascript:{}>", "<details open ontoggle={}>",
    "\" autofocus onfocus={} x=\"", "<style>@import '{}';</style>", "{{{{ {} }}}}",
    "{{% load {} %}}",
)  # fmt: skip
PAYLOADS = [shape.format(call) for shape, call in product(SHAPES, CALLS)]
TOGETHER = 20


class Reader(HTMLParser):
    """Collects where the canary became part of the page itself."""

    def __init__(self) -> None:
        super().__init__()
        self.inside, self.found = "", list[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag if tag in ("script", "style") else ""
        for name, value in attrs:
            acts = name.startswith("on") or name in ("srcdoc", "style")
            leads = name in ("href", "src", "data", "action", "formaction", "xlink:href")
            if CANARY in name or CANARY in tag or (CANARY in (value or "") and (acts or leads)):
                self.found.append(f"<{tag} {name}={value}>")

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside and CANARY in data:
            self.found.append(f"<{self.inside}> {data[:60]}")


def became_markup(page: str) -> list[str]:
    reader = Reader()
    reader.feed(page)
    reader.close()
    return reader.found


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TRACK", "SEND"):
        monkeypatch.setattr(screens, name, screens.Limiter(rate=1e9, burst=1e9))


def test_none_of_two_hundred_scripts_runs(world: World):
    assert len(set(PAYLOADS)) == 200
    chen, desk = world.actor("陈岚"), world.client("陈岚")
    shown = 0
    for start in range(0, len(PAYLOADS), TOGETHER):
        some = PAYLOADS[start : start + TOGETHER]
        case, code = hand_in(world, words="\n".join(some), where=some[0][:30], name=some[1][:30])
        case = take_step(chen, case, "assign", None, Given(org=world["河东村党支部"], text=some[2]))
        for page in (
            Client().get("/portal/track/", {"code": code}), desk.get(f"/cases/{case.pk}/"),
        ):  # fmt: skip
            assert "default-src 'self'" in page["Content-Security-Policy"]
            text = page.content.decode()
            assert became_markup(text) == []
            shown += CANARY in text
    for url in ("/cases/", "/cases/requests/", "/cases/board/?kind=request", "/portal/"):
        assert became_markup(desk.get(url).content.decode()) == [], url
    assert shown >= len(PAYLOADS) / TOGETHER  # the words are there to be read


@pytest.mark.parametrize("payload", [p for p in PAYLOADS if p.startswith("<")][::9])
def test_one_put_in_as_it_is_would_be_noticed(payload: str):
    assert became_markup(f"<p>{payload}</script></p>")
