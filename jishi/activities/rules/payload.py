"""What a kind's own items may hold: typed by its declaration, nothing else gets in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jishi.activities.kinds.kind import ActivityKind
from jishi.base.refusals import refuses
from jishi.kernel.declare import DeclarationError
from jishi.kernel.items import clean_items, field_from


def clean_payload(kind: ActivityKind, raw: Mapping[str, Any]) -> dict[str, Any]:
    return clean_items(kind.fields, raw, kind.title)


def kind_from(code: str, title: str, body: Mapping[str, Any], **dates: Any) -> ActivityKind:
    """A county's own row as the same declaration under the same checks, and asks nothing else.

    What may never be asked is refused here by the words of the label (R-LAW-06).
    """
    fields = tuple(field_from(item) for item in body.get("fields", ()))
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
