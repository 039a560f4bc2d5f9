"""A text of thirty pages with 400 figures: scanned with proposals, filled, checked.

python -m bench.paper_reading [repeats]

In a demo county, in one process, beside python-docx reading and writing the same pages as a
document: what any tool for such papers does at the least. Promised: scanned in 2 s, filled in 3 s,
checked in 4 s.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench.report import note, usual
from bench.site import run

PAGES, ON_EACH = 30, 650  # characters
YARDSTICK = "python-docx reading and writing the same pages"
SENTENCES = (
    "发展党员{}名，其中女性{}名、大专以上学历{}名，按期转正{}名，确定入党积极分子{}名。",
    "各支部召开党员大会{}次、支委会{}次，讲党课{}次，开展主题党日{}次，党员到会率{}%。",
    "受理群众诉求{}件，办结{}件，办结率{}%，走访群众{}户，收集问题{}个。",
    "排查软弱涣散党组织{}个，已转化{}个，举办书记培训班{}期，收缴党费{}元，慰问困难党员{}名。",
)
BETWEEN = "坚持把学习放在首位，紧扣基层治理和乡村振兴，压实责任，抓好落实，推动各项工作走深走实。"
FIGURES = 400


def main() -> None:
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory(prefix="jishi-bench-") as folder:
        run(Path(folder), "demo")
        os.environ |= {"JISHI_HOME": folder, "DJANGO_SETTINGS_MODULE": "jishi.config.settings"}
        import django

        django.setup()
        measure(repeats)


def measure(repeats: int) -> None:
    from jishi.accounts.models import Account
    from jishi.accounts.queries import actor_of
    from jishi.base.clock import today
    from jishi.kernel.period import Period
    from jishi.papers.checking.against import check_text
    from jishi.papers.filling.refilling import refill_file
    from jishi.papers.matching.catalogue import matcher
    from jishi.papers.reading import scan
    from jishi.tree.models import Organisation

    who = actor_of(Account.objects.get(login="county"), today())
    org = Organisation.objects.filter(parent=None).get()
    period, made = Period.parse("2026H1"), text(lambda number: str(number))
    blank = text(lambda number: "X").encode()
    figures = sum(each.kind == "figure" for each in scan(made))
    assert figures >= FIGURES, figures
    pages = document(made)
    theirs = usual(lambda: again(pages), repeats)
    for name, do in {
        "paper_scan": lambda: matcher().rank(made, scan(made)),
        "paper_refill": lambda: refill_file(who, blank, "bench.txt", org, period),
        "paper_check": lambda: check_text(who, made, org, period),
    }.items():
        note(
            name, ours_ms=usual(do, repeats), yardstick_ms=theirs, yardstick=YARDSTICK,
            figures=figures, characters=len(made),
        )  # fmt: skip


def text(said: Callable[[int], str]) -> str:
    """Thirty pages, their figures spread over them."""
    lines, number = ["青禾县2026年上半年党建工作总结"], 0
    while number < FIGURES:
        sentence = SENTENCES[number // 5 % len(SENTENCES)]
        numbers = [said(12 + (number + each) % 80) for each in range(5)]
        lines.append(sentence.format(*numbers))
        number += 5
    padding = PAGES * ON_EACH - sum(map(len, lines))
    each = padding // len(lines) // len(BETWEEN)
    return "\n".join(line + BETWEEN * each for line in lines)


def document(made: str) -> bytes:
    import docx

    new, box = docx.Document(), io.BytesIO()
    for line in made.splitlines():
        new.add_paragraph(line)
    new.save(box)
    return box.getvalue()


def again(pages: bytes) -> bytes:
    import docx

    read = docx.Document(io.BytesIO(pages))
    return document("\n".join(each.text for each in read.paragraphs))


if __name__ == "__main__":
    main()
