"""`jishi token`: a key to the interface from the command line."""

from __future__ import annotations

import argparse

from jishi.base.commands import DONE, actor, command, emit, say
from jishi.config.environment import Fault


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--account", dest="holder", required=True, metavar="账号", help="给哪个账号"
    )
    parser.add_argument("--label", default="命令行建立", metavar="用途", help="给哪个程序用")
    parser.add_argument("--days", type=int, default=90, metavar="天数", help="有效期，最长 365 天")


@command("token", "建立接口令牌并打印", arguments=_arguments, needs="database", writes=True)
def token(args: argparse.Namespace) -> int:
    from jishi.accounts.models import Account
    from jishi.api.actions import make_token
    from jishi.tree.errors import NotVisible

    account = Account.objects.filter(login=args.holder).first()
    if account is None:
        raise Fault(f"没有账号「{args.holder}」")
    try:
        made, secret = make_token(
            actor(args), account, label=args.label.strip()[:60] or "命令行建立", days=args.days
        )
    except NotVisible:
        raise Fault("只能给自己建立令牌") from None
    document = {"token": secret, "account": account.login, "expires_at": made.expires_at}
    emit(args, document, secret)
    say(f"令牌只显示这一次，{args.days} 天后到期。")
    return DONE
