"""A running `jishi serve` with the named cast in it, and how to sign in."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.faults.home import ROOT, surroundings
from tests.world import PASSWORD

LOGINS = {
    "周正": "zhou", "罗静": "luo", "陈岚": "chen", "何文": "he", "韦明": "wei", "柳芳": "liu",
    "石磊": "shi", "宋青": "song", "严可": "yan", "系统": "sys", "安全": "sec", "审计": "aud",
}  # fmt: skip


@dataclass(frozen=True)
class Site:
    url: str
    home: Path
    process: subprocess.Popen[str]

    def sign_in(self, page: Any, name: str) -> None:
        """Through the login page, as a person does."""
        page.goto(f"{self.url}/login/")
        page.locator("input[name=login]").fill(LOGINS[name])
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator("main button[type=submit], form button[type=submit]").first.click()
        page.wait_for_url(lambda url: "/login/" not in url)

    def jishi(self, *words: str) -> subprocess.CompletedProcess[str]:
        """A command on the same data folder."""
        return subprocess.run(
            [sys.executable, "-m", "jishi.config.cli", *words], env=surroundings(self.home),
            capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip


@contextmanager
def serving(home: Path, *words: str, **more: str) -> Iterator[Site]:
    """Serve a data folder on a free port until the block ends."""
    log = home.parent / f"{home.name}.log"
    with log.open("w+", encoding="utf-8") as errors:
        server = subprocess.Popen(
            [sys.executable, "-m", "jishi.config.cli", "serve", "--port", "0", *words],
            env=surroundings(home, **more), cwd=ROOT, stderr=errors, text=True,
        )  # fmt: skip
        try:
            yield Site(_address(log, server), home, server)
        finally:
            server.terminate()
            with suppress(subprocess.TimeoutExpired):
                server.wait(30)
            server.kill()


def _address(log: Path, server: subprocess.Popen[str]) -> str:
    import time

    until = time.monotonic() + 30
    while time.monotonic() < until and server.poll() is None:
        for line in log.read_text(encoding="utf-8").splitlines():
            if line.startswith("基石已启动："):
                return line.split("：", 1)[1].rstrip("/")
        time.sleep(0.05)
    raise AssertionError(log.read_text(encoding="utf-8")[-3000:])
