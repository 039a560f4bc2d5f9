"""`jishi duties board` and `jishi duties recompute`."""

from __future__ import annotations

import argparse

from jishi.base.commands import DONE, FAILED, actor, command, emit
from jishi.config.environment import Fault


def _board(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--org", required=True, metavar="编码", help="此组织及其下级")
    parser.add_argument("--period", required=True, metavar="时期", help="如 2026-05、2026Q2、2026")


@command("duties board", "应办事项看板：组织 × 事项 × 期次", arguments=_board, writes=True)
def board(args: argparse.Namespace) -> int:
    from jishi.duties.access import DUTY_VIEW
    from jishi.duties.queries.cells import cells
    from jishi.kernel.period import Period, PeriodError
    from jishi.tree.models import Organisation
    from jishi.tree.reach import require, visible

    who = actor(args)
    require(who, DUTY_VIEW)
    org = visible(who, DUTY_VIEW, Organisation.objects.all()).filter(code=args.org).first()
    if org is None:
        raise Fault(f"没有编码为「{args.org}」的组织")
    try:
        period = Period.parse(args.period)
    except PeriodError as fault:
        raise Fault(str(fault)) from None
    found = [
        {
            "org": each.code, "duty": cell.duty, "period": str(cell.period),
            "state": cell.state.value, "due_on": cell.due_on, "met_on": cell.met_on,
        }
        for each, own in cells(who, org, period)
        for cell in own
    ]  # fmt: skip
    lines = [
        "\t".join(str(cell[name] or "") for name in ("org", "duty", "period", "state", "met_on"))
        for cell in found
    ]
    emit(args, {"org": org.code, "period": str(period), "cells": found}, "\n".join(lines))
    return DONE


def _recompute(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="只核对，不改")


@command("duties recompute", "按记录重新推算全部应办事项", arguments=_recompute, writes=True)
def recompute(args: argparse.Namespace) -> int:
    from django.db import transaction

    from jishi.base.access import JOBS_SYSTEM
    from jishi.duties.actions import keeping
    from jishi.duties.queries.items import everything
    from jishi.tree.reach import require

    who = actor(args)
    require(who, JOBS_SYSTEM)
    if args.check:
        wrong = sum(each.count for each in everything(who.today))
    else:
        with transaction.atomic():
            wrong = keeping.recompute(who.today)
    said = (
        "都与记录一致" if not wrong else f"{wrong} 项与记录不符{'' if args.check else '，已改正'}"
    )
    emit(args, {"wrong": wrong}, said)
    return FAILED if wrong and args.check else DONE
