"""A .docx as PDF, by LibreOffice where there is one: in a process apart, with a limit of time.

The .docx is the document; a PDF is for looking. Nothing here is needed to run the product.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

SECONDS = 60


class NotMade(Exception):
    """Why there is no PDF, in words for the office."""


def office() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")


def pdf_of(body: bytes) -> bytes:
    program = office()
    if program is None:
        raise NotMade("本机没有 LibreOffice，请下载 Word 后用 WPS 另存为 PDF")
    with tempfile.TemporaryDirectory() as folder:
        source, made = Path(folder, "paper.docx"), Path(folder, "paper.pdf")
        source.write_bytes(body)
        command = [
            program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore",
            "--convert-to", "pdf", "--outdir", folder, str(source),
        ]  # fmt: skip
        try:
            subprocess.run(  # noqa: S603 - a fixed command over a file of our own making
                command, capture_output=True, timeout=SECONDS, check=False
            )
        except subprocess.TimeoutExpired:
            raise NotMade(f"转换超过 {SECONDS} 秒，已停止") from None
        if not made.is_file():
            raise NotMade("LibreOffice 没有做成 PDF")
        return made.read_bytes()
