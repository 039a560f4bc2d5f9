"""From a fresh clone to the page with the demo county, and the second start: how long?

    python tools/fresh_clone.py [FOLDER_OR_URL]

Empty caches and no Node on PATH, as on a newcomer's machine. Prints one JSON document:
{"first_page_s", "second_start_s", "organisations"}.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NODE = {"node", "nodejs", "npm", "npx", "corepack", "yarn", "pnpm"}
PATIENCE = 300


def path_without_node(folder: Path) -> str:
    """A PATH on which everything is found but Node."""
    folder.mkdir()
    for place in os.environ["PATH"].split(os.pathsep):
        for tool in Path(place).glob("*") if Path(place).is_dir() else ():
            link = folder / tool.name
            if tool.name not in NODE and not link.is_symlink():
                link.symlink_to(tool)
    return str(folder)


def newcomer(scratch: Path) -> dict[str, str]:
    """The surroundings of somebody who has never been here."""
    kept = {
        k: v for k, v in os.environ.items() if not k.startswith(("JISHI_", "DJANGO_", "VIRTUAL"))
    }
    caches = {
        "XDG_CACHE_HOME": str(scratch / "cache"),
        "PIP_CACHE_DIR": str(scratch / "cache" / "pip"),
        "UV_CACHE_DIR": str(scratch / "cache" / "uv"),
        "npm_config_cache": str(scratch / "cache" / "npm"),
    }
    return {**kept, **caches, "PATH": path_without_node(scratch / "bin")}


def start(clone: Path, env: dict[str, str], port: int) -> float:
    """`make run` until the login page answers; then stop it again."""
    begun = time.monotonic()
    server = subprocess.Popen(
        ["make", "run", f"PORT={port}"], cwd=clone, env=env, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    try:
        while not _answers(port):
            if server.poll() is not None or time.monotonic() - begun > PATIENCE:
                raise SystemExit(f"make run: {server.stdout.read() if server.stdout else ''}")
            time.sleep(0.05)
        return time.monotonic() - begun
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(60)


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/login/", timeout=5) as answer:
            return "青禾县" in answer.read().decode()
    except (urllib.error.URLError, OSError):
        return False


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def measure(source: str) -> dict[str, float]:
    scratch = Path(tempfile.mkdtemp(prefix="jishi-fresh-"))
    try:
        env, clone, port = newcomer(scratch), scratch / "clone", free_port()
        begun = time.monotonic()
        subprocess.run(["git", "clone", "--quiet", source, str(clone)], check=True, env=env)
        cloned = time.monotonic() - begun
        first = cloned + start(clone, env, port)
        second = start(clone, env, port)
        return {"first_page_s": round(first, 1), "second_start_s": round(second, 1)}
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1] if len(sys.argv) > 1 else str(ROOT))))
