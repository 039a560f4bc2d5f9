"""All standards: those of everywhere and the rows that offices have added."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import Q, QuerySet

from jishi.kernel.declare import DeclarationError
from jishi.kernel.path import ids
from jishi.standards.access import STANDARD_SET, STANDARD_VIEW
from jishi.standards.kinds import Standard, all_standards
from jishi.standards.kinds.standard import standard_of
from jishi.standards.models import LocalStandard
from jishi.standards.sources import all_sources
from jishi.standards.sources.source import Offer
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible, Refused
from jishi.tree.models import Organisation
from jishi.tree.reach import reach, visible


def declared(row: LocalStandard) -> Standard:
    """The row as a declaration: what is wrong with it is refused in its own words."""
    try:
        return standard_of(
            row.body, code=row.code, title=row.title, source=row.source, edition=row.edition,
            owner=row.org_id,
        )  # fmt: skip
    except (DeclarationError, KeyError, TypeError, ValueError, ArithmeticError) as fault:
        raise Refused(str(fault) or "标准的内容不完整") from None


def local_rows(on: date) -> QuerySet[LocalStandard]:
    rows = LocalStandard.objects.filter(since__lte=on)
    return rows.filter(Q(until__isnull=True) | Q(until__gt=on)).select_related("org")


def standards_for(org: Organisation, on: date) -> Mapping[str, Standard]:
    """What an organisation may run a round of: ours, its own and those of the offices above."""
    found = {code: each for code, each in all_standards().items() if each.in_force(on)}
    for row in local_rows(on).filter(org_id__in=ids(org.path)).order_by("code"):
        found[row.code] = declared(row)
    return found


def local_standards(actor: Actor) -> QuerySet[LocalStandard]:
    """Of one's own offices, and of those above that hold here too; the running editions."""
    where = reach(actor, STANDARD_VIEW)
    above = {ident for root in where.roots for ident in ids(root.path)}
    rows = local_rows(actor.today).order_by("org__line", "code")
    return rows.filter(org_id__in=above) | visible(actor, STANDARD_VIEW, rows, via="org")


def local_standard(actor: Actor, pk: int) -> LocalStandard:
    rows = LocalStandard.objects.select_related("org")
    found = visible(actor, STANDARD_SET, rows, via="org").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def standard(actor: Actor, code: str) -> Standard:
    ours = all_standards().get(code)
    if ours is not None:
        return ours
    row = local_standards(actor).filter(code=code).first()
    if row is None:
        raise NotVisible
    return declared(row)


def offers() -> Sequence[tuple[str, Offer]]:
    """Every ready use of a source, (code of the source, offer), for an office's own criteria."""
    return [(code, offer) for code, each in all_sources().items() for offer in each.offers()]
