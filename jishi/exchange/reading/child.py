"""The process apart in which a workbook is read: bounded in memory and time, without Django.

It takes a line with the name and then the bytes on standard input, and answers on standard output
by `wire`. Whatever happens to it, the caller has only lost this file.
"""

from __future__ import annotations

import gc
import sys

from jishi.base.bounded import bound
from jishi.exchange.reading.limits import MEMORY, SECONDS
from jishi.exchange.reading.sheet import Workbook
from jishi.exchange.reading.sniff import sniff
from jishi.exchange.reading.wire import Unreadable, send, send_refusal


def read(data: bytes, name: str) -> Workbook:
    """The workbook in these bytes, in this very process."""
    form = sniff(data, name)
    if form == "text":
        from jishi.exchange.reading.delimited import read_text

        return read_text(data)
    if form == "html":
        from jishi.exchange.reading.webpage import read_page

        return read_page(data)
    if form == "xml":
        from jishi.exchange.reading.olden import read_olden

        return read_olden(data)
    from jishi.exchange.reading.spreadsheet import read_spreadsheet

    return read_spreadsheet(data, form)


def main() -> None:
    gc.disable()  # it ends soon, and has millions of cells to look through
    bound(MEMORY, SECONDS)
    source, out = sys.stdin.buffer, sys.stdout.buffer
    name = source.readline().decode("utf-8", "replace").strip()
    data = source.read()
    try:
        workbook = read(data, name)
    except Unreadable as refused:
        send_refusal(refused, out)
    except (MemoryError, RecursionError):
        send_refusal(Unreadable("too_large", "表格太大，内存放不下，请拆成几份导入"), out)
    else:
        send(workbook, out)


if __name__ == "__main__":
    main()
