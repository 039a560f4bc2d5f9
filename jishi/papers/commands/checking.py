"""`jishi paper check FILE --org --period`: each number of a finished text against the records."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from jishi.base.commands import DONE, FILE_REFUSED, actor, command, emit
from jishi.figures.commands import place, where
from jishi.papers.commands.reading import opened

if TYPE_CHECKING:
    from jishi.papers.checking.finding import Finding


def _check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="文件", help=".docx、.txt 或 .doc")
    where(parser)


@command("paper check", "把成稿里的数与记录逐个核对", arguments=_check, writes=True)
def check_paper(args: argparse.Namespace) -> int:
    from jishi.papers.checking.against import check_text
    from jishi.papers.checking.finding import VERDICTS

    who = actor(args)
    org, period = place(args, who)
    paper = opened(args.file)
    if paper is None:
        return FILE_REFUSED
    checked = check_text(who, paper.text, org, period)
    parts = [paper.part_at(each.start) for each in checked.findings]
    lines = [
        "\t".join((each.label, each.text, each.expected or "—", part + each.explanation))
        for each, part in zip(
            checked.findings, (f"〔{part}〕" if part else "" for part in parts), strict=True
        )
    ]
    lines += [f"提示\t{hint.text}\t{hint.message}" for hint in checked.hints]
    lines.append("，".join(f"{word} {checked.count(code)}" for code, word in VERDICTS.items()))
    hints = [
        {"start": h.start, "end": h.end, "text": h.text, "message": h.message, "rule": h.rule}
        for h in checked.hints
    ]
    findings = [_document(*each) for each in zip(checked.findings, parts, strict=True)]
    document = {"findings": findings, "hints": hints}
    emit(args, document, "\n".join(lines))
    return DONE


def _document(each: Finding, part: str) -> dict[str, Any]:
    return {
        "start": each.start, "end": each.end, "text": each.text, "verdict": each.verdict,
        "expected": each.expected, "code": each.code, "explanation": each.explanation,
        "part": part,
    }  # fmt: skip
