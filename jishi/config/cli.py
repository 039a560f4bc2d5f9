"""The `jishi` command: find it, see that its surroundings are in order, run it.

Whatever goes wrong is said in one line on standard error, with exit code 1; wrong usage is 2.
A traceback appears only under JISHI_DEBUG=1, for developers.
"""

from __future__ import annotations

import difflib
import os
import sys
from collections.abc import Callable, Sequence
from io import TextIOWrapper

from jishi import __version__
from jishi.base.commands import DONE, FAILED, USAGE, Declared, declared, load, parser_of
from jishi.config.environment import Fault, why

HELP = {"-h", "--help", "help"}


def main(argv: Sequence[str] | None = None) -> int:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jishi.config.settings")
    words = list(sys.argv[1:] if argv is None else argv)
    return one_line(lambda: run(words))


def run(words: list[str]) -> int:
    if not words or words[0] in HELP:
        print(overview())
        return DONE if words else USAGE
    if words[0] in {"--version", "-V"}:
        print(__version__)
        return DONE
    if words[0] == "manage":
        return manage(words[1:])
    which = find(words)
    if which is None:
        sys.stderr.write(unknown(words) + "\n")
        return USAGE
    rest = words[len(which.name.split()) :]
    from jishi.config import ready

    if HELP & set(rest):
        ready.for_reading_only()
    else:
        ready.make_ready(which)
    found = load(which)
    args = parser_of(found).parse_args(rest)
    if which.needs == "database":
        ready.check_database(which)
    return found.run(args)


def find(words: Sequence[str]) -> Declared | None:
    commands = declared()
    return commands.get(" ".join(words[:2])) or commands.get(words[0])


def overview() -> str:
    lines = ["基石：县乡基层党建工作平台", "", "用法：jishi 命令 [参数]", ""]
    width = max((len(name) for name in declared()), default=0) + 2
    lines += [f"  {name:<{width}}{which.help}" for name, which in declared().items()]
    lines += [
        f"  {'manage':<{width}}Django 自带的管理命令",
        "",
        "每个命令的参数：jishi 命令 --help",
    ]
    return "\n".join(lines)


def unknown(words: Sequence[str]) -> str:
    group = [name for name in declared() if name.startswith(f"{words[0]} ")]
    if group:
        return f"用法不对：「{words[0]}」之下有：{'、'.join(group)}"
    near = difflib.get_close_matches(words[0], [*declared(), "manage"], n=3)
    hint = f"，是不是：{'、'.join(near)}" if near else "；全部命令见 jishi --help"
    return f"用法不对：没有命令「{words[0]}」{hint}"


def manage(words: list[str]) -> int:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["jishi manage", *words])
    return DONE


def one_line(work: Callable[[], int]) -> int:
    """Run, and turn whatever is raised into one line and an exit code."""
    try:
        code = work()
        sys.stdout.flush()
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except Exception as error:
        if os.environ.get("JISHI_DEBUG") == "1" and not isinstance(error, Fault):
            raise
        sys.stderr.write(explain(error).replace("\n", " ").strip() + "\n")
        return FAILED
    return code


def explain(error: Exception) -> str:
    """What happened, in one line an operator can act on."""
    if isinstance(error, Fault):
        return str(error)
    if isinstance(error, OSError):
        where = f" {error.filename}" if error.filename else ""
        return f"文件{where} 读写不成：{why(error)}"
    from django.db import DatabaseError

    from jishi.config.ready import database_fault
    from jishi.tree.errors import NotDone, NotVisible

    if isinstance(error, NotVisible):
        return "没有找到，或不在您的范围内"
    if isinstance(error, NotDone):
        return str(error)
    if isinstance(error, DatabaseError):
        return str(database_fault(error))
    detail = f"{type(error).__name__}: {error}"[:300]
    return f"程序出错，没有办成：{detail}（设 JISHI_DEBUG=1 再试可看细节）"


if __name__ == "__main__":
    raise SystemExit(main())
