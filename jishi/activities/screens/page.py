"""One activity: what it is, what it counts as and why not, who was there, what was decided."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from jishi.activities import queries
from jishi.activities.access import ACTIVITY_EDIT, ACTIVITY_REOPEN, ACTIVITY_VIEW
from jishi.activities.actions.holding import record_of
from jishi.activities.hints import hints_of
from jishi.activities.kinds import ActivityKind
from jishi.activities.kinds.kind import SERIES
from jishi.activities.marks import FILE_KINDS, REASONS, SOURCES
from jishi.activities.models import Activity, ActivityFile
from jishi.activities.queries.kinds import newest
from jishi.activities.rules import holding
from jishi.activities.screens.lists import TONES
from jishi.base.audit.queries import history_lines
from jishi.base.web import panels
from jishi.base.web.screen import Screen, routes
from jishi.kernel import vote
from jishi.kernel.verdict import OK, Verdict
from jishi.tree.actor import Actor
from jishi.tree.reach import may


class ActivityPage(Screen):
    path, name, title = "activities/<int:pk>/", "activity", "活动"
    permission = ACTIVITY_VIEW
    template = "activities/page.html"

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.activity = queries.activity(actor, kwargs["pk"])

    def page_title(self) -> str:
        return self.activity.title

    def crumbs(self) -> list[tuple[str, str]]:
        return [("活动记录", reverse("activities"))]

    def context(self) -> dict[str, Any]:
        activity, actor = self.activity, self.actor
        known = newest()
        parts = [shown_part(part, known) for part in activity.parts.order_by("id")]
        wide, narrow = panels.panels(actor, "activity", activity, activity.org)
        tab = "history" if self.request.GET.get("tab") == "history" else ""
        may_edit = may(actor, ACTIVITY_EDIT, activity.org)
        return {
            "activity": activity,
            "tone": TONES[activity.stage],
            "tab": tab,
            "tabs": [
                ("记录", reverse("activity", args=[activity.pk]), not tab, None),
                ("办理记录", "?tab=history", bool(tab), None),
            ],
            "lines": history_lines(activity) if tab else [],
            "steps": steps(activity),
            "parts": parts,
            "facts": facts(activity, queries.organisers_of(activity)),
            "people": people(activity),
            "topics": list(activity.topics.select_related("lecturer").order_by("number")),
            "items": list(activity.items.select_related("owner").order_by("id")),
            "files": files(activity),
            "quorum": quorum(activity, {part["code"] for part in parts}),
            "remarks": remarks(activity),
            "hints": hints_of(actor, activity),
            "may_edit": may_edit,
            "buttons": panels.buttons(actor, "activity", activity, activity.org),
            "may_reopen": may(actor, ACTIVITY_REOPEN, activity.org),
            "file_kinds": list(FILE_KINDS.items()),
            "wide": wide,
            "narrow": narrow,
        }


def steps(activity: Activity) -> list[tuple[str, str, str]]:
    """安排 → 登记 → 归档, as far as it has come."""
    order = {"planned": 0, "held": 1, "archived": 2, "cancelled": -1}[activity.stage]
    days = (
        f"定于 {activity.held_on:%m-%d}" if order == 0 else "",
        f"{activity.entered_on:%Y-%m-%d}" if activity.entered_on else "",
        f"{activity.archived_on:%Y-%m-%d}" if activity.archived_on else "",
    )
    labels = ("安排", "登记", "归档")
    return [
        (label, "done" if place <= order else "now" if place == order + 1 else "todo", day)
        for place, (label, day) in enumerate(zip(labels, days, strict=True))
    ]


def shown_part(part: Any, known: dict[str, ActivityKind]) -> dict[str, Any]:
    """A kind it counts as, or what is missing, and this kind's own items in words."""
    kind = known.get(part.kind)
    fields = {field.code: field for field in kind.fields} if kind else {}
    return {
        "code": part.kind,
        "title": kind.title if kind else part.kind,
        "basis": kind.basis if kind else "",
        "counts": part.counts,
        "missing": [
            "记录照片" if code == "photo" else kind.element_label(code) if kind else code
            for code in part.missing
        ],
        "items": [
            (fields[code].label, fields[code].label_of(value), series_list(code, value))
            for code, value in part.payload.items()
            if code in fields
        ],
    }


def series_list(code: str, value: object) -> str:
    """Where all of the campaign are listed, of an item that names one."""
    if code != SERIES.code or not value:
        return ""
    return f"{reverse('activities')}?{urlencode({code: value})}"


def facts(activity: Activity, orgs: list[Any]) -> list[tuple[str, Any]]:
    hours = activity.hours
    times = "—".join(f"{t:%H:%M}" for t in (activity.starts_at, activity.ends_at) if t is not None)
    entered = f"{activity.entered_on} {activity.entered_by}" if activity.entered_on else ""
    found = [
        ("日期", f"{activity.held_on} {times}".strip()),
        ("地点", activity.place),
        ("主办", orgs[0].short_name if orgs else activity.org.short_name),
        ("联合举办", "、".join(org.short_name for org in orgs[1:])),
        ("主持人", activity.chair.name if activity.chair else ""),
        ("记录人", activity.recorder.name if activity.recorder else ""),
        ("学时", f"{hours.normalize():f}" if hours is not None else ""),
        ("通知日期", activity.noticed_on and str(activity.noticed_on)),
        ("登记", entered),
        ("补记原因", activity.late_reason),
        ("来源", SOURCES[activity.source] if activity.source != "screen" else ""),
        ("记录纸编号", activity.sheet_code),
        ("归档日期", activity.archived_on and str(activity.archived_on)),
    ]
    return [(label, value) for label, value in found if value]


def people(activity: Activity) -> list[tuple[str, list[str]]]:
    """Names by mark; of the absent with their reason."""
    groups: dict[str, list[str]] = {"到会": [], "列席": [], "请假": [], "缺席": []}
    rows = activity.attendances.select_related("person").order_by("person__name", "id")
    for row in rows:
        name = row.person.name
        if row.mark == "present":
            groups["列席" if row.role != "member" else "到会"].append(name)
        else:
            reason = f"（{REASONS[row.reason]}）" if row.reason else ""
            groups["请假" if row.mark == "leave" else "缺席"].append(name + reason)
    return [(label, names) for label, names in groups.items() if names]


def files(activity: Activity) -> list[ActivityFile]:
    return list(activity.files.select_related("file").order_by("kind", "page", "id"))


def quorum(activity: Activity, kinds: set[str]) -> tuple[str, str]:
    """(tone, sentence) about those entitled, of an assembly."""
    if "assembly" not in kinds or activity.expected_voters is None:
        return "", ""
    verdict = vote.assembly_can_decide(activity.expected_voters, activity.present_voters or 0)
    return ("green", "半数以上到会，可以表决") if verdict else ("red", verdict.refusals[0].text)


def remarks(activity: Activity) -> Verdict:
    """What a reader of the record should know; nothing of it forbids anything."""
    if activity.stage != "held":
        return OK
    return holding.may_archive(record_of(activity))


urlpatterns = routes(ActivityPage)
