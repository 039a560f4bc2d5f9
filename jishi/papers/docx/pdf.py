"""A .docx as PDF: the .docx is the document, a PDF is for looking."""

from __future__ import annotations

from jishi.papers.docx.office import Failed, converted

SECONDS = 60


class NotMade(Exception):
    """Why there is no PDF, in words for the office."""


def pdf_of(body: bytes) -> bytes:
    try:
        return converted(body, "docx", "pdf", SECONDS)
    except Failed as why:
        raise NotMade(
            {
                "missing": "本机没有 LibreOffice，请下载 Word 后用 WPS 另存为 PDF",
                "slow": f"转换超过 {SECONDS} 秒，已停止；请下载 Word 后用 WPS 另存为 PDF",
            }.get(why.code, "LibreOffice 没有做成 PDF，请下载 Word 后用 WPS 另存为 PDF")
        ) from None
