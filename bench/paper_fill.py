"""A paper of ten pages with 150 figures, filled and written as .docx: against docxtpl.

python -m bench.paper_fill [repeats]

docxtpl renders a document with the same paragraphs, its placeholders named in the template and its
values given: what both do is text with figures to bytes. Ours also numbers headings, writes the
styles of the standard and the annex of figures. Reach: a tenth; promised: three tenths.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from datetime import date

from bench.report import note, usual

PARAGRAPHS, EACH = 30, 5


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jishi.config.settings")
    import django

    django.setup()
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    note(
        "paper_fill", ours_ms=usual(ours(), repeats), yardstick_ms=usual(theirs(), repeats),
        yardstick="docxtpl, the same paragraphs and 150 values",
    )  # fmt: skip


def _codes() -> list[str]:
    from jishi.figures.declared import all_indicators

    plain = [code for code, each in all_indicators().items() if not each.is_ratio]
    return (plain * 2)[: PARAGRAPHS * EACH]


SENTENCE = "坚持以问题为导向，紧扣基层治理、民生服务和乡村振兴等重点任务推进工作，"


def _text(number: int, mark: Callable[[str], str], codes: list[str]) -> str:
    parts = [f"{SENTENCE}本期完成{mark(code)}" for code in codes]
    return f"第{number}项，" + "，".join(parts) + "。"


def ours() -> Callable[[], bytes]:
    from jishi.figures.declared import all_indicators
    from jishi.figures.queries.showing import Figure
    from jishi.kernel.period import Period
    from jishi.papers.docx.writing import docx_of
    from jishi.papers.filling.sentences import fill
    from jishi.papers.filling.values import Values
    from jishi.papers.template.chips import Need
    from jishi.papers.template.shape import template_of
    from jishi.tree.models import Organisation

    codes, known = _codes(), all_indicators()
    blocks: list[dict[str, object]] = []
    for number in range(PARAGRAPHS):
        some = codes[number * EACH : number * EACH + EACH]
        text = _text(number, lambda code: f"{{{code}:unit}}", some)
        blocks += [
            {"kind": "heading", "text": "工作进展"},
            {"text": [{"text": text, "keep": True}]},
        ]
    template = template_of(
        {"code": "bench", "title": "比较", "source": "比较", "genre": "summary", "heading": "总结",
         "blocks": blocks}, known,
    )  # fmt: skip
    period, today = Period.parse("2026H1"), date(2026, 11, 26)
    org = Organisation(pk=1, code="QH", name="青禾县委", short_name="青禾县委")
    values = Values(org, period, today, today)
    for place, code in enumerate(codes):
        values.own[Need(code)] = Figure(known[code], org, period, today, 1000 + place)

    return lambda: docx_of(fill(template, values))


def theirs() -> Callable[[], bytes]:
    import docx
    from docxtpl import DocxTemplate

    codes = _codes()
    names = {code: f"f{place}" for place, code in enumerate(codes)}
    document = docx.Document()
    for number in range(PARAGRAPHS):
        document.add_heading("工作进展", 1)
        some = codes[number * EACH : number * EACH + EACH]
        document.add_paragraph(_text(number, lambda code: "{{ " + names[code] + " }}", some))
    box = io.BytesIO()
    document.save(box)
    given = {name: f"{1000 + place}" for place, name in enumerate(names.values())}

    def do() -> bytes:
        template = DocxTemplate(io.BytesIO(box.getvalue()))
        template.render(given, autoescape=True)
        out = io.BytesIO()
        template.save(out)
        return out.getvalue()

    return do


if __name__ == "__main__":
    main()
