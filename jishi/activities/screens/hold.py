"""Entering an activity: choose its kinds, then one page; the same page corrects it later."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.contrib import messages
from django.forms.utils import ErrorDict
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from jishi.activities import actions, queries
from jishi.activities.access import ACTIVITY_EDIT
from jishi.activities.board import Board
from jishi.activities.forms import HoldForm, WhatForm, payload_name
from jishi.activities.kinds import ActivityKind
from jishi.activities.kinds.kind import GROUPS
from jishi.activities.marks import REASONS
from jishi.activities.models import ActionItem, Activity
from jishi.activities.queries.activities import last_like
from jishi.activities.queries.kinds import chosen_kinds, kinds_for
from jishi.activities.screens.lists import address
from jishi.base.files import MOST_BYTES
from jishi.base.web.forms import Form, FormScreen
from jishi.base.web.screen import Screen, routes
from jishi.tree.actor import Actor
from jishi.tree.errors import Conflict, Refused
from jishi.tree.models import Organisation
from jishi.tree.reach import reach, visible


def sent(request: HttpRequest, name: str) -> list[str]:
    """What the form carries along, or else the address says."""
    return request.POST.getlist(name) or request.GET.getlist(name)


def asked_org(request: HttpRequest, actor: Actor) -> Organisation | None:
    """The organisation named in the address, or the one where the actor is at home."""
    within = visible(actor, ACTIVITY_EDIT, Organisation.objects.filter(closed_on__isnull=True))
    code = "".join(sent(request, "org")[:1])[:32].replace("\x00", "")
    if code:
        found = within.filter(code=code).first()
        if found is None:
            raise Refused("没有这个组织，或不在您的办理范围内", field="org", code="bad_org")
        return found
    roots = reach(actor, ACTIVITY_EDIT).roots
    return within.filter(pk=roots[0].org_id).first() if len(roots) == 1 else None


class ChooseKind(Screen):
    """Big buttons of kinds; several may be ticked where one activity counts as several."""

    path, name, title = "activities/choose/", "activity-choose", "登记活动"
    permission = ACTIVITY_EDIT
    template = "activities/choose.html"

    def crumbs(self) -> list[tuple[str, str]]:
        return [("活动记录", reverse("activities"))]

    def context(self) -> dict[str, Any]:
        org = asked_org(self.request, self.actor)
        known = kinds_for(org, self.actor.today).values() if org else ()
        groups = [
            (label, [kind for kind in known if kind.group == code])
            for code, label in GROUPS.items()
        ]
        return {
            "org": org,
            "groups": [(label, kinds) for label, kinds in groups if kinds],
            "picked": self.request.GET.getlist("kind"),
            "on": self.request.GET.get("on", "")[:10],
            "permission_code": ACTIVITY_EDIT.code,
        }


class ActivityForm(FormScreen):
    """The page for one activity; the actions decide, this only reads and shows."""

    permission = ACTIVITY_EDIT
    template = "activities/hold.html"
    form = HoldForm
    form_of: ClassVar[type[WhatForm]] = HoldForm
    submit = "登记"
    done = ""  # `finish` says what it was
    matched: Any = None
    differences: list[tuple[str, str]] | None = None

    def board(self) -> Board:
        raise NotImplementedError

    def crumbs(self) -> list[tuple[str, str]]:
        return [("活动记录", reverse("activities"))]

    def draft_key(self) -> str:
        return self.request.get_full_path()[:200]

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        if not hasattr(self, "_board"):
            self._board = self.board()
        form = self.form_of(self._board, data, files, initial=self.initial())
        form.actor = self.actor
        self._form = form
        return form

    def post(self) -> HttpResponse:
        if self.request.POST.get("_match"):
            return self._match()
        return super().post()

    def _match(self) -> HttpResponse:
        """Ticks whom the pasted lines name; nothing is saved, nothing typed is lost."""
        data = self.request.POST.copy()
        form = self.make_form(data)
        assert isinstance(form, HoldForm)
        self.matched = form.pasted_people()
        ticked = {*data.getlist("here"), *(str(pk) for pk in self.matched.present)}
        away = {str(pk) for pk in self.matched.leave}
        data.setlist("here", sorted(ticked - away))
        for pk in away:
            data[f"why_{pk}"] = data.get(f"why_{pk}") or "other"
        form = self.make_form(data)
        form._errors = ErrorDict()  # type: ignore[attr-defined]  # what is missing yet is no fault of a list that was matched
        target = self.target()
        return self.show(form, self._version(target) if target else None)

    def context(self) -> dict[str, Any]:
        form = getattr(self, "_form", None)
        lines = form.ticks() if isinstance(form, HoldForm) else []
        return {
            "board": self._board,
            "matched": self.matched,
            "differences": self.differences,
            "ticks": lines,
            "listed": ",".join(str(line["who"].person_id) for line in lines),
            "mates": self._board.mates(form.day) if isinstance(form, HoldForm) else [],
            "reasons": [(code, label) for code, label in REASONS.items() if code],
            "may_plan": False,
        }

    def show_conflict(self, form: Form, conflict: Conflict) -> HttpResponse:
        """Both beside each other: what was typed stays in the form, what differs is listed."""
        now, activity = self.initial(), conflict.theirs
        self.differences = [
            (str(form[name].label), form.worded(name, now.get(name)))
            for name, yours in form.cleaned_data.items()
            if name in form.fields
            and name != "photos"
            and form.worded(name, now.get(name)) != form.worded(name, yours)
        ]
        return self.show(form, getattr(activity, "version", None), status=409)

    def take_photos(self, activity: Activity) -> None:
        for photo in self.request.FILES.getlist("photos"):
            body, name = photo.read(MOST_BYTES + 1), photo.name or "照片"
            actions.add_file(self.actor, activity, body, name, "minutes")

    def close_items(self, form: HoldForm, on: date) -> None:
        for item in ActionItem.objects.filter(pk__in=form.done_items()):
            actions.finish_item(self.actor, item, item.version, on=on)

    def finish(self, form: HoldForm, activity: Activity) -> str:
        """Papers, decisions that are done, and the archive if it was asked for."""
        said = "已登记" if self.target() is None else "已保存"
        self.take_photos(activity)
        self.close_items(form, activity.held_on)
        if self.request.POST.get("_archive"):
            activity.refresh_from_db()
            actions.archive_activity(self.actor, activity, activity.version)
            said = "已登记并归档"
        messages.success(self.request, said)
        return address(activity)


class NewActivity(ActivityForm):
    path, name, title = "activities/new/", "activity-new", "登记活动"

    def get(self) -> HttpResponse:
        """Without a kind or an organisation these are chosen first."""
        org = asked_org(self.request, self.actor)
        if org is None or not self.request.GET.getlist("kind"):
            return ChooseKind(self.request, self.actor).respond()
        return super().get()

    def board(self) -> Board:
        org = asked_org(self.request, self.actor)
        if org is None:
            raise Refused("请先选党组织", field="org")
        kinds = chosen_kinds(org, sent(self.request, "kind")[:8], self.actor.today)
        if not kinds:
            raise Refused("请先选活动种类", field="kind")
        return Board(self.actor, org, kinds)

    def page_title(self) -> str:
        if not hasattr(self, "_board"):
            return self.title
        return "登记" + "、".join(kind.title for kind in self._board.kinds)

    def initial(self) -> dict[str, Any]:
        day = asked_day(self.request, self.actor.today)
        secretary = next(
            (p.person_id for p in self._board.list_of(day).listed if p.post == "secretary"), None
        )
        last = last_like(self.actor, self._board.org, [kind.code for kind in self._board.kinds])
        return {
            "held_on": day,
            "chair": str(secretary or "") if self._board.fixed else "",
            "place": last.place if last else "",
            "recorder": str(last.recorder_id or "") if last else "",
            **self._asked(),
        }

    def _asked(self) -> dict[str, Any]:
        """What a page that leads here has filled in: people, and items of the kinds."""
        here = [pk for pk in self.request.GET.getlist("here") if pk.isascii() and pk.isdigit()]
        found: dict[str, Any] = {"marks": {int(pk[:9]): "present" for pk in here[:200]}}
        for kind in self._board.kinds:
            for field in kind.fields:
                value = self.request.GET.get(field.code, "")
                if value in dict(field.choices):
                    found[payload_name(kind, field)] = value
        return found

    def context(self) -> dict[str, Any]:
        return {**super().context(), "may_plan": True, "choose_url": self._choose_url()}

    def _choose_url(self) -> str:
        query = self.request.GET.copy()
        query["org"] = self._board.org.code
        return f"{reverse('activity-choose')}?{query.urlencode()}"

    def save(self, form: Any, version: int) -> str:
        board = self._board
        if self.request.POST.get("_plan"):
            messages.success(self.request, "已安排，开过以后在这里登记")
            return address(actions.plan_activity(self.actor, board.org, form.what(), form.topics()))
        return self.finish(form, actions.record_at_once(self.actor, board.org, form.entry()))


def asked_day(request: HttpRequest, otherwise: date) -> date:
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return otherwise


class EnterActivity(ActivityForm):
    """What was planned is entered; what was entered is corrected."""

    path, name, title = "activities/<int:pk>/enter/", "activity-enter", "登记"

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.activity = queries.activity(actor, kwargs["pk"], ACTIVITY_EDIT)
        if self.activity.stage not in ("planned", "held"):
            raise Refused(f"{self.activity.stage_label}的记录不能再改")
        if self.activity.is_class:
            raise Refused("这是有课程安排的培训班，请用「修改课程安排」或「登记到训」")

    def target(self) -> Any:
        return self.activity

    def crumbs(self) -> list[tuple[str, str]]:
        return [("活动记录", reverse("activities")), (self.activity.title, address(self.activity))]

    def page_title(self) -> str:
        verb = "登记" if self.activity.stage == "planned" else "更正"
        return f"{verb}：{self.activity.title}"

    def board(self) -> Board:
        return Board(self.actor, self.activity.org, self.kinds(), self.activity)

    def kinds(self) -> list[ActivityKind]:
        codes = self.request.GET.getlist("kind")[:8] or [
            part.kind for part in self.activity.parts.order_by("id")
        ]
        return chosen_kinds(self.activity.org, codes, self.activity.held_on)

    def initial(self) -> dict[str, Any]:
        return begun_with(self.activity, self._board)

    def save(self, form: Any, version: int) -> str:
        act = (
            actions.hold_activity if self.activity.stage == "planned" else actions.correct_activity
        )
        return self.finish(form, act(self.actor, self.activity, version, form.entry()))


class ChangePlan(EnterActivity):
    """Another day, another place, another agenda: nothing has taken place yet."""

    path, name, title = "activities/<int:pk>/change/", "activity-change", "修改安排"
    form_of = WhatForm
    submit = "保存"

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        if self.activity.stage != "planned":
            raise Refused("已经登记的活动请用「更正」")

    def page_title(self) -> str:
        return f"修改安排：{self.activity.title}"

    def save(self, form: Any, version: int) -> str:
        actions.change_plan(self.actor, self.activity, version, form.what(), form.topics())
        messages.success(self.request, "已修改")
        return address(self.activity)


def begun_with(activity: Activity, board: Board) -> dict[str, Any]:
    """What a form of this activity is filled with."""
    found: dict[str, Any] = {
        name: getattr(activity, name)
        for name in (
            "held_on", "starts_at", "ends_at", "place", "hours", "noticed_on", "minutes",
            "late_reason",
        )
    }  # fmt: skip
    found["title"] = activity.title
    found["chair"], found["recorder"] = (
        str(activity.chair_id or ""),
        str(activity.recorder_id or ""),
    )
    if activity.counted_by == "typed":
        for name in ("expected", "present", "expected_voters", "present_voters"):
            found[name] = getattr(activity, name)
    parts = {part.kind: part.payload for part in activity.parts.all()}
    for kind in board.kinds:
        for field in kind.fields:
            found[payload_name(kind, field)] = parts.get(kind.code, {}).get(field.code)
    for n, org in enumerate(queries.organisers_of(activity)[1:], 1):
        found[f"joint_{n}"] = org.code
    for topic in activity.topics.select_related("lecturer"):
        prefix = f"t{topic.number}_"
        found[f"{prefix}lecturer"] = topic.speaker
        for name in (
            "title", "kind", "in_favour", "against", "abstained", "written", "resolution",
        ):  # fmt: skip
            found[f"{prefix}{name}"] = getattr(topic, name)
    marks = activity.attendances.values_list("person_id", "mark", "reason")
    found["marks"] = {pk: mark if mark == "present" else reason for pk, mark, reason in marks}
    return found


urlpatterns = routes(ChooseKind, NewActivity, EnterActivity, ChangePlan)
