"""Files as people and attackers bring them, made on the spot."""

from __future__ import annotations

import io
import zipfile

from PIL import Image

TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
GPS = "31.2304N"


def box(parts: dict[str, str | bytes], **how) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, body in parts.items():
            made.writestr(name, body)
    return out.getvalue()


def office(main: str, text: str = "三会一课记录", **more: str | bytes) -> bytes:
    parts: dict[str, str | bytes] = {"[Content_Types].xml": TYPES, main: f"<d><t>{text}</t></d>"}
    return box({**parts, **more})


def docx(text: str = "三会一课记录") -> bytes:
    return office("word/document.xml", text)


def xlsx(text: str = "姓名") -> bytes:
    return office("xl/workbook.xml", **{"xl/sharedStrings.xml": f"<sst><t>{text}</t></sst>"})


def pptx() -> bytes:
    return office("ppt/presentation.xml")


def doc(text: str = "会议记录") -> bytes:
    return OLE + "WordDocument".encode("utf-16-le") + text.encode("utf-16-le") + b"\0" * 512


def xls() -> bytes:
    return OLE + "Workbook".encode("utf-16-le") + b"\0" * 512


def pdf(words: bytes = b"") -> bytes:
    return b"%PDF-1.4\n1 0 obj<</Title(" + words + b")>>endobj\n%%EOF\n"


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40)) -> bytes:
    """A picture that says where and with what it was taken, and carries a page behind it."""
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    exif[0x9286] = GPS
    exif[0x0112] = 6
    image, out = Image.new("RGB", size, "red"), io.BytesIO()
    if kind == "GIF":
        image.save(out, kind, comment=b"SecretCamera")
    elif kind == "PNG":
        from PIL.PngImagePlugin import PngInfo

        info = PngInfo()
        info.add_text("Comment", f"SecretCamera {GPS}")
        image.save(out, kind, pnginfo=info, exif=exif)
    else:
        image.save(out, kind, exif=exif)
    return out.getvalue() + b"<html><script>SecretCamera</script>"


def moving(kind: str, frames: int = 3) -> bytes:
    shots = [Image.new("RGB", (20, 20), (n * 10 % 255, 0, n % 255)) for n in range(frames)]
    out = io.BytesIO()
    shots[0].save(out, kind, save_all=True, append_images=shots[1:], comment=b"SecretCamera")
    return out.getvalue()
