"""The processing notice: what is held about people, why, on what ground, how long (R-LAW-03)."""

from __future__ import annotations

from pathlib import Path

from django.apps import apps
from django.db.models import Field, Model

from jishi.config.reference.tables import code, load_everything, table
from jishi.tree.privacy import Datum, Privacy


def privacy(docs: Path) -> str:
    from jishi.base.retention import CLOCKS

    load_everything()
    ours = [m for m in apps.get_models() if isinstance(m.__dict__.get("privacy"), Privacy)]
    ours.sort(key=lambda model: model._meta.db_table)
    told = [_section(m) for m in ours if not m.__dict__["privacy"].why_none]
    silent = [
        (code(m._meta.db_table), m.__dict__["privacy"].why_none)
        for m in ours
        if m.__dict__["privacy"].why_none
    ]
    clocks = [(code(c.code), c.what, c.after) for c in sorted(CLOCKS.values(), key=_code)]
    return "\n\n".join(
        [
            "# 个人信息处理告知\n\n本页由每个字段的声明生成：存什么、为什么、依据、存多久。"
            "宗教信仰、政治观点、重点人员、网络言论、生物特征、病历、行踪等一律不设字段，也不接受导入。",
            *told,
            "## 到期清理\n\n每夜按下列时钟清理，并留下数目。\n\n"
            + table(("时钟", "清理什么", "何时"), clocks),
            "## 不含个人信息的表\n\n" + table(("表", "说明"), silent),
        ]
    )


def _code(clock: object) -> str:
    return str(getattr(clock, "code", ""))


def _section(model: type[Model]) -> str:
    declared: Privacy = model.__dict__["privacy"]
    rows = []
    for field in model._meta.local_fields:
        datum = declared.of(field.name)
        if datum is not None and not field.primary_key:
            rows.append(_row(field, datum))
    heads = ("字段", "名称", "用途", "依据", "保存", "保护")
    return f"## `{model._meta.db_table}`\n\n{table(heads, rows)}"


def _row(field: Field, datum: Datum) -> tuple[str, ...]:  # type: ignore[type-arg]
    guard = "加密保存，默认遮蔽" if datum.masked else "—"
    return (
        code(field.name), str(field.verbose_name), datum.purpose, datum.basis, datum.keep, guard,
    )  # fmt: skip
