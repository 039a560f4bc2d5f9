"""What an operator meets: environment variables and commands."""

from __future__ import annotations

import argparse
from pathlib import Path

from jishi.base.commands import Command, declared, load, parser_of
from jishi.config.environment import VARIABLES
from jishi.config.reference.tables import code, table

NEEDS = {"nothing": "不需要", "home": "数据文件夹", "database": "数据库"}


def environment(docs: Path) -> str:
    rows = [(code(v.name), v.meaning, code(v.default) or "空") for v in VARIABLES]
    return "# 环境变量\n\n写错的变量会在启动时用一句话指出。\n\n" + table(
        ("变量", "意思", "默认"), rows
    )


def commands(docs: Path) -> str:
    parts = [
        "# 命令\n\n`.venv/bin/jishi 命令 [参数]`。退出码：0 完成，1 没有办成，2 用法不对，"
        "3 部分行被退回，4 文件不能用。`--json` 在标准输出打印一份 JSON；消息都在标准错误。"
    ]
    for which in declared().values():
        parts.append(_command(load(which)))
    parts.append("## `jishi manage …`\n\nDjango 自带的管理命令，供开发和排查。")
    return "\n\n".join(parts)


def _command(found: Command) -> str:
    which = found.declared
    actions = [a for a in parser_of(found)._actions if not isinstance(a, argparse._HelpAction)]
    usage = " ".join(["jishi", which.name, *(_short(a) for a in actions)])
    lines = [f"## `jishi {which.name}`", which.help + "。", f"`{usage}`"]
    rows = [(code(_name(a)), a.help or "—", _default(a)) for a in actions if a.dest != "json"]
    if rows:
        lines.append(table(("参数", "意思", "默认"), rows))
    lines.append(f"需要：{NEEDS[which.needs]}{'，没有则建立' if which.founds else ''}。")
    return "\n\n".join(lines)


def _name(action: argparse.Action) -> str:
    return ", ".join(action.option_strings) or str(action.metavar or action.dest)


def _short(action: argparse.Action) -> str:
    metavar = str(action.metavar or "|".join(map(str, action.choices or ())) or action.dest.upper())
    if not action.option_strings:
        return metavar if action.required else f"[{metavar}]"
    option = action.option_strings[-1]
    text = option if action.nargs == 0 else f"{option} {metavar}"
    return text if action.required else f"[{text}]"


def _default(action: argparse.Action) -> str:
    empty = action.default in (None, False, "", argparse.SUPPRESS) or action.default == []
    return "—" if empty else code(str(action.default))
