"""Pictures of records before a table changes them, so that an import can be undone row for row.

A picture is the record with the rows that stand with it (`Kind.children`), as JSON; the caller
keeps it sealed. `hindrances` names what has come to hang on a record since.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db.models import Count, ForeignObjectRel, Model

from jishi.base import crypto
from jishi.base.sealed import Sealed, SealedField
from jishi.exchange.records.kind import Child, Kind

Values = dict[str, Any]
RUN = 500

# What hangs on a record, in the office's words; by model, else by the word for the rest.
DEPENDANTS = {
    "person": "人员",
    "organisation": "下级组织",
    "grant": "账号授权",
    "settingvalue": "设置",
    "inboxitem": "待办",
    "memberstate": "党籍记录",
    "memberchange": "变更记录",
    "transferletter": "组织关系介绍信",
    "duesbase": "党费基数",
    "duespayment": "党费缴纳",
    "link": "任职和联系",
    "post": "任职",
    "unit": "单位",
    "term": "任期",
    "actionitem": "议定事项",
    "activityfile": "会议材料",
    "countsheet": "计票单",
    "appraisal": "民主评议",
    "case": "问题或诉求",
    "casefile": "办理材料",
}
OTHERS = "其他业务记录"


@dataclass
class Picture:
    record: Values
    children: dict[str, list[Values]]  # by model label

    def text(self, after: Mapping[str, list[int]]) -> str:
        whole = {"record": self.record, "children": self.children, "after": after}
        return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def runs(pks: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(pks), RUN):
        yield pks[start : start + RUN]


def pictures(kind: Kind, pks: Sequence[int]) -> dict[int, Picture]:
    found: dict[int, Picture] = {}
    for some in runs(pks):
        for record in kind.model._default_manager.filter(pk__in=some):
            found[record.pk] = Picture(
                values_of(record), {c.model._meta.label: [] for c in kind.children}
            )
        for child in kind.children:
            for row in _children(child, some):
                owner = getattr(row, f"{child.link}_id")
                found[owner].children[child.model._meta.label].append(values_of(row))
    return found


def child_pks(kind: Kind, pks: Sequence[int]) -> dict[int, dict[str, list[int]]]:
    """The numbers of the rows that stand with each record now."""
    found: dict[int, dict[str, list[int]]] = {
        pk: {c.model._meta.label: [] for c in kind.children} for pk in pks
    }
    for some in runs(pks):
        for child in kind.children:
            link = f"{child.link}_id"
            for owner, pk in _children(child, some).values_list(link, "pk"):
                found[owner][child.model._meta.label].append(pk)
    return found


def _children(child: Child, pks: Sequence[int]) -> Any:
    rows = child.model._default_manager.filter(**{f"{child.link}__in": list(pks)})
    return rows.order_by("pk")


def values_of(record: Model) -> Values:
    return {f.attname: _plain(getattr(record, f.attname)) for f in record._meta.concrete_fields}


def _plain(value: Any) -> Any:
    if isinstance(value, Sealed):
        return crypto.unseal(value.token, value.purpose) if value.token else ""
    return value.isoformat() if isinstance(value, date | datetime) else value


def record_of(model: type[Model], values: Values) -> Model:
    """An unsaved record with these values; sealed ones are sealed anew."""
    made = model()
    for one in model._meta.concrete_fields:
        if one.attname in values:
            value = values[one.attname]
            setattr(
                made, one.attname, value if isinstance(one, SealedField) else one.to_python(value)
            )
    return made


def model_of(label: str) -> type[Model]:
    return apps.get_model(label)


# --- what has come since --------------------------------------------------------------------------


def hindrances(kind: Kind, created: Iterable[int]) -> dict[int, list[str]]:
    """For each record that an import made: what hangs on it now, named with its number."""
    pks = list(created)
    own = {child.model for child in kind.children}
    found: dict[int, list[str]] = {}
    for relation in relations(kind.model):
        if relation.related_model in own:
            continue
        model: Any = relation.related_model
        name = relation.field.attname
        for some in runs(pks):
            rows = model._default_manager.filter(**{f"{relation.field.name}__in": some})
            if model is kind.model:
                rows = rows.exclude(pk__in=pks)  # made by the same import
            for pk, number in rows.order_by().values_list(name).annotate(n=Count("pk")):
                label = DEPENDANTS.get(model._meta.model_name, OTHERS)
                found.setdefault(pk, []).append(f"{label} {number} 条")
    return found


def relations(model: type[Model]) -> list[ForeignObjectRel]:
    """Every foreign key that points at this model, those without a way back included."""
    fields = model._meta.get_fields(include_hidden=True)
    return [
        f
        for f in fields
        if isinstance(f, ForeignObjectRel)
        and (f.one_to_many or f.one_to_one)
        and not f.related_model.__module__.startswith("jishi.exchange")
    ]


def grown(kind: Kind, created: Sequence[int]) -> set[int]:
    """Records with more rows standing with them than their making gave them."""
    found: set[int] = set()
    for child in kind.children:
        for some in runs(created):
            counted = (
                _children(child, some).order_by().values_list(child.link).annotate(n=Count("pk"))
            )
            found |= {pk for pk, number in counted if number > child.made}
    return found
