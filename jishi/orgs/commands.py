"""`jishi orgs`: the organisations on the command line."""

from __future__ import annotations

import argparse

from jishi.base.commands import DONE, actor, command, emit


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--open", action="store_true", help="只列没有撤销的")


@command(
    "orgs", "列出党组织：编码、名称、类型、上级、成立和撤销日期", arguments=_arguments, writes=True
)
def orgs(args: argparse.Namespace) -> int:
    from jishi.orgs import queries

    rows = queries.organisations(actor(args)).select_related("parent").order_by("line")
    if args.open:
        rows = rows.filter(closed_on__isnull=True)
    found = [
        {
            "code": org.code,
            "name": org.short_name,
            "kind": org.kind,
            "parent": org.parent.code if org.parent else None,
            "founded_on": org.founded_on,
            "closed_on": org.closed_on,
        }
        for org in rows
    ]
    lines = [
        "\t".join(str(each[key] or "") for key in ("code", "name", "kind", "parent"))
        for each in found
    ]
    emit(args, found, "\n".join(lines))
    return DONE
