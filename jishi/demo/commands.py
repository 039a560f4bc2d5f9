"""`jishi demo`: an invented county to look around in."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from datetime import date

from jishi.base.clock import today
from jishi.base.commands import DONE, command, emit
from jishi.config.environment import Fault

SEED = 20260701


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--size", choices=("small", "county", "city"), default="small")
    parser.add_argument("--seed", type=int, default=SEED, help="同一种子生成同一个县")
    parser.add_argument("--until", metavar="日期", default="", help="数据截至哪一天，默认今天")


@command("demo", "填入虚构的青禾县，供试用", arguments=_arguments, founds=True)
def demo(args: argparse.Namespace) -> int:
    from jishi.accounts.rules.passwords import DEMO_PASSWORD
    from jishi.demo.build import build
    from jishi.tree.errors import NotDone

    try:
        until = date.fromisoformat(args.until) if args.until else today()
    except ValueError:
        raise Fault(f"--until 须如 2026-11-20，现在是「{args.until}」") from None
    try:
        built = build(args.size, args.seed, until)
    except NotDone as refusal:
        raise Fault(str(refusal)) from None
    counts = f"{built.organisations} 个组织，{built.members} 名党员，{built.accounts} 个账号"
    heading = f"已填入虚构的青禾县：{counts}。"
    emit(
        args,
        {
            "organisations": built.organisations,
            "members": built.members,
            "accounts": built.accounts,
            "logins": [login for login, _ in built.logins],
            "password": DEMO_PASSWORD,
        },
        f"{heading}\n{_accounts(built.logins)}",
    )
    return DONE


def fill_if_empty() -> str:
    """For `serve --demo`: the small county in an empty database; who may sign in, in words."""
    from jishi.base.installation import installation
    from jishi.demo.build import build, logins

    if not installation().ready:
        build("small", SEED, today())
    return _accounts(logins()) if installation().demo else "数据库里已有真实数据，没有填入演示县"


def _accounts(found: Iterable[tuple[str, str]]) -> str:
    from jishi.accounts.rules.passwords import DEMO_PASSWORD

    lines = ["演示账号：", *(f"  {login:<10} {what}" for login, what in found)]
    return "\n".join([*lines, f"密码都是：{DEMO_PASSWORD}"])
