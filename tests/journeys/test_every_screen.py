"""Every screen in the menu of every role: readable by all, no wider than the phone, no faults."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.journeys.site import Site

PEOPLE = ("周正", "陈岚", "何文", "韦明", "罗静", "系统", "安全", "审计")
SHARING = ("周正", "何文", "罗静", "韦明")
WIDTHS = ((1440, 900), (390, 844))


def in_menu(page: Any) -> list[str]:
    """Where this person's menu, own page and first links lead."""
    page.wait_for_selector("main")
    links = page.eval_on_selector_all(
        "nav a[href^='/'], main a[href^='/']", "all => all.map(a => a.getAttribute('href'))"
    )
    paths = {link.split("?")[0].split("#")[0] for link in links}
    return sorted(p for p in paths if "/files/" not in p and "format=" not in p)


def faults(page: Any) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [
        f"{v['id']}: {v['nodes'][0]['html'][:120]}"
        for v in found
        if v["impact"] in ("serious", "critical")
    ]


# Whoever shares most screens with 陈岚 is looked at in `make check` only.
ALSO = [pytest.param(n, marks=pytest.mark.slow if n in SHARING else ()) for n in PEOPLE]


@pytest.mark.parametrize("name", ALSO)
def test_every_screen_is_accessible_and_fits_the_phone(page: Any, site: Site, name: str):
    site.sign_in(page, name)
    page.goto(f"{site.url}/")
    assert wrong_of(page, site, ["/", *in_menu(page)]) == []


def wrong_of(page: Any, site: Site, paths: list[str]) -> list[str]:
    """What is wrong with each page at each width."""
    wrong: list[str] = []
    for path in paths:
        for width, height in WIDTHS:
            page.set_viewport_size({"width": width, "height": height})
            answer = page.goto(f"{site.url}{path}")
            if answer is None or answer.status >= 400:
                wrong.append(f"{path}: {answer and answer.status}")
                break
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                wrong.append(f"{path} at {width}: wider than the screen")
            wrong += [f"{path} at {width}: {fault}" for fault in faults(page)]
    return wrong


# One step behind the menu: forms and boards of the rooms that work goes through.
BEHIND = (
    "/cases/choose/", "/cases/new/problem/", "/cases/new/request/",
    "/cases/new/weak_organisation/", "/cases/many/", "/cases/lists/new/", "/procedures/clocks/",
    "/procedures/flags/", "/standards/catalogue/", "/standards/open/", "/standards/talks/",
    "/disclosures/board/", "/disclosures/new/", "/papers/", "/figures/", "/exchange/",
)  # fmt: skip
RESIDENTS = ("/portal/", "/portal/?large=1", "/portal/new/request/", "/portal/new/wish/",
             "/portal/track/", "/portal/disclosures/")  # fmt: skip


@pytest.mark.slow
def test_what_lies_behind_the_menu_is_accessible_too(page: Any, site: Site):
    site.sign_in(page, "陈岚")
    assert wrong_of(page, site, list(BEHIND)) == []


def test_the_residents_pages_are_accessible_in_both_sizes(page: Any, site: Site):
    assert wrong_of(page, site, list(RESIDENTS)) == []
