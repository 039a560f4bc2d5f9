"""The templates that an organisation may use: its own, those above it, those that come along."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Max, QuerySet

from jishi.figures.declared import all_indicators
from jishi.kernel.path import ids
from jishi.papers.access import PAPER_VIEW
from jishi.papers.models import PaperTemplate
from jishi.papers.template.shape import Template, template_of
from jishi.papers.template.shipped import shipped
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible
from jishi.tree.kinds import place_name
from jishi.tree.models import Organisation
from jishi.tree.reach import visible


@dataclass(frozen=True)
class Usable:
    """A template as it holds at an organisation; number 0 is as it came along."""

    template: Template
    number: int = 0
    org: Organisation | None = None

    def fits(self, org: Organisation) -> bool:
        return not self.template.sectors or org.sector in self.template.sectors


def usable(org: Organisation) -> dict[str, Usable]:
    """By code; the nearest version holds, one that its maker retired hides it."""
    found = {code: Usable(template) for code, template in shipped().items()}
    line = ids(org.path)
    rows = PaperTemplate.objects.filter(org_id__in=line).select_related("org")
    latest: dict[tuple[str, int], PaperTemplate] = {}
    for row in rows.order_by("number"):
        latest[(row.code, row.org_id)] = row
    for (code, _), row in sorted(latest.items(), key=lambda each: line.index(each[0][1])):
        if row.retired:
            found.pop(code, None)
        else:
            found[code] = Usable(read(row), row.number, row.org)
    return dict(sorted(found.items()))


def read(row: PaperTemplate) -> Template:
    return template_of(row.body, all_indicators())


def versions(actor: Actor) -> QuerySet[PaperTemplate]:
    rows = PaperTemplate.objects.select_related("org", "made_by")
    return visible(actor, PAPER_VIEW, rows, via="org")


def line_of(actor: Actor, org: Organisation, code: str) -> list[PaperTemplate]:
    """Every version of a template that was made here or above, the latest first."""
    rows = PaperTemplate.objects.filter(code=code, org_id__in=ids(org.path))
    return list(rows.select_related("org", "made_by").order_by("-made_at", "-number"))


def retired(org: Organisation) -> list[PaperTemplate]:
    """What is retired at an organisation itself, by its last version."""
    latest: dict[str, PaperTemplate] = {}
    for row in PaperTemplate.objects.filter(org=org).order_by("number"):
        latest[row.code] = row
    return [row for _, row in sorted(latest.items()) if row.retired]


def usable_at(org: Organisation, code: str) -> Usable:
    found = usable(org).get(code)
    if found is None:
        raise NotVisible
    return found


def own_number(org: Organisation, code: str) -> int:
    """The last version that the organisation itself made; 0 where it made none."""
    last = PaperTemplate.objects.filter(org=org, code=code).aggregate(last=Max("number"))["last"]
    return last or 0


def names_below(actor: Actor, org: Organisation) -> set[str]:
    """What those directly below are called in a table: 白石镇党委, 白石镇."""
    rows = visible(actor, PAPER_VIEW, Organisation.objects.filter(parent=org, closed_on=None))
    each = list(rows.values_list("short_name", "name"))
    return {name for names in each for name in names} | {place_name(short) for short, _ in each}
