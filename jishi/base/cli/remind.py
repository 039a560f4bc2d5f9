"""`jishi remind`: the day's reminders now, or as of another day."""

from __future__ import annotations

import argparse
from datetime import date

from jishi.base.commands import DONE, FAILED, actor, command, emit


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--date", type=date.fromisoformat, metavar="日期", help="按这一天提醒，如 2026-11-20"
    )


@command("remind", "每日提醒：把到期事项放进各账号的待办", arguments=_arguments, writes=True)
def remind(args: argparse.Namespace) -> int:
    from jishi.base.reminders import run_reminders

    who = actor(args)
    on = args.date or who.today
    lines = run_reminders(who, on)
    document = {
        "date": on,
        "reminders": [
            {"code": line.reminder.code, "title": line.reminder.title, "made": line.made}
            for line in lines
        ],
    }
    emit(args, document, "\n".join(str(line) for line in lines) or "没有要提醒的事项")
    return FAILED if any(line.made is None for line in lines) else DONE
