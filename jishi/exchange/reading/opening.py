"""From bytes to a workbook: `open_workbook`, read in a process apart, and `open_pasted`."""

from __future__ import annotations

import subprocess
import sys

from jishi.exchange.reading.delimited import sheet_of_text
from jishi.exchange.reading.limits import WALL_SECONDS
from jishi.exchange.reading.sheet import Workbook
from jishi.exchange.reading.sniff import sniff
from jishi.exchange.reading.wire import Unreadable, receive

_CHILD = (sys.executable, "-I", "-X", "utf8", "-m", "jishi.exchange.reading.child")
_FAILED = Unreadable(
    "unreadable", "这个文件读不出来，可能已损坏。请用 Excel 或 WPS 打开，另存为 xlsx 后再导入"
)
_TOO_LONG = Unreadable("too_slow", "表格太大，读取超时，请拆成几份导入")


def open_workbook(data: bytes, name: str) -> Workbook:
    """The workbook in these bytes; raises `Unreadable` with what the office can do."""
    sniff(data, name)  # what can be told at once needs no process
    head = name[:200].replace("\n", " ").encode() + b"\n"
    try:
        done = subprocess.run(  # noqa: S603 - a constant command, the name goes through a pipe
            _CHILD, input=head + data, capture_output=True, timeout=WALL_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise _TOO_LONG from None
    if done.returncode == -24:  # SIGXCPU
        raise _TOO_LONG
    try:
        return receive(name, done.stdout)
    except Unreadable:
        raise
    except (ValueError, KeyError, TypeError, EOFError, IndexError):
        raise _FAILED from None


def open_pasted(text: str) -> Workbook:
    """What somebody copied in WPS or Excel and pasted: tabs, quotes, line breaks inside cells."""
    return Workbook("", "pasted", (sheet_of_text(text),))
