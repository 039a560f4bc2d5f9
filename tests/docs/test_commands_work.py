"""The wheel starts offline; locks name hashes and no host; a newcomer waits under a minute."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import sysconfig
import urllib.request
import venv
import zipfile
from pathlib import Path

import pytest

from tests.architecture.source import ROOT


@pytest.mark.parametrize(
    "name",
    [
        "requirements.lock",
        "requirements-dev.lock",
        "requirements-uv.lock",
        "requirements-bench.lock",
        "requirements-spark.lock",
    ],
)
def test_locks_are_hashed_and_name_no_host(name: str):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"https?://|--index|--find-links|file:|/work|/opt", text)
    for entry in re.split(r"\n(?=\S)", text.strip()):
        assert re.match(r"[a-z0-9._-]+==[^\s\\]+", entry), entry[:60]
        assert "--hash=sha256:" in entry, entry[:60]


def test_every_dependency_is_locked():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    wanted = re.findall(r'^    "([A-Za-z0-9_.-]+)', text.split("[tool.hatch")[0], re.M)
    locked = (ROOT / "requirements-dev.lock").read_text(encoding="utf-8").lower()
    assert [name for name in wanted if f"{name.lower().replace('_', '-')}==" not in locked] == []


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    [built] = folder.glob("*.whl")
    return built


@pytest.mark.faults
def test_the_wheel_carries_everything_and_nothing_else(wheel: Path):
    names = zipfile.ZipFile(wheel).namelist()
    assert any("static/vendor/" in name for name in names)
    assert any(name.endswith("clauses/ORG.toml") for name in names)
    assert any(name.endswith("web/list.html") for name in names)
    assert "jishi/base/refusals.toml" in names
    assert [n for n in names if n.endswith((".sqlite3", ".pyc", "keys.json"))] == []


@pytest.mark.faults
@pytest.mark.slow
def test_the_installed_wheel_starts_offline(wheel: Path, tmp_path: Path):
    """In an environment of its own: dependencies are lent by path, the program is the wheel's."""
    place = tmp_path / "env"
    venv.create(place, with_pip=False)
    own = place / f"lib/python{sys.version_info.major}.{sys.version_info.minor}/site-packages"
    zipfile.ZipFile(wheel).extractall(own)
    (own / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("JISHI_", "PYTHONPATH"))}
    env = {**kept, "JISHI_HOME": str(tmp_path / "home"), "http_proxy": "http://127.0.0.1:1"}
    jishi = [str(place / "bin" / "python"), "-m", "jishi.config.cli"]
    where = subprocess.run(
        [jishi[0], "-c", "import jishi; print(jishi.__file__)"],
        env=env, cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert str(own) in where.stdout
    server = subprocess.Popen(
        [*jishi, "serve", "--demo", "--port", "0"],
        env=env, cwd=tmp_path, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert server.stderr is not None
        lines = iter(server.stderr.readline, "")
        address = next(line for line in lines if "已启动" in line).split("：", 1)[1].strip()
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        page = opener.open(f"{address}login/", timeout=20).read().decode()
        assets = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
        assert assets
        for asset in assets:
            assert opener.open(address.rstrip("/") + asset, timeout=10).status == 200
    finally:
        server.terminate()
        server.wait(30)


@pytest.mark.full
def test_from_a_fresh_clone_to_the_page_within_a_minute():
    done = subprocess.run(
        [sys.executable, "tools/fresh_clone.py"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    took = json.loads(done.stdout)
    assert took["first_page_s"] <= 60, took
    assert took["second_start_s"] <= 5, took
