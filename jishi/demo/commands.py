"""`jishi demo`: an invented county to look around in."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from datetime import date

from jishi.base.clock import today
from jishi.base.commands import DONE, command, emit
from jishi.config.environment import Fault


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--size", choices=("small", "county", "city"), default="small")
    parser.add_argument("--seed", type=int, default=20260701, help="同一种子生成同一个县")
    parser.add_argument("--if-empty", action="store_true", help="已有数据就什么也不做")
    parser.add_argument("--until", metavar="日期", default="", help="数据截至哪一天，默认今天")


@command("demo", "填入虚构的青禾县，供试用", arguments=_arguments, founds=True)
def demo(args: argparse.Namespace) -> int:
    from jishi.accounts.rules.passwords import DEMO_PASSWORD
    from jishi.base.installation import installation
    from jishi.demo.build import build, logins
    from jishi.tree.errors import NotDone

    try:
        until = date.fromisoformat(args.until) if args.until else today()
    except ValueError:
        raise Fault(f"--until 须如 2026-11-20，现在是「{args.until}」") from None
    here = installation()
    if args.if_empty and here.ready:
        document = {"filled": False, "demo": here.demo}
        emit(args, document, _accounts(logins(), DEMO_PASSWORD) if here.demo else "已有数据")
        return DONE
    try:
        built = build(args.size, args.seed, until)
    except NotDone as refusal:
        raise Fault(str(refusal)) from None
    heading = f"已填入虚构的青禾县：{built.organisations} 个组织，{built.accounts} 个账号。"
    emit(
        args,
        {
            "organisations": built.organisations,
            "accounts": built.accounts,
            "logins": [login for login, _ in built.logins],
            "password": DEMO_PASSWORD,
        },
        f"{heading}\n{_accounts(built.logins, DEMO_PASSWORD)}",
    )
    return DONE


def _accounts(found: Iterable[tuple[str, str]], password: str) -> str:
    lines = ["演示账号：", *(f"  {login:<10} {what}" for login, what in found)]
    return "\n".join([*lines, f"密码都是：{password}"])
