"""Reading answers: the forms of a page, the text of a file, a body without what differs anyway."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.http import HttpResponse


@dataclass
class Form:
    method: str
    action: str
    values: dict[str, list[str]] = field(default_factory=dict)


class Forms(HTMLParser):
    """Every form of a page with the values a browser would send."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Form] = []
        self._select = self._area = ""
        self._options: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "form":
            method = given.get("method", "get").lower()
            self.found.append(Form(method, given.get("action", "")))
        elif not self.found:
            return
        elif tag == "input" and given.get("name"):
            self._input(given)
        elif tag == "select":
            self._select, self._options = given.get("name", ""), []
        elif tag == "option" and self._select:
            self._options.append((given.get("value", ""), "selected" in given))
        elif tag == "textarea":
            self._area = given.get("name", "")
            self._put(self._area, "")
        # One that asks for no validation only arranges the form; it sends nothing in earnest.
        elif tag == "button" and given.get("name") and "formnovalidate" not in given:
            self.found[-1].values.setdefault(given["name"], [given.get("value", "")])

    def _input(self, given: dict[str, str]) -> None:
        if given.get("type") in ("checkbox", "radio"):
            boxed = self.found[-1].values.setdefault(given["name"], [])
            if "checked" in given or (not boxed and given["type"] == "checkbox"):
                boxed.append(given.get("value", "on"))
        elif given.get("type") != "submit":
            self._put(given["name"], given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "select" and self._select:
            chosen = [value for value, selected in self._options if selected]
            self._put(self._select, chosen[0] if chosen else next(iter(self._options), ("", 0))[0])
            self._select = ""
        elif tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.found[-1].values[self._area][-1] += data

    def _put(self, name: str, value: str) -> None:
        if name and self.found:
            self.found[-1].values.setdefault(name, []).append(value)


def forms(html: str) -> list[Form]:
    parser = Forms()
    parser.feed(html)
    return parser.found


def body_of(response: HttpResponse) -> bytes:
    if getattr(response, "streaming", False):
        return b"".join(response.streaming_content)  # type: ignore[attr-defined]
    return response.content


def text_of(response: HttpResponse) -> str:
    """Headers and body as text; a workbook or archive unpacked."""
    body = body_of(response)
    if body[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            parts = [name.encode() + packed.read(name) for name in packed.namelist()]
        body = b"\n".join(parts)
    headers = "\n".join(f"{name}: {value}" for name, value in response.items())
    return f"{headers}\n{body.decode('utf-8', 'replace')}"


_CHANGING = (
    (re.compile(r'name="(csrfmiddlewaretoken|_once|began)" value="[^"]*"'), r"\1"),
    (re.compile(r'data-csrf="[^"]*"'), "csrf"),
    (re.compile(r'"X-CSRFToken": "[^"]*"'), "csrf"),
    (re.compile(r"X-CSRFToken&quot;: &quot;[^&]*"), "csrf"),
    (re.compile(r"<dcterms:(created|modified)[^>]*>[^<]*"), "time"),
    (re.compile(r"(?m)^(Content-Length|Set-Cookie|Date|ETag): .*$"), ""),
    (re.compile(r"\b\d\d:\d\d(:\d\d)?\b"), "time"),
)


def settled(text: str, sent: str = "") -> str:
    """Without tokens, times, and what the asker has put in."""
    for pattern, instead in _CHANGING:
        text = pattern.sub(instead, text)
    return text.replace(sent, "∅") if sent else text
