"""Assessments by the round that asked for them and by the day they were confirmed; sites, talks."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from jishi.figures.columns import Asked, Columns, columns
from jishi.figures.declared import Table
from jishi.standards.access import STANDARD_VIEW
from jishi.standards.models import Assessment, GradeTalk, Site

FROZEN = ("confirmed", "appealed", "graded")
_CHECKED = ("self_checked", "accepted", *FROZEN)
_ACCEPTED = ("accepted", *FROZEN)
HUNDREDTHS = 100


def _asked(asked: Asked) -> Columns:
    rows = Assessment.objects.filter(asked.within(), asked.days("round__opened_on"))
    rows = rows.exclude(state="dropped").exclude(round__state="cancelled")
    found = rows.order_by("round__opened_on", "pk").values_list(
        "pk", "org_id", "round__opened_on", "round__standard", "state"
    )
    made = (
        (pk, org, on, standard, state in _CHECKED, state in _ACCEPTED, state in FROZEN)
        for pk, org, on, standard, state in found
    )
    names = ("id", "org", "day", "standard", "checked", "accepted", "confirmed")
    return columns(made, names, {"day"})


def _confirmed(asked: Asked) -> Columns:
    rows = Assessment.objects.filter(asked.within(), asked.days("confirmed_on"), state__in=FROZEN)
    found = rows.order_by("confirmed_on", "pk").values_list(
        "pk", "org_id", "confirmed_on", "round__standard", "points", "full", "grade", "movement"
    )
    made = (
        (pk, org, on, standard, int((points or 0) * HUNDREDTHS), int(full * HUNDREDTHS), grade,
         movement)
        for pk, org, on, standard, points, full, grade, movement in found
    )  # fmt: skip
    names = ("id", "org", "day", "standard", "points", "full", "grade", "movement")
    return columns(made, names, {"day"})


def _titles(ids: Collection[int]) -> Mapping[int, str]:
    rows = Assessment.objects.filter(pk__in=ids).select_related("round", "org", "person", "venue")
    return {row.pk: f"{row.round.title}：{row.subject}" for row in rows}


def _sites(asked: Asked) -> Columns:
    rows = Site.objects.filter(asked.within(), asked.lasting()).order_by("org", "pk")
    found = rows.values_list("pk", "org_id", "since", "until", "level")
    return columns(found, ("id", "org", "since", "until", "level"), {"since", "until"})


def _site_names(ids: Collection[int]) -> Mapping[int, str]:
    rows = Site.objects.filter(pk__in=ids).select_related("org")
    return {row.pk: f"{row.org.short_name}（{row.level_label}）" for row in rows}


def _talks(asked: Asked) -> Columns:
    rows = GradeTalk.objects.filter(asked.within("assessment__org"), asked.days("held_on"))
    found = rows.order_by("held_on", "pk").values_list(
        "assessment_id", "assessment__org_id", "held_on"
    )
    return columns(found, ("id", "org", "day"), {"day"})


_FOLLOWS = ("record.assessment", "record.round", "record.appeal")
ASSESSMENTS = Table(
    code="assessments", title="考评对象", source="R-GOV-43", load=_asked, whole=True,
    follows=_FOLLOWS, counts="个考评对象", whose="被考评的党组织", dated="考评开展日期",
    noun="assessment", labels=_titles, page="assessment", permission=STANDARD_VIEW, started=True,
)  # fmt: skip
CONFIRMED = Table(
    code="assessments_confirmed", title="已审定的考评", source="R-GOV-43", load=_confirmed,
    whole=True, follows=_FOLLOWS, counts="个考评对象", whose="被考评的党组织", dated="审定日期",
    noun="assessment", labels=_titles, page="assessment", permission=STANDARD_VIEW, started=True,
)  # fmt: skip
SITES = Table(
    code="sites", title="示范点", source="R-GOV-44", stock=True, load=_sites, whole=True,
    follows=("record.site",), counts="个示范点", whose="命名的党组织", dated="命名和调整日期",
    noun="site", labels=_site_names, permission=STANDARD_VIEW,
)  # fmt: skip
TALKS = Table(
    code="grade_talks", title="等次约谈", source="R-GOV-37", load=_talks, whole=True,
    follows=("record.gradetalk", *_FOLLOWS), counts="次约谈", whose="被约谈书记所在党组织",
    dated="约谈日期", noun="assessment", labels=_titles, page="assessment",
    permission=STANDARD_VIEW, started=True,
)  # fmt: skip
