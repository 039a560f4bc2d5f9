"""Heads of the chain kept in other places, so that a cut or rewritten chain is found out.

One line per anchor, `epoch seq mac time why`, appended and synced to `$JISHI_HOME/anchors/` and,
if JISHI_ANCHOR_DIR names one, to a folder elsewhere (another disk, another machine). `printed` is
the short form on the daily report: paper is the anchor nobody can edit.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from jishi.base.audit.seal import Point
from jishi.base.clock import now
from jishi.config import environment

log = logging.getLogger("jishi.audit")
FILE = "anchors.log"
HOURLY, LINES, BACKUP, DEMAND, RESTORE, PAPER = (
    "hourly", "lines", "backup", "demand", "restore", "paper",
)  # fmt: skip
REASONS = {
    HOURLY: "每小时",
    LINES: "每千条",
    BACKUP: "备份时",
    DEMAND: "人工",
    RESTORE: "恢复备份",
    PAPER: "打印件",
}


@dataclass(frozen=True)
class Anchor:
    point: Point
    at: datetime
    why: str

    @property
    def why_label(self) -> str:
        return REASONS.get(self.why, self.why)

    def line(self) -> str:
        point = self.point
        return f"{point.epoch} {point.seq} {point.mac} {self.at.isoformat()} {self.why}\n"


@dataclass(frozen=True)
class Kept:
    """All anchors found, oldest first; how many lines of the files could not be read."""

    anchors: tuple[Anchor, ...] = ()
    unreadable: int = 0
    lost_places: tuple[Path, ...] = ()

    @property
    def newest(self) -> Anchor | None:
        """The last one written: after a restore a lower number may be newer."""
        return max(self.anchors, key=lambda a: (a.point.epoch, a.point.seq, a.at), default=None)


def places() -> list[Path]:
    elsewhere = environment.text("JISHI_ANCHOR_DIR")
    folders = [environment.home() / "anchors"]
    return folders + ([Path(elsewhere).expanduser()] if elsewhere else [])


def keep(point: Point, why: str) -> Anchor:
    """Append the point to the file in every place; a place out of reach is noted in the log."""
    anchor = Anchor(point, now(), why)
    for folder in places():
        try:
            _append(folder, anchor.line())
        except OSError as error:
            log.error("audit anchor not written to %s: %s", folder, error.strerror)
    return anchor


def _append(folder: Path, line: str) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    # One short write to a file opened for appending: writers at the same moment do not mix.
    handle = os.open(folder / FILE, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(handle, line.encode())
        os.fsync(handle)
    finally:
        os.close(handle)


def kept() -> Kept:
    """Every anchor of every place, each once."""
    found: dict[tuple[Point, str], Anchor] = {}
    unreadable, lost = 0, []
    for folder in places():
        try:
            text = (folder / FILE).read_text("utf-8", errors="replace")
        except FileNotFoundError:
            continue
        except OSError:
            lost.append(folder)
            continue
        for line in text.splitlines():
            anchor = _read(line)
            if anchor is None:
                unreadable += 1
            else:
                found.setdefault((anchor.point, anchor.why), anchor)
    return Kept(tuple(sorted(found.values(), key=lambda a: a.at)), unreadable, tuple(lost))


def _read(line: str) -> Anchor | None:
    try:
        epoch, seq, mac, at, why = line.split()
        anchor = Anchor(Point(int(epoch), int(seq), mac), datetime.fromisoformat(at), why)
    except ValueError:
        return None
    return anchor if len(mac) == 64 else None


def printed(point: Point) -> str:
    """`1-1234-9f2c-11ab-83de-04c7`: epoch, number, the first 16 characters of the code."""
    mac = point.mac[:16]
    return f"{point.epoch}-{point.seq}-" + "-".join(mac[i : i + 4] for i in range(0, 16, 4))


def from_paper(text: str) -> Anchor:
    """An anchor read off a printed report."""
    parts = text.strip().lower().split("-")
    mac = "".join(parts[2:])
    if len(mac) != 16 or set(mac) - set("0123456789abcdef") or not "".join(parts[:2]).isdigit():
        raise environment.Fault(f"「{text}」不是打印件上的锚点，应如 1-1234-9f2c-11ab-83de-04c7")
    return Anchor(Point(int(parts[0]), int(parts[1]), mac), now(), PAPER)


def standing(anchors: Iterable[Anchor]) -> tuple[list[Anchor], list[Anchor]]:
    """(those the chain must still agree with, the restores).

    A restore takes the chain back to the backup's number and opens an epoch; older anchors
    beyond that number speak of lines that the restore gave up, openly.
    """
    every = list(anchors)
    restores = [a for a in every if a.why == RESTORE]

    def given_up(anchor: Anchor) -> bool:
        return any(
            r.point.epoch > anchor.point.epoch and r.point.seq < anchor.point.seq for r in restores
        )

    return [a for a in every if not given_up(a)], restores
