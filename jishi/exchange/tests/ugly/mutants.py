"""Damaged files: real workbooks with bits flipped, ends cut, parts and markup tampered with."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from random import Random

from jishi.exchange.tests.ugly import make

Change = Callable[[bytes, Random], bytes]
_VALUES = (
    b"", b"0", b"-1", b"1", b"99999999", b"1048577", b"XFD1048576", b"A0", b"ZZZZ9",
    b"A1:XFD1048576",
    b"B2:A1", b"NaN", b"1e309", b"-1e308", b"true", b"e", b"s", b"inlineStr", b"zz", b"\xff\xfe",
    b"&#0;", b"&amp;lt;", b"]]>", b"\xf0\x9f\x98\x80" * 40, b"9" * 400, b"x" * 40_000,
)  # fmt: skip
_PIECES = (
    b"<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>", b"<c/>", b"<v>", b"</row>", b"<!-- ",
    b"<![CDATA[<row>]]>", b"<!DOCTYPE x [<!ENTITY a 'aaaa'>]>", b"&a;", b"<mergeCell ref='A1:B2'/>",
    b"<a>" * 3000, b"\0\0\0\0", b"<row r='3' hidden='1'/>", b"<f>1/0</f>",
)  # fmt: skip


def flip(data: bytes, rng: Random) -> bytes:
    out = bytearray(data)
    for _ in range(rng.choice((1, 1, 3, 20, 200))):
        out[rng.randrange(len(out))] ^= 1 << rng.randrange(8)
    return bytes(out)


def cut(data: bytes, rng: Random) -> bytes:
    return data[: rng.randrange(len(data))]


def cut_out(data: bytes, rng: Random) -> bytes:
    start = rng.randrange(len(data))
    return data[:start] + data[start + rng.randrange(1, 2000) :]


def double(data: bytes, rng: Random) -> bytes:
    start = rng.randrange(len(data))
    piece = data[start : start + rng.randrange(1, 5000)]
    return data[:start] + piece * rng.choice((2, 2, 9)) + data[start:]


def noise(data: bytes, rng: Random) -> bytes:
    start = rng.randrange(len(data))
    return data[:start] + rng.randbytes(rng.randrange(1, 3000)) + data[start:]


def _markup(xml: bytes, rng: Random) -> bytes:
    """One thing in the markup changed."""
    if rng.random() < 0.5:
        places = list(re.finditer(rb"\"[^\"<>]*\"", xml))
        if places:
            place = rng.choice(places)
            return xml[: place.start() + 1] + rng.choice(_VALUES) + xml[place.end() - 1 :]
    tags = list(re.finditer(rb"<[^>]*>", xml))
    if not tags:
        return xml + rng.choice(_PIECES)
    tag = rng.choice(tags)
    if rng.random() < 0.4:
        return xml[: tag.start()] + xml[tag.end() :]
    return xml[: tag.end()] + rng.choice(_PIECES) + xml[tag.end() :]


def markup(data: bytes, rng: Random) -> bytes:
    for _ in range(rng.choice((1, 1, 2, 5))):
        data = _markup(data, rng)
    return data


def in_zip(data: bytes, rng: Random) -> bytes:
    """A part of the container removed, emptied, exchanged, renamed, or its markup changed."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as box:
            parts = {name: box.read(name) for name in box.namelist()}
    except (zipfile.BadZipFile, OSError):
        return data
    names = list(parts)
    name = rng.choice(names)
    if rng.random() < 0.6:
        name = rng.choice([n for n in names if "sheet" in n.lower() or "shared" in n.lower()])
    how = rng.randrange(8)
    if how == 0:
        del parts[name]
    elif how == 1:
        parts[name] = b""
    elif how == 2:
        other = rng.choice(names)
        parts[name], parts[other] = parts[other], parts[name]
    elif how == 3:
        parts[rng.choice(("../x.xml", "/etc/x", "xl\\x.xml", "a" * 300))] = parts.pop(name)
    else:
        parts[name] = markup(parts[name], rng)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", rng.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))) as box:
        for part, content in parts.items():
            box.writestr(part, content)
    return out.getvalue()


def directory(data: bytes, rng: Random) -> bytes:
    """Lies in the container's directory: sizes, offsets, counts."""
    places = [m.start() for m in re.finditer(rb"PK\x01\x02|PK\x03\x04|PK\x05\x06", data)]
    if not places:
        return data
    out = bytearray(data)
    place = rng.choice(places) + rng.randrange(4, 46)
    for offset in range(rng.choice((1, 2, 4))):
        if place + offset < len(out):
            out[place + offset] = rng.choice((0, 1, 0x7F, 0xFF))
    return bytes(out)


COMMON: tuple[Change, ...] = (flip, cut, cut_out, double, noise)
CHANGES: dict[str, tuple[Change, ...]] = {
    "xlsx": (*COMMON, in_zip, in_zip, in_zip, in_zip, in_zip, directory),
    "xls": COMMON,
    "csv-gbk": COMMON,
    "tsv": COMMON,
    "html": (*COMMON, markup, markup),
    "xml": (*COMMON, markup, markup),
}
FORMS = ("xlsx",) * 6 + ("xls", "xls", "csv-gbk", "tsv", "html", "xml")


def mutants(count: int, seed: int = 0) -> Iterator[tuple[str, bytes, str]]:
    """Label, bytes, name."""
    rng = Random(seed)
    sources = {}
    for number in range(count):
        form = rng.choice(FORMS)
        which = rng.randrange(4)
        if (form, which) not in sources:
            tricks = (("title_row", "two_level_header"), ("merged_branch",), ("subtotals",),
                      ("dates_as_cells", "notes_below"))[which]  # fmt: skip
            base = "members" if which != 2 else "dues_payments"
            sources[form, which] = make(tricks, base, form, which) or make(
                ("title_row",), base, form, which
            )
        ugly = sources[form, which]
        assert ugly is not None
        data = ugly.data
        change = rng.choice(CHANGES[form])
        data = change(data, rng) or b"x"
        yield f"{number} {form} {change.__name__}", data, ugly.name
