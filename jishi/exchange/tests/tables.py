"""Small workbooks for the tests of imports, and the way they go in."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import Model

from jishi.base.sealed import Sealed
from jishi.exchange import actions
from jishi.exchange.models import ImportBatch
from jishi.exchange.reconcile import Plan
from jishi.exchange.way import AtOnce
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def identity(born: date, serial: int, man: bool = True, area: str = "990000") -> str:
    """A number of nobody: the area is not assigned, the check digit is right."""
    stem = f"{area}{born:%Y%m%d}{serial * 2 % 1000 + man:03d}"
    total = sum(int(sign) * weight for sign, weight in zip(stem, WEIGHTS, strict=True))
    return stem + "10X98765432"[total % 11]


def workbook(
    headers: Sequence[str], rows: Sequence[Sequence[str]], sheet: str = "Sheet1", saved: Any = None
) -> bytes:
    return workbook_of_sheets({sheet: [headers, *rows]}, saved)


def workbook_of_sheets(sheets: Mapping[str, Sequence[Sequence[str]]], saved: Any = None) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    if saved is not None:
        book.set_properties({"created": saved})
    for name, rows in sheets.items():
        page = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                if text != "":
                    page.write_string(number, column, text)
    book.close()
    return out.getvalue()


MEMBER = ("姓名", "性别", "民族", "出生日期", "身份证号", "手机号", "学历", "所在党支部",
          "党员类别", "入党日期", "转正日期")  # fmt: skip


def member(n: int, branch: str = "河东村党支部", **changes: str) -> list[str]:
    born = date(1980, 1 + n % 12, 1 + n % 28)
    row = {
        "姓名": f"韦{'甲乙丙丁戊己庚辛壬癸'[n % 10]}{'春夏秋冬东南西北中金'[n // 10 % 10]}",
        "性别": "男", "民族": "汉族", "出生日期": born.isoformat(), "身份证号": identity(born, n),
        "手机号": f"139{n:08d}", "学历": "大专", "所在党支部": branch, "党员类别": "正式党员",
        "入党日期": "2008-07-01", "转正日期": "2009-07-01",
    }  # fmt: skip
    return list({**row, **changes}.values())


def members(count: int, branch: str = "河东村党支部") -> bytes:
    return workbook(MEMBER, [member(n, branch) for n in range(count)])


def bring_in(
    actor: Actor,
    kind: str,
    data: bytes,
    *,
    org: Organisation | None = None,
    name: str = "名册.xlsx",
    whose: Mapping[str, str] | None = None,
) -> tuple[ImportBatch, Plan]:
    """Hand in, check, publish at once."""
    way = AtOnce(actor)
    batch = actions.hand_in(actor, kind, data, name, org=org)
    if whose:
        batch = actions.choose(actor, batch, batch.version, whose=whose, answers={})
    checked = actions.check(way, batch)
    return batch, actions.publish(way, batch, checked)


def faults(plan: Plan) -> list[tuple[int, int, str]]:
    return sorted((mark.row, mark.column, mark.code) for mark in plan.marks)


APART = {"auditevent", "audithead", "job", "inboxitem", "storedfile", "oncekey"}


# An import is a record of its own; facts behind figures are made anew from the records.
DERIVED = ("jishi.exchange", "jishi.figures")


def snapshot() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every business table, sealed values opened."""
    found = {}
    for model in apps.get_models():
        module = model.__module__
        ours = module.startswith("jishi.") and not module.startswith(DERIVED)
        if ours and model._meta.model_name not in APART:
            found[model._meta.label] = _rows(model)
    return found


def _rows(model: type[Model]) -> list[tuple[Any, ...]]:
    fields = [f.attname for f in model._meta.concrete_fields]
    rows = model._default_manager.order_by("pk")
    return [tuple(_plain(getattr(row, name)) for name in fields) for row in rows]


def _plain(value: Any) -> Any:
    from jishi.base.crypto import unseal

    if isinstance(value, Sealed):
        return unseal(value.token, value.purpose) if value.token else ""
    return value
