"""What a kind's own items may hold: typed by its declaration, nothing else gets in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jishi.activities.kinds.kind import ActivityKind, Field
from jishi.base.refusals import refuses
from jishi.kernel.declare import DeclarationError

_TRUE, _FALSE = (True, 1, "1", "true", "on", "yes", "是"), (False, 0, "", None, "0", "false", "否")


class WrongItem(ValueError):
    """A value that its item cannot hold; the text is for people."""

    def __init__(self, field: Field, text: str) -> None:
        super().__init__(f"{field.label}{text}")
        self.code = field.code


def clean_payload(kind: ActivityKind, raw: Mapping[str, Any]) -> dict[str, Any]:
    """The values to store: typed, empty ones left out; unknown items are refused."""
    known = {field.code: field for field in kind.fields}
    stray = sorted(set(raw) - set(known))
    if stray:
        raise WrongItem(Field(code=stray[0], label=stray[0][:20]), f"不是{kind.title}的项目")
    found = {code: _clean(known[code], value) for code, value in raw.items()}
    return {code: value for code, value in found.items() if value not in (None, "", False)}


def _clean(field: Field, value: Any) -> Any:
    if field.type == "flag":
        if value in _TRUE:
            return True
        if value in _FALSE:
            return False
        raise WrongItem(field, "须填是或否")
    text = "" if value is None else str(value).strip()
    if not text:
        return None
    if field.type == "choice" and text not in dict(field.choices):
        raise WrongItem(field, "没有这一项")
    if field.type in ("number", "person"):
        if not (text.isascii() and text.isdigit() and len(text) < 10):
            raise WrongItem(field, "须填整数")
        if field.type == "number" and int(text) > field.most:
            raise WrongItem(field, f"不能超过 {field.most}")
        return int(text)
    if field.type == "text" and len(text) > field.most:
        raise WrongItem(field, f"最多 {field.most} 字")
    return text


def kind_from(code: str, title: str, body: Mapping[str, Any], **dates: Any) -> ActivityKind:
    """A county's own row as the same declaration under the same checks, and asks nothing else.

    What may never be asked is refused here by the words of the label (R-LAW-06).
    """
    fields = tuple(_field(item) for item in body.get("fields", ()))
    for label in (title, *(field.label for field in fields)):
        reason = refuses(label)
        if reason:
            raise DeclarationError(f"{label}：{reason}")
    listed: dict[str, Any] = {
        name: tuple(body[name]) for name in ("org_kinds", "needs", "topics") if body.get(name)
    }
    return ActivityKind(
        code=code, title=title, source=str(body.get("source", "")),
        group=str(body.get("group", "")), order=90, expects=str(body.get("expects", "nobody")),
        help=str(body.get("help", "")), fields=fields, **listed, **dates,
    )  # fmt: skip


def _field(item: Mapping[str, Any]) -> Field:
    choices = tuple((str(code), str(label)) for code, label in item.get("choices", ()))
    return Field(
        code=str(item["code"]), label=str(item["label"]), type=str(item.get("type", "text")),
        needed=bool(item.get("needed")), choices=choices, help=str(item.get("help", "")),
        most=int(item.get("most", 100)),
    )  # fmt: skip
