"""A file made for whoever asked: named in Chinese, typed by its ending, saved and never shown."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpResponse

from jishi.base.filetypes import MEDIA


def download(body: bytes | str, name: str, media: str = "") -> HttpResponse:
    """`media` for an ending that the file engine does not know."""
    kind = media or MEDIA[name.rpartition(".")[2]]
    response = HttpResponse(body, content_type=kind)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response
