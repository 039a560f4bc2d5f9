"""One picture of a page: its code, which way is up, whether anything is on it at all.

Start at `look_at`. Scans are faint, skewed, upside down and speckled: a page is looked at several
times, each time helped differently, until its code is found or nothing is left to try.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import zxingcpp
from PIL import Image, ImageFilter, ImageOps, ImageStat

from jishi.activities.paper.codes import Mark, read_mark
from jishi.activities.paper.reading.limits import LONG_SIDE, QUALITY, SHOWN_SIDE

Render = Callable[[int], Image.Image]  # the page in grey with this long side
_TURN = {
    90: Image.Transpose.ROTATE_90, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_270,
}  # fmt: skip
_INK = 140  # darker than this, in the page's own range, is written or printed
_LEAST_INK = 0.0006  # of a page's pixels: below it is the back of a sheet


@dataclass(frozen=True, slots=True)
class Seen:
    """What was found on a page, and how it is shown to people: upright, as a small JPEG."""

    mark: Mark | None
    is_blank: bool
    picture: bytes
    turned: int  # by how many degrees it was turned to stand upright


def look_at(render: Render, fine_side: int) -> Seen:
    page = render(LONG_SIDE)
    mark, turned = _find(page)
    if mark is None and fine_side > LONG_SIDE:
        mark, turned = _find(render(fine_side))
    upright = page.transpose(_TURN[turned]) if turned else page
    return Seen(mark, mark is None and is_blank(page), _small(upright), turned)


def _find(page: Image.Image) -> tuple[Mark | None, int]:
    for helped in _helped(page):
        for code in zxingcpp.read_barcodes(
            helped, formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
        ):
            mark = read_mark(code.text)
            if mark is not None:
                return mark, _quarter(code.orientation)
    return None, 0


def _helped(page: Image.Image) -> Iterator[Image.Image]:
    """As it is; with the greys drawn apart; without speckles; softened; coarser."""
    yield page
    clear = ImageOps.autocontrast(page, cutoff=1)
    yield clear
    yield clear.filter(ImageFilter.MedianFilter(3))
    yield clear.filter(ImageFilter.GaussianBlur(1.6))
    half = clear.resize((page.width // 2, page.height // 2), Image.Resampling.BOX)
    yield half
    yield half.filter(ImageFilter.MedianFilter(3))


def _quarter(degrees: int) -> int:
    """The nearest quarter turn that brings the code, and so the page, upright."""
    return round(degrees / 90) * 90 % 360


def is_blank(page: Image.Image) -> bool:
    """No more than specks, once the paper's own shade and the edges of the glass are left out."""
    small = page.resize((page.width // 4, page.height // 4), Image.Resampling.BOX)
    margin = max(4, small.width // 25)
    inner = small.crop((margin, margin, small.width - margin, small.height - margin))
    paper = int(ImageStat.Stat(inner).median[0])
    dark = sum(inner.histogram()[: max(0, min(_INK, paper - 48))])
    return dark < _LEAST_INK * inner.width * inner.height


def _small(page: Image.Image) -> bytes:
    shown = page.copy()
    shown.thumbnail((SHOWN_SIDE, SHOWN_SIDE), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    shown.convert("L").save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()
