"""`jishi keys status|add|rotate`: the ring of keys that seals personal data."""

from __future__ import annotations

import argparse

from jishi.base import rotation, sealed
from jishi.base.commands import DONE, actor, command, emit, say
from jishi.config import keys as ring
from jishi.config.environment import Fault, secret_file, why


@command("keys status", "有哪些加密密钥，多少内容还在旧密钥下")
def keys_status(args: argparse.Namespace) -> int:
    stale, own = sealed.stale_count(), ring.keys()
    numbers = sorted(own.fields)
    document = {"current": own.current, "numbers": numbers, "stale": stale}
    listed = "、".join(str(n) for n in numbers)
    emit(args, document, f"现用第 {own.current} 号（共有 {listed} 号）；{stale} 个值在旧密钥下")
    return DONE


@command("keys add", "增加一把加密密钥，从此用它写入", writes=True)
def keys_add(args: argparse.Namespace) -> int:
    try:
        number = rotation.add_key(actor(args))
    except OSError as error:
        raise Fault(f"密钥文件 {secret_file()} 写不了：{why(error)}") from error
    text = f"已增加第 {number} 号密钥。请另存密钥文件，重启服务，再运行 jishi keys rotate"
    emit(args, {"number": number}, text)
    return DONE


@command("keys rotate", "把旧密钥下的内容用新密钥重新加密；可随时中断再来", writes=True)
def keys_rotate(args: argparse.Namespace) -> int:
    def note(done: int, total: int, words: str) -> None:
        if done % 10_000 < 200 or done == total:
            say(f"{done} / {total} {words}")

    values, files = rotation.rotate_everything(actor(args), note)
    stale = sealed.stale_count()
    document = {"values": values, "files": files, "stale": stale}
    emit(args, document, f"重新加密了 {values} 个值、{files} 个文件，剩 {stale} 个")
    return DONE
