"""Until when a workbook speaks: when it was last saved, or, made by our export, when it left us."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime

PART = "docProps/core.xml"
MOST = 64 * 1024
_SAVED = re.compile(rb"<dcterms:modified[^>]*>([^<]{10,40})</dcterms:modified>")
_LEFT = re.compile(rb"jishi-export (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00)")


def mark_of_export(at: datetime) -> str:
    """Written into the keywords of each workbook that leaves us."""
    return f"jishi-export {at.astimezone(UTC).isoformat(timespec='seconds')}"


def date_of_file(data: bytes) -> datetime | None:
    """None where the file does not say, as in csv or what was pasted."""
    if not data.startswith(b"PK"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as box, box.open(PART) as part:
            core = part.read(MOST)
    except (KeyError, ValueError, OSError, zipfile.BadZipFile, NotImplementedError, EOFError):
        return None
    found = _LEFT.search(core) or _SAVED.search(core)
    if found is None:
        return None
    try:
        at = datetime.fromisoformat(found[1].decode("ascii", "replace").strip())
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
