"""LibreOffice where there is one: one file in, one out, in a process apart with a limit of time.

Nothing here is needed to run the product. What it starts dies with it: the whole group of
processes is ended when the time is over.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path


class Failed(Exception):
    """Why nothing was made: `missing`, `slow`, `broken`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def office() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")


def converted(data: bytes, come: str, to: str, seconds: float) -> bytes:
    """The same document in another form: `converted(data, "docx", "pdf", 60)`."""
    program = office()
    if program is None:
        raise Failed("missing")
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder, f"paper.{come}"), Path(folder, "out")
        source.write_bytes(data)
        command = [
            program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore",
            "--convert-to", to, "--outdir", str(out), str(source),
        ]  # fmt: skip
        _run(command, seconds)
        made = out / f"paper.{to}"
        if not made.is_file():
            raise Failed("broken")
        return made.read_bytes()


def _run(command: list[str], seconds: float) -> None:
    quiet = subprocess.DEVNULL
    running = subprocess.Popen(  # noqa: S603 - a fixed command over a file of our own naming
        command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
    )
    try:
        running.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        raise Failed("slow") from None
