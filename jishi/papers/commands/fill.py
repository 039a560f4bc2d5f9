"""`jishi paper fill FILE --org --period -o OUT.docx`."""

from __future__ import annotations

import argparse

from jishi.base.commands import FAILED, command
from jishi.figures.commands import where


def _fill(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", metavar="文件", help=".docx 或 .txt，其中有待填的数")
    where(parser)
    parser.add_argument("-o", dest="out", required=True, metavar="OUT.docx")


@command("paper fill", "把文稿中的数填上", arguments=_fill, writes=True)
def fill(args: argparse.Namespace) -> int:
    return FAILED
