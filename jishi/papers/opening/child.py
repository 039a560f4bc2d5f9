"""The process apart in which a .docx is read: its bytes come in, JSON with its text goes out."""

from __future__ import annotations

import json
import sys
from dataclasses import astuple
from typing import Any

from jishi.base.bounded import bound
from jishi.papers.opening.limits import MEMORY, SECONDS
from jishi.papers.opening.wordtext import read_word
from jishi.tree.errors import Refused


def main() -> None:
    bound(MEMORY, SECONDS)
    try:
        word = read_word(sys.stdin.buffer.read())
        answer: dict[str, Any] = {"text": word.text, "parts": [astuple(p) for p in word.parts]}
    except Refused as no:
        answer = {"code": no.code, "message": no.message}
    except (MemoryError, RecursionError):
        answer = {"code": "too_large", "message": "文档太大，内存放不下，请拆成几份"}
    sys.stdout.buffer.write(json.dumps(answer).encode())


if __name__ == "__main__":
    main()
