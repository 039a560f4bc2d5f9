"""First run and account recovery from the server itself."""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from pathlib import Path
from typing import Any

from jishi.accounts.actions import staff
from jishi.accounts.actions.setup import (
    DEFAULT_ADMINISTRATORS,
    Administrator,
    Founded,
    Root,
    first_run_code,
    set_up,
)
from jishi.base.commands import actor, command, emit, say
from jishi.base.installation import installation
from jishi.config.environment import Fault
from jishi.tree.permissions import ADMINISTRATORS, ROLES

SHAPE = {
    "name": "青禾县党建",
    "root": {
        "code": "QH", "name": "中国共产党青禾县委员会", "short_name": "青禾县委",
        "kind": "local_committee", "sector": "county",
    },
    "administrators": {kind: {"login": kind, "name": "姓名"} for kind in ADMINISTRATORS},
}  # fmt: skip


def _init_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--answers", type=Path, metavar="文件",
        help="回答写在 JSON 或 TOML 文件里；样子：" + json.dumps(SHAPE, ensure_ascii=False),
    )  # fmt: skip
    parser.add_argument(
        "--code", action="store_true", help="只显示安装码，供从别的电脑打开 /setup/ 时输入"
    )


@command(
    "init", "初始设置：数据库、密钥、最上级组织、三名管理员",
    arguments=_init_arguments, needs="database", writes=True, founds=True,
)  # fmt: skip
def init(args: argparse.Namespace) -> int:
    if installation().ready:
        raise Fault("已经完成初始设置，不能再做一次")
    if args.code:
        emit(args, {"code": first_run_code()}, first_run_code())
        return 0
    answers = read_answers(args.answers) if args.answers else ask()
    name, root, administrators = understood(answers)
    founded = set_up(actor(args), name, root, administrators)
    emit(args, document(founded), words(founded))
    say("一次性密码只显示这一次，请分别交给三个人；第一次登录时必须改。")
    return 0


def read_answers(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text(encoding="utf-8")
        found = tomllib.loads(text) if path.suffix == ".toml" else json.loads(text)
    except (OSError, ValueError) as error:
        raise Fault(f"回答文件 {path} 读不了：{error}") from error
    if not isinstance(found, dict):
        raise Fault(f"回答文件 {path} 的内容不对，看样子：jishi init --help")
    return found


def ask() -> dict[str, Any]:
    """On a terminal the questions; without one the defaults, which can be changed later."""
    return {
        "name": _asked("系统名称", "基石"),
        "root": {
            "code": _asked("最上级组织编码", "ROOT"),
            "name": _asked("最上级组织全称", "中国共产党县委员会"),
            "short_name": _asked("最上级组织简称", "县委"),
        },
        "administrators": {
            kind: {
                "login": _asked(f"{ROLES[kind].label}的账号", one.login),
                "name": _asked(f"{ROLES[kind].label}的姓名", one.name),
            }
            for kind, one in DEFAULT_ADMINISTRATORS.items()
        },
    }


def _asked(question: str, default: str) -> str:
    if not sys.stdin.isatty():
        return default
    sys.stderr.write(f"{question}［{default}］：")
    sys.stderr.flush()
    return sys.stdin.readline().strip() or default


def understood(answers: dict[str, Any]) -> tuple[str, Root, dict[str, Administrator]]:
    try:
        root = Root(**{key: str(value) for key, value in answers["root"].items()})
        people = {
            kind: Administrator(str(one["login"]), str(one["name"]))
            for kind, one in answers["administrators"].items()
        }
        return str(answers["name"]), root, people
    except (KeyError, TypeError, AttributeError) as error:
        raise Fault(f"回答不完整或多了内容：{error}；看样子：jishi init --help") from error


def document(founded: Founded) -> dict[str, Any]:
    return {
        "name": founded.installation.name,
        "root": {"code": founded.root.code, "name": founded.root.name},
        "administrators": [
            {"kind": s.account.kind, "login": s.account.login, "password": s.password}
            for s in founded.slips
        ],
    }


def words(founded: Founded) -> str:
    lines = [f"{founded.installation.name}：初始设置完成，最上级组织 {founded.root.short_name}"]
    lines += [
        f"{slip.place}  账号 {slip.account.login}  一次性密码 {slip.password}"
        for slip in founded.slips
    ]
    return "\n".join(lines)


def _recover_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("login", metavar="账号")


@command(
    "recover", "在服务器上为账号重置密码和第二道验证，用于管理员自己进不去时",
    arguments=_recover_arguments, needs="database", writes=True,
)  # fmt: skip
def recover(args: argparse.Namespace) -> int:
    slip = staff.recover_account(actor(args), args.login)
    answer = {"login": slip.account.login, "password": slip.password}
    emit(args, answer, f"账号 {slip.account.login}  一次性密码 {slip.password}")
    return 0
