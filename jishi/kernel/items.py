"""Typed items: what a kind writes down besides the columns every record has.

A kind declares `Field`s; `clean_items` lets in what they allow and nothing else. The values are
plain JSON. Start at `Field`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

TYPES = {
    "text": "文字",
    "choice": "单选",
    "flag": "是否",
    "number": "整数",
    "person": "人员",
    "date": "日期",
}
_TRUE, _FALSE = (True, 1, "1", "true", "on", "yes", "是"), (False, 0, "", None, "0", "false", "否")


@dataclass(frozen=True, kw_only=True)
class Field:
    """One typed item of what a kind writes down besides the common things."""

    code: str
    label: str
    type: str = "text"
    needed: bool = False  # without it the record is incomplete
    choices: tuple[tuple[str, str], ...] = ()
    help: str = ""
    most: int = 100  # characters of a text, the highest number

    def label_of(self, value: object) -> str:
        """A stored value in words."""
        if self.type == "choice":
            return dict(self.choices).get(str(value), str(value))
        if self.type == "flag":
            return "是" if value else "否"
        return str(value)


class WrongItem(ValueError):
    """A value that its item cannot hold; the text is for people."""

    def __init__(self, field: Field, text: str) -> None:
        super().__init__(f"{field.label}{text}")
        self.code = field.code


def field_faults(fields: Sequence[Field]) -> list[str]:
    """What is wrong with a declaration's items."""
    codes = [field.code for field in fields]
    faults = [f"没有「{field.type}」这种项目类型" for field in fields if field.type not in TYPES]
    faults += [f"项目 {code} 重复" for code in sorted(set(codes)) if codes.count(code) > 1]
    faults += [
        f"项目「{field.label}」没有可选的值"
        for field in fields
        if field.type == "choice" and not field.choices
    ]
    return faults


def field_from(item: Mapping[str, Any]) -> Field:
    """One item of a county's own row."""
    choices = tuple((str(code), str(label)) for code, label in item.get("choices", ()))
    return Field(
        code=str(item["code"]), label=str(item["label"]), type=str(item.get("type", "text")),
        needed=bool(item.get("needed")), choices=choices, help=str(item.get("help", "")),
        most=int(item.get("most", 100)),
    )  # fmt: skip


def clean_items(fields: Sequence[Field], raw: Mapping[str, Any], whose: str) -> dict[str, Any]:
    """The values to store: typed, empty ones left out; unknown items are refused."""
    known = {field.code: field for field in fields}
    stray = sorted(set(raw) - set(known))
    if stray:
        raise WrongItem(Field(code=stray[0], label=stray[0][:20]), f"不是{whose}的项目")
    found = {code: _clean(known[code], value) for code, value in raw.items()}
    return {code: value for code, value in found.items() if value not in (None, "", False)}


def missing_items(fields: Sequence[Field], values: Mapping[str, Any]) -> list[Field]:
    """Items that are needed and not there."""
    return [field for field in fields if field.needed and not values.get(field.code)]


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
    if field.type == "date":
        try:
            return date.fromisoformat(text).isoformat()
        except ValueError:
            raise WrongItem(field, "须如 2026-05-01") from None
    if field.type == "text" and len(text) > field.most:
        raise WrongItem(field, f"最多 {field.most} 字")
    return text
