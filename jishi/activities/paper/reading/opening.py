"""From bytes to pages: `read_scan`, read in a process apart, one page at a time.

A page on which that process dies, or over which it broods too long, is given back as broken and
the reading goes on behind it: a damaged page never takes its neighbours along.
"""

from __future__ import annotations

import json
import selectors
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from jishi.activities.paper.codes import Mark, read_mark
from jishi.activities.paper.reading.limits import MOST_PAGES, PAGE_WALL

_CHILD = (sys.executable, "-I", "-X", "utf8", "-m", "jishi.activities.paper.reading.child")
_MOST_DEATHS = 5
_MOST_PIECE = 8 * 1024 * 1024
_WORDS = {
    "locked": "这个 PDF 加了密码，请去掉密码再上传",
    "unreadable": "这个文件打不开，可能已损坏。请重新扫描，存为 PDF 或 JPG 再上传",
    "many": f"一份扫描件最多 {MOST_PAGES} 页，请分开上传",
    "size": "图片太大，请用 300 dpi 以内扫描",
}


class Unreadable(ValueError):
    """The file as a whole cannot be read: a code, and what the office can do."""

    def __init__(self, code: str) -> None:
        self.code = code if code in _WORDS else "unreadable"
        self.message = _WORDS[self.code]
        super().__init__(self.message)


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was read; `picture` is an upright JPEG, empty where the page is broken."""

    at: int  # from 0
    of: int
    mark: Mark | None = None
    is_blank: bool = False
    turned: int = 0
    picture: bytes = b""

    @property
    def is_broken(self) -> bool:
        return not self.picture


def read_scan(data: bytes) -> Iterator[Page]:
    """The pages of a PDF or picture in order, each exactly once; raises `Unreadable`."""
    at, count, deaths = 0, 0, 0
    while not count or at < count:
        for head, body in _pieces(data, at):
            if "refused" in head:
                raise Unreadable(str(head["refused"]))
            if "pages" in head:
                count = min(int(head["pages"]), MOST_PAGES)
            elif head.get("page") != at:
                break  # the reading process has touched hostile bytes: it is not believed
            else:
                yield _page(head, body, count)
                at += 1
        if not count:
            raise Unreadable("unreadable")
        if at < count:  # it died on this page
            deaths += 1
            last = at + 1 if deaths <= _MOST_DEATHS else count
            yield from (Page(rest, count) for rest in range(at, last))
            at = last


def _page(head: dict[str, Any], body: bytes, count: int) -> Page:
    mark, turned = read_mark(str(head.get("mark", ""))), int(head.get("turned", 0))
    return Page(int(head["page"]), count, mark, bool(head.get("blank")), turned, body)


def _pieces(data: bytes, first: int) -> Iterator[tuple[dict[str, Any], bytes]]:
    """What one process says before it ends, dies, is silent too long or talks nonsense."""
    with tempfile.TemporaryFile() as source:
        source.write(b"%d\n" % first + data)
        source.seek(0)
        child = subprocess.Popen(  # noqa: S603 - a constant command
            _CHILD, stdin=source, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0
        )
        try:
            assert child.stdout is not None
            while True:
                sizes = _exactly(child.stdout, 8)
                head, body = int.from_bytes(sizes[:4], "big"), int.from_bytes(sizes[4:], "big")
                if len(sizes) < 8 or head + body > _MOST_PIECE:
                    return
                raw = _exactly(child.stdout, head + body)
                if len(raw) < head + body:
                    return
                yield json.loads(raw[:head]), raw[head:]
        except ValueError:
            return
        finally:
            child.kill()
            child.wait()
            if child.stdout is not None:
                child.stdout.close()


def _exactly(stream: IO[bytes], size: int) -> bytes:
    """So many bytes, or fewer where it ended or kept us waiting for longer than a page may take."""
    found = bytearray()
    until = time.monotonic() + PAGE_WALL
    with selectors.DefaultSelector() as waiting:
        waiting.register(stream, selectors.EVENT_READ)
        while len(found) < size:
            if not waiting.select(max(0.0, until - time.monotonic())):
                break
            more = stream.read(min(size - len(found), 1 << 16))  # unbuffered: what is there
            if not more:
                break
            found += more
    return bytes(found)
