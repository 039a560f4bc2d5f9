"""The process apart in which a scan is read: bounded in memory and time, without Django.

It takes a line "first page, name" and the bytes on standard input. It answers on standard output
by pieces: the number of pages, then for each page a head (JSON) and its picture.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from typing import Any, BinaryIO

from PIL import Image, ImageOps

from jishi.activities.paper.reading.decode import Render, Seen, look_at
from jishi.activities.paper.reading.limits import (
    FINE_SIDE,
    LONG_SIDE,
    MEMORY,
    MOST_PAGES,
    MOST_PIXELS,
    SECONDS,
)
from jishi.base.bounded import bound

_IMAGES = ("JPEG", "PNG", "WEBP")
_POINTS = 14_400  # the longest side a page may claim, in points


class CannotRead(ValueError):
    """The file as a whole: a code that `opening` has words for."""


def piece(out: BinaryIO, head: dict[str, Any], body: bytes = b"") -> None:
    raw = json.dumps(head).encode()
    out.write(len(raw).to_bytes(4, "big") + len(body).to_bytes(4, "big") + raw + body)
    out.flush()


def _pdf(data: bytes) -> tuple[int, Callable[[int], tuple[Render, int]]]:
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as fault:
        word = "locked" if "assword" in str(fault) else "unreadable"
        raise CannotRead(word) from None

    def page(at: int) -> tuple[Render, int]:
        shown = document[at]
        longest = max(shown.get_size())
        if not 1 <= longest <= _POINTS:
            raise CannotRead("size")

        def render(side: int) -> Image.Image:
            drawn = shown.render(scale=side / longest, grayscale=True, limit_image_cache=True)
            picture: Image.Image = drawn.to_pil()
            return picture.convert("L")

        return render, FINE_SIDE

    return len(document), page


def _image(data: bytes) -> tuple[int, Callable[[int], tuple[Render, int]]]:
    try:
        picture = Image.open(io.BytesIO(data), formats=_IMAGES)
    except OSError:
        raise CannotRead("unreadable") from None

    def page(at: int) -> tuple[Render, int]:
        if picture.width * picture.height > MOST_PIXELS:
            raise CannotRead("size")
        longest = max(picture.size)
        picture.draft("L", (FINE_SIDE, FINE_SIDE))
        whole = ImageOps.exif_transpose(picture).convert("L")

        def render(side: int) -> Image.Image:
            scale = min(1.0, side / max(whole.size))
            size = (max(1, round(whole.width * scale)), max(1, round(whole.height * scale)))
            return whole if scale == 1.0 else whole.resize(size, Image.Resampling.BOX)

        return render, min(longest, FINE_SIDE) if longest > LONG_SIDE else 0

    return 1, page


def _head(at: int, seen: Seen) -> dict[str, Any]:
    return {
        "page": at, "mark": str(seen.mark or ""), "blank": seen.is_blank, "turned": seen.turned,
    }  # fmt: skip


def read(data: bytes, first: int, out: BinaryIO) -> None:
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    count, page = (_pdf if data[:1024].find(b"%PDF-") >= 0 else _image)(data)
    if count > MOST_PAGES:
        raise CannotRead("many")
    if not count:
        raise CannotRead("unreadable")
    piece(out, {"pages": count})
    for at in range(first, count):
        try:
            render, fine = page(at)
            seen = look_at(render, fine)
        except (ValueError, OSError, EOFError, MemoryError, SyntaxError, RuntimeError):
            piece(out, {"page": at, "broken": True})
        else:
            piece(out, _head(at, seen), seen.picture)


def main() -> None:
    source, out = sys.stdin.buffer, sys.stdout.buffer
    first = int(source.readline())
    data = source.read()
    bound(MEMORY, SECONDS)
    try:
        read(data, first, out)
    except CannotRead as refused:
        piece(out, {"refused": str(refused)})
    except (MemoryError, Image.DecompressionBombError):
        piece(out, {"refused": "size"})


if __name__ == "__main__":
    main()
