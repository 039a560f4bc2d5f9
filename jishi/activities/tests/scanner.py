"""A scanner for tests: pages drawn with their codes, then laid on the glass as people do."""

from __future__ import annotations

import io
import random
from collections.abc import Iterable

import segno
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from jishi.activities.paper.codes import Mark

A4 = (210, 297)  # millimetres
CODE = 22  # millimetres of the square code, as it is printed


def drawn(mark: Mark | None, dpi: int = 200, seed: int = 0) -> Image.Image:
    """A page with lines and a hand's strokes, and its two codes where they are printed."""
    mm = dpi / 25.4
    page = Image.new("L", (round(A4[0] * mm), round(A4[1] * mm)), 255)
    pen, chance = ImageDraw.Draw(page), random.Random(seed)
    for row in range(26):
        y = (50 + row * 8.5) * mm
        pen.line((18 * mm, y, 192 * mm, y), fill=90, width=max(1, round(mm / 4)))
        x = 20 * mm
        while x < chance.uniform(80, 180) * mm:
            strokes = [(x + chance.uniform(0, 4) * mm, y - chance.uniform(1, 6) * mm)
                       for _ in range(5)]  # fmt: skip
            pen.line(strokes, fill=chance.randint(20, 80), width=max(1, round(mm / 3)))
            x += 6 * mm
    if mark is not None:
        code = code_of(mark, round(CODE * mm))
        page.paste(code, (round(170 * mm), round(14 * mm)))
        page.paste(code, (round(15 * mm), round(262 * mm)))
    return page


def code_of(mark: Mark, side: int) -> Image.Image:
    out = io.BytesIO()
    segno.make(str(mark), error="h", micro=False).save(out, kind="png", scale=12, border=2)
    return Image.open(out).convert("L").resize((side, side), Image.Resampling.LANCZOS)


def scanned(
    page: Image.Image,
    *,
    turn: float = 0.0,
    noise: float = 0.0,
    faint: float = 0.0,
    blur: float = 0.0,
    shade: int = 255,
    specks: int = 0,
    seed: int = 1,
) -> Image.Image:
    """Turned by so many degrees, grained, pale, out of focus, on grey paper, with dust."""
    if blur:
        page = page.filter(ImageFilter.GaussianBlur(blur))
    if turn:
        page = page.rotate(turn, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    if faint:
        page = page.point([round(255 - (255 - v) * (1 - faint)) for v in range(256)])
    if shade < 255:
        page = page.point([round(v * shade / 255) for v in range(256)])
    if noise:
        grain = Image.effect_noise(page.size, noise)
        page = ImageChops.add(page, grain, 1, -128)
    if specks:
        pen, chance = ImageDraw.Draw(page), random.Random(seed)
        for _ in range(specks):
            x, y = chance.randrange(page.width), chance.randrange(page.height)
            pen.ellipse((x, y, x + chance.randint(1, 4), y + chance.randint(1, 4)), fill=40)
    return page


def pdf_of(pages: Iterable[Image.Image], dpi: int = 200) -> bytes:
    """As an office machine writes it: one JPEG a page."""
    first, *rest = list(pages)
    out = io.BytesIO()
    first.save(out, "PDF", save_all=True, append_images=rest, resolution=dpi, quality=70)
    return out.getvalue()


def jpeg_of(page: Image.Image) -> bytes:
    out = io.BytesIO()
    page.save(out, "JPEG", quality=75)
    return out.getvalue()
