"""A disk that fills up under a running server: writes are refused plainly, reads go on, and when
there is room again everything works by itself. On a real small disk where the machine lets us make
one, else by a limit on the size of files."""

from __future__ import annotations

import json
import os
import re
import resource
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.faults.home import ROOT, prepared, python, surroundings

pytestmark = pytest.mark.faults

SERVE = [sys.executable, "-m", "jishi.config.cli", "serve", "--port", "0", "--workers", "2"]
SIZE = 16  # MB of the small disk


def own_mounts() -> list[str]:
    """The words before a command that give it a disk of its own; none if we may not."""
    for words in (["unshare", "-m"], ["unshare", "-rm"]):
        probe = [*words, "mount", "-t", "tmpfs", "none", "/mnt"]
        if shutil.which("unshare") and not subprocess.run(probe, capture_output=True).returncode:
            return words
    return []


@dataclass
class Running:
    url: str
    token: str
    server: subprocess.Popen[str]
    disk: Path | None  # the data folder as the server sees it, when it is a small disk

    last: str = ""

    def ask(self, path: str, payload: dict[str, str] | None = None, version: int = 0) -> int:
        headers = {"Authorization": f"Bearer {self.token}", "If-Match": str(version)}
        data = json.dumps(payload).encode() if payload else None
        if data:
            headers["Content-Type"] = "application/json"
        request = urllib.request.Request(self.url + path, data, headers)
        try:
            return int(urllib.request.urlopen(request, timeout=60).status)
        except urllib.error.HTTPError as answer:
            self.last = answer.read().decode()
            return answer.code

    def rename(self, name: str, version: int) -> int:
        basis = {"on": "2026-11-20", "document": "青组〔2026〕3号"}
        payload = {"name": name, "short_name": name, **basis}
        return self.ask("/api/v1/orgs/QH0101/rename", payload, version)

    def fill(self) -> None:
        assert self.ask("/healthz") == 200
        if self.disk:
            # Unbuffered: what did not fit is not tried again on closing.
            with (self.disk / "ballast").open("wb", buffering=0) as ballast:
                try:
                    while ballast.write(bytes(65536)):
                        pass
                except OSError:
                    return
        self._limit(20_000)

    def empty(self) -> None:
        if self.disk:
            (self.disk / "ballast").unlink()
        else:
            self._limit(resource.RLIM_INFINITY)

    def _limit(self, size: int) -> None:
        listed = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(self.server.pid)], capture_output=True, text=True
        )
        for pid in map(int, listed.stdout.split()):
            hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)[1]
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, hard))


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    home = prepared(tmp_path / "home")
    command = [sys.executable, "-m", "jishi.config.cli", "token", "--account", "chen"]
    made = subprocess.run(command, env=surroundings(home), capture_output=True, text=True)
    words = own_mounts()
    mount = f"mkdir -p {home}.disk && mount -t tmpfs -o size={SIZE}m,mode=700 none {home}.disk"
    start = f'{mount} && cp -a {home}/. {home}.disk/ && exec "$@"'
    place = Path(f"{home}.disk") if words else home
    server = subprocess.Popen(
        [*words, "sh", "-c", start, "sh", *SERVE] if words else SERVE,
        env=surroundings(place), cwd=ROOT, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert server.stderr is not None
        line = server.stderr.readline()
        url = re.sub(r".*：|/\s*$", "", line)
        inside = Path(f"/proc/{server.pid}/root{place}") if words else None
        yield Running(url, made.stdout.strip(), server, inside)
    finally:
        server.terminate()
        server.wait(60)


def test_writes_are_refused_reads_go_on_and_room_mends_it(running: Running):
    running.fill()
    assert running.ask("/api/v1/orgs") == 200, running.last  # the token's first use
    assert running.ask("/healthz") == 200
    refused = {running.rename(f"满盘{n}支部", 1) for n in range(6)}
    assert refused <= {503, 507}, refused
    assert "Traceback" not in running.last
    if running.disk:
        assert refused == {507}
    assert running.ask("/api/v1/orgs/QH0101") == 200
    assert running.ask("/login/") == 200
    running.empty()
    time.sleep(0.5)
    assert running.rename("恢复后支部", 1) == 200
    assert running.rename("又一支部", 2) == 200


def test_nothing_refused_is_half_done(running: Running, tmp_path: Path):
    running.fill()
    for number in range(20):
        assert running.rename(f"满盘{number}支部", 1) in (503, 507)
    running.empty()
    assert running.rename("恢复后支部", 1) == 200
    seen = tmp_path / "seen"
    source = running.disk or tmp_path / "home"
    running.server.terminate() if not running.disk else None
    shutil.copytree(source, seen)
    os.chmod(seen / "keys.json", 0o600)
    told = python(
        "from jishi.base.models import AuditEvent\n"
        "from jishi.base.audit.verify import verify\n"
        "from jishi.tree.models import Organisation\n"
        "org = Organisation.objects.get(code='QH0101')\n"
        "print(org.short_name, org.version, org.changes.filter(kind='rename').count(),"
        " AuditEvent.objects.filter(verb='org.rename').count(), verify().intact)",
        seen,
    )
    assert told == "恢复后支部 2 1 1 True"
