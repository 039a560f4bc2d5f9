"""`jishi figures …`: list, show, rows, verify, rebuild."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from jishi.base.commands import DONE, FAILED, actor, command, emit
from jishi.config.environment import Fault

if TYPE_CHECKING:
    from jishi.figures.queries.showing import Figure
    from jishi.kernel.period import Period
    from jishi.tree.actor import Actor
    from jishi.tree.models import Organisation


def where(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--org", required=True, metavar="编码", help="此组织及其下级")
    parser.add_argument("--period", required=True, metavar="时期", help="如 2026-05、2026Q2、2026")


def _show(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("codes", nargs="+", metavar="指标编码")
    where(parser)
    parser.add_argument("--by", choices=("child", "month"), help="按下级或按月分开")


def _rows(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="指标编码")
    where(parser)


def _close(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("period", metavar="时期", help="如 2026-05、2026Q2、2026")
    parser.add_argument("--org", required=True, metavar="编码", help="此组织及其下级")


def place(args: argparse.Namespace, who: Actor) -> tuple[Organisation, Period]:
    from jishi.figures.access import FIGURE_VIEW
    from jishi.kernel.period import Period, PeriodError
    from jishi.tree.models import Organisation
    from jishi.tree.reach import require, visible

    require(who, FIGURE_VIEW)
    org = visible(who, FIGURE_VIEW, Organisation.objects.all()).filter(code=args.org).first()
    if org is None:
        raise Fault(f"没有编码为「{args.org}」的组织")
    try:
        return org, Period.parse(args.period)
    except PeriodError as fault:
        raise Fault(str(fault)) from None


@command("figures list", "所有指标：编码、名称、单位、口径", needs="nothing")
def list_figures(args: argparse.Namespace) -> int:
    from jishi.figures.declared import all_indicators

    found = [
        {
            "code": each.code, "title": each.title, "unit": each.unit, "kind": each.kind,
            "description": each.describe(), "source": each.source,
        }
        for each in all_indicators().values()
    ]  # fmt: skip
    lines = ["\t".join((each["code"], each["title"], each["unit"])) for each in found]
    emit(args, found, "\n".join(lines))
    return DONE


@command("figures show", "指标的值", arguments=_show, writes=True)
def show(args: argparse.Namespace) -> int:
    from jishi.figures.queries import showing
    from jishi.figures.queries.reading import read

    who = actor(args)
    org, period = place(args, who)
    wanted = [showing.indicator_of(code) for code in args.codes]
    beside = showing.Beside()
    way: Any = {"child": showing.by_child, "month": showing.by_month}.get(args.by)
    if way is None:
        found = showing.figures(who, args.codes, org, period)
    else:
        found = read(
            who.today,
            lambda at: [f for each in wanted for f in way(at, each, org, period, beside)],
        )
    lines = [f"{f.indicator.title}\t{f.org.short_name}\t{f.period}\t{f.text}" for f in found]
    emit(args, [_document(figure) for figure in found], "\n".join(lines))
    return DONE


def _document(figure: Figure) -> dict[str, Any]:
    value = figure.value
    number: int | float | None = None
    if value is not None:
        number = int(value) if value.denominator == 1 else round(float(value), 4)
    return {
        "code": figure.indicator.code, "org": figure.org.code, "period": str(figure.period),
        "value": number, "numerator": figure.numerator, "denominator": figure.denominator,
        "unit": figure.indicator.unit, "qualifier": figure.qualifier, "as_of": figure.as_of,
        "missing": figure.missing or None,
    }  # fmt: skip


@command("figures rows", "数字背后的每一条记录", arguments=_rows, writes=True)
def rows(args: argparse.Namespace) -> int:
    from jishi.figures.queries.rows import rows_of
    from jishi.figures.queries.showing import indicator_of

    who = actor(args)
    org, period = place(args, who)
    found = rows_of(who, indicator_of(args.code), org, period)
    listed = [
        {"kind": row.kind, "id": row.id, "label": row.label, "org": row.org, "date": row.date}
        for row in found.rows
    ]
    document = {
        "code": args.code, "org": org.code, "period": str(period), "count": found.count,
        "rows": listed,
    }  # fmt: skip
    lines = [f"{row.org}\t{row.date or ''}\t{row.label}" for row in found.rows]
    emit(args, document, "\n".join([f"共 {found.count} 条", *lines]))
    return DONE


@command("figures close", "封存一个时期：以后的更正不改它的数", arguments=_close, writes=True)
def close(args: argparse.Namespace) -> int:
    from jishi.figures.actions.closing import close_period

    who = actor(args)
    org, period = place(args, who)
    row = close_period(who, org, period)
    document = {
        "org": org.code, "period": str(period), "number": row.number, "tree": row.tree_hash,
        "rules": row.rules_hash, "rows": row.rows_hash,
    }  # fmt: skip
    emit(args, document, f"已封存{org.short_name} {period.label}")
    return DONE


@command("figures rebuild", "按记录重新汇总全部数字", writes=True)
def rebuild(args: argparse.Namespace) -> int:
    from jishi.base.access import JOBS_SYSTEM
    from jishi.figures.actions.refreshing import rebuild_all
    from jishi.figures.declared import all_tables
    from jishi.tree.reach import require

    who = actor(args)
    require(who, JOBS_SYSTEM)
    rebuild_all(
        who.today, lambda done, total, what: print(f"{done + 1}/{total} {what}", file=sys.stderr)
    )
    emit(args, {"tables": len(all_tables())}, f"已重新汇总 {len(all_tables())} 张数据表")
    return DONE


@command("figures verify", "逐个核对存的数与记录", writes=True)
def verify(args: argparse.Namespace) -> int:
    from jishi.base.access import JOBS_SYSTEM
    from jishi.figures.queries.closings import broken_closings
    from jishi.figures.queries.verifying import differences
    from jishi.tree.reach import require

    who = actor(args)
    require(who, JOBS_SYSTEM)
    found = [difference.document for difference in differences(who.today)]
    broken = [f"{row.org.code} {row.period}" for row in broken_closings()]
    said = "都与记录一致" if not found else f"{len(found)} 处与记录不符"
    if broken:
        said += f"；封存的内容被改动：{'、'.join(broken)}"
    lines = [
        f"{d['code']}\t{d['org']}\t{d['period']}\t{d['stored']} → {d['counted']}" for d in found
    ]
    emit(args, {"differences": found, "broken": broken}, "\n".join([said, *lines]))
    return FAILED if found or broken else DONE
