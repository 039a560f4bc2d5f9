"""A browser over the test client: no server, no port; every request is answered in this process.

The page sees the real headers, so the content policy holds; a request to anyone else is noted and
refused.
"""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Page, Route, sync_playwright

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
HOST = "http://jishi.test"
DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}


class Desk:
    """Tabs of one person's browser, with what they complained about."""

    def __init__(self, browser: Any, client: Client) -> None:
        self._browser, self._client = browser, client
        self.complaints: list[str] = []
        self.sent: list[tuple[str, str, dict[str, list[str]]]] = []

    def tab(self, size: dict[str, int] = DESK) -> Page:
        phone = size == PHONE
        context = self._browser.new_context(
            viewport=size, locale="zh-CN", has_touch=phone, is_mobile=phone, base_url=HOST
        )
        page: Page = context.new_page()
        page.route("**/*", self._answer)
        page.on("pageerror", lambda fault: self.complaints.append(str(fault)))
        page.on("console", self._heard)
        return page

    def _heard(self, message: Any) -> None:
        known = (
            "Failed to load resource",
            "The Cross-Origin-Opener-Policy header has been ignored",
        )
        if message.type == "error" and not message.text.startswith(known):
            self.complaints.append(message.text)

    def _answer(self, route: Route) -> None:
        request, url = route.request, urlsplit(route.request.url)
        if f"{url.scheme}://{url.netloc}" != HOST:
            self.complaints.append(f"asked {request.url}")
            route.abort()
            return
        if url.path.startswith("/static/"):
            found = finders.find(url.path.removeprefix("/static/"))
            route.fulfill(path=str(found)) if found else route.fulfill(status=404)
            return
        headers = {
            f"HTTP_{k.upper().replace('-', '_')}": v
            for k, v in request.headers.items()
            if k not in ("content-type", "content-length", "cookie", "host")
        }
        address = f"{url.path}?{url.query}" if url.query else url.path
        with outside_the_loop():
            if request.method == "POST":
                media = request.headers.get("content-type", "")
                body = request.post_data_buffer or b""
                answer = self._client.post(address, body, content_type=media, **headers)
            else:
                answer = self._client.get(address, **headers)
            posted = dict(answer.wsgi_request.POST.lists())
        self.sent.append((request.method, address, posted))
        route.fulfill(
            status=answer.status_code, headers=dict(answer.items()), body=answer.getvalue()
        )


@contextmanager
def outside_the_loop() -> Iterator[None]:
    """Django keeps one connection per thread only where no event loop runs; playwright runs one."""
    loop = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    try:
        yield
    finally:
        asyncio._set_running_loop(loop)


@contextmanager
def desk(client: Client) -> Iterator[Desk]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=ARGUMENTS, env={"LANGUAGE": "zh_CN"}
        )
        yield Desk(browser, client)
        browser.close()
