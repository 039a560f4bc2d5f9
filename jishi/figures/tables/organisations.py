"""Organisations as they stood, and what changed them."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from jishi.figures.columns import Asked, Columns, columns
from jishi.figures.declared import Table
from jishi.orgs.access import ORG_VIEW
from jishi.tree.models import OrganisationChange, OrganisationState


def _names(ids: Collection[int]) -> Mapping[int, str]:
    rows = OrganisationState.objects.filter(pk__in=ids).values_list("pk", "short_name")
    return dict(rows)


def _states(asked: Asked) -> Columns:
    rows = OrganisationState.objects.filter(asked.within(), asked.lasting()).order_by("org", "pk")
    names = ("id", "org", "since", "until", "kind", "sector", "founded")
    found = rows.values_list(
        "pk", "org_id", "since", "until", "kind", "sector", "org__founded_on"
    )  # fmt: skip
    return columns(found, names, {"since", "until", "founded"})


def _changes(asked: Asked) -> Columns:
    rows = OrganisationChange.objects.filter(asked.within(), asked.days("on")).order_by("on", "pk")
    names = ("id", "org", "day", "kind", "documented", "org_kind")
    found = rows.values_list("pk", "org_id", "on", "kind", "document", "org__kind")
    return columns(
        ((*row[:4], bool(row[4]), row[5]) for row in found), names, {"day"}
    )  # fmt: skip


def _change_labels(ids: Collection[int]) -> Mapping[int, str]:
    rows = OrganisationChange.objects.filter(pk__in=ids).select_related("org")
    return {row.pk: f"{row.org.short_name}{row.get_kind_display()}" for row in rows}


ORGANISATIONS = Table(
    code="organisations", title="党组织", source="R-STAT-07", stock=True, load=_states,
    follows=("organisation",), counts="个党组织", whose="党组织自身", dated="成立、变更和撤销日期",
    noun="organisation", labels=_names, permission=ORG_VIEW,
)  # fmt: skip
ORG_CHANGES = Table(
    code="org_changes", title="组织变更", source="R-GEN-13", load=_changes,
    follows=("organisation",), counts="次变更", whose="变更的党组织", dated="变更日期",
    noun="organisation_change", labels=_change_labels, permission=ORG_VIEW,
)  # fmt: skip
