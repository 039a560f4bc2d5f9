"""Commands as declarations: a function with `@command` in `<room>/commands.py`, or in a file of
`<room>/commands/` or `base/cli/`.

    @command("backup", "备份到一个文件", arguments=_arguments, needs="database", writes=True)
    def backup(args: argparse.Namespace) -> int: ...

The declaration is read from the source, so that `jishi --help` loads nothing and a command
loads only its own module. Name, help and flags are therefore plain literals. A name of two words
(`audit verify`) makes a group. Faults and refusals become one line; see `jishi.config.cli`.
"""

from __future__ import annotations

import argparse
import ast
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from jishi.config.environment import Fault
from jishi.tree.actor import Actor, local_operator

PACKAGE = Path(__file__).resolve().parent.parent

DONE, FAILED, USAGE, SOME_REFUSED, FILE_REFUSED = 0, 1, 2, 3, 4  # exit codes of every command

Needs = Literal["nothing", "home", "database"]
Run = Callable[[argparse.Namespace], int]
Arguments = Callable[[argparse.ArgumentParser], None]


@dataclass(frozen=True)
class Declared:
    """What is known of a command without loading it."""

    name: str
    help: str
    module: str
    needs: Needs = "database"
    writes: bool = False  # takes --as ACCOUNT
    founds: bool = False  # may make the data folder and bring its database up to date


@dataclass(frozen=True)
class Command:
    declared: Declared
    run: Run
    arguments: Arguments | None


_loaded: dict[str, Command] = {}


def command(
    name: str,
    help: str,
    *,
    arguments: Arguments | None = None,
    needs: Needs = "database",
    writes: bool = False,
    founds: bool = False,
) -> Callable[[Run], Run]:
    """Declare a command; it returns its exit code."""

    def declare(run: Run) -> Run:
        known = _loaded.get(name)
        if known is not None and known.declared.module != run.__module__:
            raise ValueError(f"{name}: declared in {known.declared.module} and {run.__module__}")
        what = Declared(name, help, run.__module__, needs, writes, founds)
        _loaded[name] = Command(what, run, arguments)
        return run

    return declare


@cache
def declared() -> Mapping[str, Declared]:
    """Every command by name, read from the source of the rooms."""
    found: dict[str, Declared] = {}
    places = ("*/commands.py", "*/commands/*.py", "base/cli/*.py")
    files = [path for place in places for path in PACKAGE.glob(place)]
    for path in sorted(files):
        for each in _read(path):
            if each.name in found:
                raise ValueError(f"{each.name}: in {found[each.name].module} and {each.module}")
            found[each.name] = each
    return dict(sorted(found.items()))


def _read(path: Path) -> Iterator[Declared]:
    module = ".".join(["jishi", *path.relative_to(PACKAGE).with_suffix("").parts])
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if not isinstance(node, ast.FunctionDef):
            continue
        for mark in node.decorator_list:
            if isinstance(mark, ast.Call) and getattr(mark.func, "id", "") == "command":
                name, text = (ast.literal_eval(part) for part in mark.args)
                flags = {k.arg: k.value for k in mark.keywords if k.arg != "arguments"}
                values = {str(k): ast.literal_eval(v) for k, v in flags.items()}
                yield Declared(name, text, module, **values)


def load(which: Declared) -> Command:
    """Import the module that holds a command; Django must be ready."""
    from importlib import import_module

    import_module(which.module)
    return _loaded[which.name]


def parser_of(which: Command) -> argparse.ArgumentParser:
    """The parser of one command, with the options that all commands share."""
    parser = Parser(prog=f"jishi {which.declared.name}", description=which.declared.help)
    if which.arguments:
        which.arguments(parser)
    if which.declared.writes:
        parser.add_argument("--as", dest="account", metavar="账号", help="以此账号的权限办理")
    parser.add_argument("--json", action="store_true", help="在标准输出打印一份 JSON")
    return parser


class Parser(argparse.ArgumentParser):
    """argparse whose complaint is one Chinese line."""

    def error(self, message: str) -> Any:
        sys.stderr.write(f"用法不对：{in_chinese(message)}。看用法：{self.prog} --help\n")
        raise SystemExit(USAGE)


_PHRASES = (
    ("the following arguments are required: ", "缺少参数 "),
    ("one of the arguments ", "须给出其中一项："),
    (" is required", ""),
    ("unrecognized arguments: ", "不认识的参数 "),
    ("expected one argument", "后面缺一个值"),
    ("expected at least one argument", "后面至少要有一个值"),
    ("invalid choice: ", "没有这个选项 "),
    ("(choose from ", "（可选 "),
    ("invalid int value: ", "须是整数，现在是 "),
    ("invalid ", "不合格式："),
    (" value: ", " "),
    ("not allowed with argument ", "不能同时使用 "),
    ("argument ", "参数 "),
)


def in_chinese(message: str) -> str:
    for english, chinese in _PHRASES:
        message = message.replace(english, chinese)
    return message


def actor(args: argparse.Namespace) -> Actor:
    """Who acts: the account named by `--as`, else the audited local operator."""
    from django.contrib.auth import get_user_model

    from jishi.base.clock import today

    login = getattr(args, "account", None)
    if not login:
        return local_operator(today())
    accounts: Any = get_user_model()._default_manager  # the rooms above, unseen from here
    account = accounts.filter(login=login).first()
    if account is None or not account.is_active:
        raise Fault(f"没有可用的账号「{login}」")
    return Actor(account.pk, account.login, account.name, account.kind, today())


def emit(args: argparse.Namespace, document: Any, text: str) -> None:
    """The answer on standard output: one JSON document, or words."""
    if args.json:
        text = json.dumps(document, ensure_ascii=False, indent=1, default=str)
    sys.stdout.write(text if text.endswith("\n") else text + "\n")


def say(text: str) -> None:
    """A message beside the answer, on standard error."""
    sys.stderr.write(text + "\n")
