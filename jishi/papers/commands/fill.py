"""`jishi paper fill FILE --org --period -o OUT.docx`, or `--template CODE` instead of a file."""

from __future__ import annotations

import argparse
from pathlib import Path

from jishi.base.commands import DONE, FILE_REFUSED, USAGE, actor, command, emit, say
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
    if args.template is not None:
        from jishi.papers.filling.making import filled_template, written

        filled = filled_template(who, args.template, org, period)
        found = {"filled": len(filled.figures), "left": 0}
        body = written(who, filled, org)
    else:
        data = _read(Path(args.file))
        from jishi.papers.filling.refilling import refill_file
        from jishi.papers.opening import Unreadable

        try:
            body, done = refill_file(who, data, args.file, org, period)
        except Unreadable as refused:
            say(refused.message)
            return FILE_REFUSED
        found = {"filled": len(done.swaps), "left": done.left}
    _write(Path(args.out), body)
    left = f"，{found['left']} 处没有把握，留着没填" if found["left"] else ""
    document = {"org": org.code, "period": str(period), "out": args.out, **found}
    emit(args, document, f"已写入 {args.out}，填了 {found['filled']} 个数{left}")
    return DONE


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise Fault(f"读不了 {path}：{fault.strerror}") from None


def _write(path: Path, body: bytes) -> None:
    try:
        path.write_bytes(body)
    except OSError as fault:
        raise Fault(f"写不了 {path}：{fault.strerror}") from None
