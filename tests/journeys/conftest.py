"""Debian's Chromium, a site per module, pages that notice outside requests and script faults."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.faults.home import prepared
from tests.journeys.site import Site, serving

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--lang=zh-CN",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = str(Path(__file__).parent)
    for item in items:
        if str(item.path).startswith(here):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    chromium = shutil.which("chromium")
    assert chromium, "Chromium is missing: run `make browser`"
    return {"executable_path": chromium, "args": ARGUMENTS, "env": {"LANGUAGE": "zh_CN"}}


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, Any]:
    return {"locale": "zh-CN", "timezone_id": "Asia/Shanghai"}


@pytest.fixture(scope="session")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the named cast, made once and copied for each module."""
    return prepared(tmp_path_factory.mktemp("county") / "home")


@pytest.fixture(scope="module")
def site(county: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    home = tmp_path_factory.mktemp("site") / "home"
    shutil.copytree(county, home)
    with serving(home) as running:
        yield running


@pytest.fixture
def page(context: Any, site: Site) -> Iterator[Any]:
    """A tab that fails its test when it asked anyone but us, or when a script failed."""
    tab = context.new_page()
    outside: list[str] = []
    failed: list[str] = []
    own = urlsplit(site.url).netloc

    def look(request: Any) -> None:
        if urlsplit(request.url).netloc not in {own, ""}:
            outside.append(request.url)

    tab.on("request", look)
    tab.on("pageerror", lambda error: failed.append(str(error)))
    yield tab
    assert outside == []
    assert failed == []
