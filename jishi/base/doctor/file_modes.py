"""Nobody but the account that runs the system may read data, keys or anchors (threat 13)."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from jishi.base.doctor.check import Finding, check, wrong
from jishi.config import environment


def watched() -> Iterator[tuple[Path, int]]:
    """Paths with the permission bits that others must not have."""
    home = environment.home()
    yield home, 0o022
    for name in ("files", "anchors", "results"):
        yield home / name, 0o077
    for path in sorted(home.glob("*.sqlite3*")):
        yield path, 0o077
    yield environment.secret_file(), 0o077
    yield home / "anchors" / "anchors.log", 0o077


@check("file_modes", "文件权限", order=10)
def file_modes() -> Iterator[Finding]:
    if os.name != "posix":
        return
    for path, forbidden in watched():
        if path.exists():
            mode = stat.S_IMODE(path.stat().st_mode)
            if mode & forbidden:
                wanted = mode & ~forbidden
                yield wrong(
                    f"{path} 别人也能读写（权限 {mode:o}）", f"运行 chmod {wanted:o} {path}"
                )
