"""A served county for benchmarks: our server and, beside it, a bare Django with the same data.

Both run under the same gunicorn with the same workers and threads, on loopback, one at a time
under load; both end with the benchmark.
"""

from __future__ import annotations

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median

ROOT = Path(__file__).resolve().parent.parent
JISHI = [sys.executable, "-m", "jishi.config.cli"]


def surroundings(home: Path, **more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("JISHI_")}
    return {**kept, "JISHI_HOME": str(home), "PYTHONPATH": str(ROOT), **more}


def database(words: list[str]) -> tuple[str, dict[str, str]]:
    """SQLite, or with `postgres` among the words a server of our own: what names end in, and
    the surroundings that lead to it."""
    if "postgres" not in words:
        return "", {}
    from tests.postgres import start

    return "_postgres", {"JISHI_DATABASE_URL": start()}


@contextmanager
def county(more: dict[str, str]) -> Iterator[Path]:
    """A county to write in: a copy of the one that `JISHI_BENCH_HOME` names, or a new one."""
    with tempfile.TemporaryDirectory(prefix="jishi-bench-") as folder:
        home = Path(folder) / "home"
        if given := os.environ.get("JISHI_BENCH_HOME"):
            shutil.copytree(given, home)
        else:
            home.mkdir(mode=0o700)
            run(home, "demo", "--size", "county", **more)
        yield home


def count_in(words: list[str], otherwise: int) -> int:
    return next((int(word) for word in words if word.isdigit()), otherwise)


def run(home: Path, *words: str, **more: str) -> str:
    done = subprocess.run(
        [*JISHI, *words], env=surroundings(home, **more), cwd=ROOT, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    return done.stdout


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(command: list[str], home: Path, port: int, path: str, **more: str) -> Iterator[int]:
    """Start, wait until it answers, and end the whole process tree afterwards."""
    process = subprocess.Popen(
        command, env=surroundings(home, **more), cwd=ROOT, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        until = time.monotonic() + 30
        while True:
            try:
                if get(port, path)[0] < 500:
                    break
            except OSError:
                pass
            if time.monotonic() > until:
                raise TimeoutError(f"no answer from {command}")
            time.sleep(0.1)
        yield port
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=60)


@contextmanager
def ours(home: Path, workers: int = 2, **more: str) -> Iterator[int]:
    port = free_port()
    words = ["serve", "--port", str(port), "--workers", str(workers)]
    with serving([*JISHI, *words], home, port, "/healthz", **more):
        yield port


@contextmanager
def bare(home: Path, workers: int = 2, threads: int = 16, **more: str) -> Iterator[int]:
    port = free_port()
    words = ["-m", "gunicorn", "-b", f"127.0.0.1:{port}", "-w", str(workers)]
    words += ["--threads", str(threads), "bench.bare:application"]
    with serving([sys.executable, *words], home, port, "/ping", **more):
        yield port


Answer = tuple[int, dict[str, str], bytes]


def get(port: int, path: str, headers: dict[str, str] | None = None) -> Answer:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers=headers or {})
    response = connection.getresponse()
    answer = response.status, dict(response.getheaders()), response.read()
    connection.close()
    return answer


@dataclass(frozen=True)
class Load:
    """What a load gave: all waits in milliseconds, failures, and the time it took."""

    waits: list[float]
    failed: int
    seconds: float

    @property
    def per_second(self) -> float:
        return len(self.waits) / self.seconds

    @property
    def p50(self) -> float:
        return median(self.waits)

    @property
    def p99(self) -> float:
        return sorted(self.waits)[int(len(self.waits) * 0.99)]

    @property
    def tail(self) -> float:
        return self.p99 / mean(self.waits)


Ask = Callable[[int], tuple[str, str, bytes | None, dict[str, str]]]  # n -> method, path, body...


def load(port: int, connections: int, requests: int, ask: Ask) -> Load:
    """So many requests over so many kept-open connections; bounded, loopback only."""
    waits: list[list[float]] = [[] for _ in range(connections)]
    failed = [0] * connections

    def work(index: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        for number in range(index, requests, connections):
            method, path, body, headers = ask(number)
            started = time.perf_counter()
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            response.read()
            waits[index].append((time.perf_counter() - started) * 1000)
            failed[index] += response.status >= 400
        connection.close()

    team = [threading.Thread(target=work, args=(n,)) for n in range(connections)]
    started = time.perf_counter()
    for thread in team:
        thread.start()
    for thread in team:
        thread.join()
    return Load([w for part in waits for w in part], sum(failed), time.perf_counter() - started)


def token(home: Path, account: str, **more: str) -> str:
    found: str = json.loads(run(home, "token", "--account", account, "--json", **more))["token"]
    return found
