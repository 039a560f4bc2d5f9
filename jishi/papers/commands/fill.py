"""`jishi paper fill FILE --org --period -o OUT.docx`, or `--template CODE` instead of a file."""

from __future__ import annotations

import argparse
from pathlib import Path

from jishi.base.commands import DONE, USAGE, actor, command, emit, say
from jishi.config.environment import Fault
from jishi.figures.commands import place, where


def _fill(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", metavar="文件", help=".docx 或 .txt，其中有待填的数")
    parser.add_argument("--template", metavar="编码", help="不用文件，按模板生成")
    where(parser)
    parser.add_argument("-o", dest="out", required=True, metavar="OUT.docx", help="写到这个文件")


@command("paper fill", "把文稿中待填的数填上，或按模板生成", arguments=_fill, writes=True)
def fill(args: argparse.Namespace) -> int:
    from jishi.papers.access import PAPER_VIEW
    from jishi.tree.reach import require

    if (args.file is None) == (args.template is None):
        say("用法不对：给出文件，或用 --template 给出模板编码，二者取一")
        return USAGE
    who = actor(args)
    require(who, PAPER_VIEW)
    org, period = place(args, who)
    from jishi.papers.making import filled_template, written

    filled = filled_template(who, args.template, org, period)
    document = {
        "org": org.code,
        "period": str(period),
        "figures": len(filled.figures),
        "out": args.out,
    }
    _write(Path(args.out), written(who, filled, org))
    emit(args, document, f"已写入 {args.out}，用了 {len(filled.figures)} 个数")
    return DONE


def _write(path: Path, body: bytes) -> None:
    try:
        path.write_bytes(body)
    except OSError as fault:
        raise Fault(f"写不了 {path}：{fault.strerror}") from None
