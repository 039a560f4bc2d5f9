"""A merger: drafts and an organisation's own templates go along; what is printed stays."""

from __future__ import annotations

from datetime import date

from jishi.base.act import Doing, bump
from jishi.base.audit.verbs import Verb
from jishi.papers.models import Paper, PaperTemplate
from jishi.tree.models import Organisation

HANDED_ON = Verb("paper.hand_on", "文稿随组织合并")
TEMPLATE_HANDED_ON = Verb("paper_template.hand_on", "文稿模板随组织合并")
OPEN = ("writing", "review")


def hand_on_drafts(doing: Doing, source: Organisation, target: Organisation, on: date) -> int:
    """Drafts are written on by the successor, whose figures they say from now on."""
    rows = list(Paper.objects.select_for_update().filter(org=source, state__in=OPEN).order_by("pk"))
    for paper in rows:
        doing.record(HANDED_ON, paper, org=target, changed=bump(paper, org=target))
    return len(rows)


def hand_on_templates(doing: Doing, source: Organisation, target: Organisation, on: date) -> int:
    """With all their versions; where the successor has its own of that name, its own holds."""
    theirs = set(PaperTemplate.objects.filter(org=target).values_list("code", flat=True))
    moved: set[str] = set()
    rows = PaperTemplate.objects.select_for_update().filter(org=source).exclude(code__in=theirs)
    for row in rows.order_by("pk"):
        row.org = target
        row.save(update_fields=["org"])
        moved.add(row.code)
        doing.record(TEMPLATE_HANDED_ON, row, org=target, name=row.code)
    return len(moved)
