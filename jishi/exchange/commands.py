"""`jishi import`, `jishi undo-import`, `jishi export`: tables in and out without a browser."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jishi.base.commands import DONE, FILE_REFUSED, SOME_REFUSED, actor, command, emit, say
from jishi.config.environment import Fault

if TYPE_CHECKING:
    from jishi.exchange.faults import Mark
    from jishi.exchange.layout import Layout
    from jishi.tree.actor import Actor
    from jishi.tree.models import Organisation


def _import_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", metavar="种类", nargs="?", default="",
                        help="organisations members posts units dues cases hotline …")  # fmt: skip
    parser.add_argument("file", metavar="文件", nargs="?", help="xlsx、xls、ods 或 csv")
    parser.add_argument("--org", metavar="编码", default="", help="只导入这个组织及所属的")
    parser.add_argument("--sheet", metavar="工作表", default="", help="默认自动选择")
    parser.add_argument("--dry-run", action="store_true", help="只核对，不入库")
    parser.add_argument("--errors", metavar="OUT.xlsx", default="", help="退回的行存成工作簿")
    parser.add_argument("--fields", metavar="种类", default="", help="列出这种表的栏目")


@command("import", "导入表格：核对后入库，有错的行退回", arguments=_import_arguments, writes=True)
def import_(args: argparse.Namespace) -> int:
    if args.fields:
        return _fields(args)
    if not args.kind or not args.file:
        raise Fault("须给出种类和文件，如：jishi import members 名册.xlsx --org QH0101")
    path = Path(args.file)
    if not path.is_file():
        raise Fault(f"没有文件 {path}")
    return _bring_in(args, path, _kind(args.kind).code)


def _kind(word: str) -> Any:
    from jishi.exchange.records.kind import kind_named, kinds

    kind = kind_named(word)
    if kind is None:
        raise Fault(f"没有“{word}”这一种表；可选：{'、'.join(kinds())}")
    return kind


def _fields(args: argparse.Namespace) -> int:
    kind = _kind(args.fields)
    document = [
        {
            "field": f.name, "label": f.label, "aliases": list(f.aliases), "required": f.required,
            "key": f.key, "example": f.example, "choices": dict(f.choices or {}), "note": f.note,
        }
        for f in kind.fields
    ]  # fmt: skip
    lines = [
        f"{f.label}{'（必填）' if f.required else ''}  {f.name}  例：{f.example or '—'}"
        for f in kind.fields
    ]
    emit(args, document, "\n".join(lines))
    return DONE


def _org(who: Actor, code: str) -> Organisation | None:
    from jishi.exchange.access import IMPORT
    from jishi.tree.models import Organisation
    from jishi.tree.reach import reach, visible

    if code:
        found = visible(who, IMPORT, Organisation.objects.filter(code=code)).first()
        if found is None:
            raise Fault(f"没有组织 {code}，或不在您的范围内")
        return found
    if who.is_operator:
        return None
    roots = reach(who, IMPORT).roots
    if not roots:
        raise Fault("这个账号没有导入的权限")
    return Organisation.objects.get(pk=roots[0].org_id)


def _bring_in(args: argparse.Namespace, path: Path, kind: str) -> int:
    from jishi.exchange import actions
    from jishi.exchange.layout import Layout
    from jishi.exchange.recognition import FileRefused, Opened
    from jishi.exchange.way import AtOnce

    who = actor(args)
    org = _org(who, args.org)
    way = AtOnce(who)
    data = path.read_bytes()
    try:
        opened = Opened()
        batch = actions.hand_in(
            who, kind, data, path.name, org=org, sheet=args.sheet, opened=opened
        )
        checked = actions.check(way, batch, opened)
        found = checked.plan if args.dry_run else actions.publish(way, batch, checked)
    except FileRefused as refusal:
        document = _document(kind, path, None, None)
        document["faults"] = [
            {"row": 0, "column": 0, "code": refusal.code, "message": refusal.message}
        ]
        say(refusal.message)
        emit(args, document, "文件没有导入")
        return FILE_REFUSED
    if args.errors:
        from jishi.exchange.results import read_again, refused_rows

        read = read_again(batch)
        if read is not None:
            Path(args.errors).write_bytes(refused_rows(read, found.marks))
    document = _document(kind, path, batch, found)
    emit(args, document, _told(found, Layout.of(batch.layout), args.dry_run))
    return SOME_REFUSED if found.refused else DONE


def _document(kind: str, path: Path, batch: Any, found: Any) -> dict[str, Any]:
    from jishi.exchange.layout import Layout

    document: dict[str, Any] = {
        "kind": kind, "file": path.name, "sheet": "", "header_rows": [], "columns": [],
        "rows": {"total": 0, "accepted": 0, "refused": 0, "blank": 0}, "faults": [],
        "import_id": None,
    }  # fmt: skip
    if batch is None:
        return document
    layout, counts = Layout.of(batch.layout), found.counts()
    return {
        **document,
        "sheet": layout.sheet,
        "header_rows": list(layout.header_rows),
        "columns": [
            {"index": c.index, "header": c.header, "field": c.field, "confidence": c.confidence}
            for c in layout.columns
        ],
        "rows": {name: counts[name] for name in ("total", "accepted", "refused", "blank")},
        "faults": [
            _fault(layout, m) for m in sorted(found.marks, key=lambda m: (m.row, m.column))
        ],
        "import_id": batch.pk,
        "changes": {n: counts[n] for n in ("new", "changed", "same", "gone", "older", "conflict")},
    }  # fmt: skip


def _fault(layout: Layout, mark: Mark) -> dict[str, Any]:
    sheet, row = layout.place(mark.row)
    fault = {"row": row, "column": mark.column, "code": mark.code, "message": mark.message}
    return fault if sheet == layout.sheet else {**fault, "sheet": sheet}


def _told(found: Any, layout: Layout, dry: bool) -> str:
    counts = found.counts()
    head = "核对" if dry else "导入"
    lines = [
        f"{head}完成：共 {counts['total']} 行，{'可' if dry else '已'}入库 {counts['accepted']}"
        f"（新增 {counts['new']}，变更 {counts['changed']}，没有变化 {counts['same']}），"
        f"退回 {counts['refused']}，空行和合计 {counts['blank']}"
    ]
    lines += [f"  {layout.row_word(m.row)}第 {m.column} 列：{m.message}" for m in found.marks[:20]]
    if len(found.marks) > 20:
        lines.append(f"  ……共 {len(found.marks)} 处")
    return "\n".join(lines)


def _undo_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="编号", type=int, help="导入的编号")


@command("undo-import", "撤销一次导入", arguments=_undo_arguments, writes=True)
def undo_import(args: argparse.Namespace) -> int:
    from jishi.exchange import actions, queries
    from jishi.exchange.layout import Layout
    from jishi.exchange.way import AtOnce

    who = actor(args)
    batch = queries.batch(who, args.id)
    outcome, layout = actions.undo(AtOnce(who), batch), Layout.of(batch.layout)
    document = {
        "import_id": batch.pk, "created": outcome.created, "changed": outcome.changed,
        "kept": [{"row": layout.place(row)[1], "reason": why} for row, why in outcome.kept],
    }  # fmt: skip
    text = f"撤销了新增 {outcome.created} 条、变更 {outcome.changed} 条"
    if outcome.kept:
        text += f"；{len(outcome.kept)} 行已有后续业务，保留：" + "；".join(
            f"{layout.row_word(row)}{why}" for row, why in outcome.kept[:10]
        )
    emit(args, document, text)
    return SOME_REFUSED if outcome.kept else DONE


def _export_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", metavar="种类", help="organisations members posts units dues …")
    parser.add_argument("-o", dest="out", metavar="FILE", required=True, help="xlsx 或 csv")
    parser.add_argument("--org", metavar="编码", default="", help="只要这个组织及所属的")
    parser.add_argument("--clear", type=int, default=0, metavar="编号",
                        help="按已批准的明文导出申请导出（须加 --as 申请人）")  # fmt: skip
    parser.add_argument("--template", action="store_true", help="空表和填表说明")


@command("export", "导出表格，栏目与导入相同", arguments=_export_arguments, writes=True)
def export(args: argparse.Namespace) -> int:
    from jishi.exchange import actions, export_book

    who, kind, out = actor(args), _kind(args.kind), Path(args.out)
    if out.suffix.lower() not in (".xlsx", ".csv"):
        raise Fault("导出的文件名须以 .xlsx 或 .csv 结尾")
    if args.template:
        out.write_bytes(export_book.template(kind))
        emit(args, {"kind": kind.code, "file": str(out), "rows": 0}, f"空表存在 {out}")
        return DONE
    org = _org(who, args.org)
    table = actions.export_table(who, kind.code, org, args.clear)
    body = export_book.csv_of(table) if out.suffix.lower() == ".csv" else export_book.book_of(table)
    out.write_bytes(body)
    rows = len(table.rows)
    emit(args, {"kind": kind.code, "file": str(out), "rows": rows}, f"{rows} 行存在 {out}")
    return DONE
