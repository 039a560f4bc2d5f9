"""Grades of a round with distribution and consequences, and the talks that follow."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from jishi.base.web import export
from jishi.base.web.download import download
from jishi.base.web.filters import Choice, Under
from jishi.base.web.forms import FormScreen
from jishi.base.web.lists import Column, ListScreen
from jishi.base.web.paging import Order
from jishi.base.web.screen import Nav, Screen
from jishi.standards.access import STANDARD_RUN, STANDARD_VIEW
from jishi.standards.actions import grading, talks
from jishi.standards.forms import FollowForm, GradeForm, TalkForm, WaiveForm
from jishi.standards.models import GradeTalk
from jishi.standards.queries import grades as queries
from jishi.standards.screens.common import GROUP, HOME, OfRound, RoundForm, round_url
from jishi.tree.actor import Actor
from jishi.tree.reach import may

DONE = Q(followed_on__isnull=False) | Q(waived_on__isnull=False)


class Grades(OfRound):
    path, name, title = "standards/rounds/<int:pk>/grades/", "standard-grades", "等次"
    template = "standards/grades.html"

    def page_title(self) -> str:
        return f"等次：{self.round.title}"

    def crumbs(self) -> list[tuple[str, str]]:
        return [*HOME, (self.round.title, round_url(self.round))]

    def get(self) -> HttpResponse:
        found = queries.distribution(self.actor, self.round)
        if self.request.GET.get("format") == "xlsx":
            return self.workbook(found)
        run = may(self.actor, STANDARD_RUN, self.round.org) and self.round.state == "running"
        most = max((count for _, count in found.counts), default=0)
        return self.render(
            {"round": self.round, "found": found, "may_grade": run, "most": most,
             "total": len(found.lines), "persons": self.round.of.about == "secretary"}
        )  # fmt: skip

    def workbook(self, found: queries.Distribution) -> HttpResponse:
        headers = ["编码", "党组织", "对象", "得分", "满分", "等次", "说明", "升降", "可否评先"]
        rows = [
            [line.row.org.code, line.row.org.short_name, line.row.subject, line.row.points,
             line.row.full, line.grade.label if line.grade else "", line.reason, line.movement,
             "可以" if line.awarded else "一票否决"]
            for line in found.lines
        ]  # fmt: skip
        body = export.to_xlsx(self.page_title(), headers, rows)
        return download(body, f"等次_{self.actor.today.isoformat()}.xlsx")


class GradeRound(RoundForm):
    path, name, title = "standards/rounds/<int:pk>/grade/", "standard-grade", "评定等次"
    form = GradeForm
    submit, done = "评定", "已评定；一般和差的已列入约谈待办"
    confirm = "评定后等次不再改动，一般和差的自动列入约谈。确定吗？"

    def save(self, form: Any, version: int) -> str:
        grading.grade_round(self.actor, self.round, version, form.cleaned_data["document"])
        return reverse("standard-grades", args=[self.round.pk])


def _state(talk: GradeTalk) -> str:
    if talk.waived_on:
        return "免予约谈"
    if talk.followed_on:
        return "已办结"
    return "待回看" if talk.held_on else "待约谈"


TALK_TONES = {"免予约谈": "grey", "已办结": "green", "待回看": "blue", "待约谈": "amber"}


class TalkList(ListScreen[GradeTalk]):
    path, name, title = "standards/talks/", "grade-talks", "考评约谈"
    permission = STANDARD_VIEW
    nav = Nav(GROUP, "考评约谈", "message-circle-warning", 30)
    columns = (
        Column("org", "党组织", value=lambda t: t.assessment.org.short_name, phone="title",
               link=lambda t: reverse("grade-talk", args=[t.pk])),
        Column("round", "考评", value=lambda t: t.assessment.round.title),
        Column("grade", "等次", value=lambda t: t.assessment.grade_label),
        Column("due_on", "约谈期限"),
        Column("held_on", "约谈日期"),
        Column("talker", "约谈人", phone="hide"),
        Column("follow_by", "回看期限", phone="hide"),
        Column("state", "状态", value=_state, tone=lambda t: TALK_TONES[_state(t)],
               phone="badge"),
    )  # fmt: skip
    filters = (
        Under("org", "党组织", permission=STANDARD_VIEW, via="assessment__org"),
        Choice("open", "状态", (("yes", "没有办结"), ("no", "已办结")),
               conditions={"yes": ~DONE, "no": DONE}),
    )  # fmt: skip
    orders = (Order("due", "期限最早", ("due_on", "id")),)
    empty = "没有需要约谈的"
    empty_hint = "考评等次为一般、差的自动列在这里"

    def crumbs(self) -> list[tuple[str, str]]:
        return HOME

    def rows(self) -> QuerySet[GradeTalk]:
        return queries.talks(self.actor)


class TalkPage(Screen):
    path, name, title = "standards/talks/<int:pk>/", "grade-talk", "约谈"
    permission = STANDARD_VIEW
    template = "standards/talk.html"

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.talk = queries.talk_seen(actor, kwargs["pk"])

    def page_title(self) -> str:
        return f"约谈：{self.talk.assessment.org.short_name}"

    def crumbs(self) -> list[tuple[str, str]]:
        return [*HOME, ("考评约谈", reverse("grade-talks"))]

    def context(self) -> dict[str, Any]:
        talk = self.talk
        told = [
            ("考评", talk.assessment.round.title), ("等次", talk.assessment.grade_label),
            ("约谈期限", talk.due_on), ("约谈人", talk.talker), ("约谈日期", talk.held_on),
            ("约谈记录", talk.record), ("回看期限", talk.follow_by), ("回看日期", talk.followed_on),
            ("整改情况", talk.follow_up), ("免予约谈", talk.waived_on),
            ("免予原因", talk.waived_reason), ("批准文号", talk.waived_document),
        ]  # fmt: skip
        return {
            "talk": talk,
            "facts": [(k, v) for k, v in told if v],
            "state": _state(talk),
            "tone": TALK_TONES[_state(talk)],
            "may_run": may(self.actor, STANDARD_RUN, talk.assessment.round.org)
            and not talk.followed_on and not talk.waived_on,
        }  # fmt: skip


class OfTalk(FormScreen):
    permission = STANDARD_RUN
    drafts = False

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.talk = queries.talk(actor, kwargs["pk"], STANDARD_RUN)

    def target(self) -> Any:
        return self.talk

    def page_title(self) -> str:
        return f"{self.title}：{self.talk.assessment.org.short_name}"

    def crumbs(self) -> list[tuple[str, str]]:
        return [*HOME, ("考评约谈", reverse("grade-talks")), ("约谈", self.back())]

    def back(self) -> str:
        return reverse("grade-talk", args=[self.talk.pk])


class HoldTalk(OfTalk):
    path, name, title = "standards/talks/<int:pk>/hold/", "grade-talk-hold", "登记约谈"
    form = TalkForm
    done = "已登记，到期提醒回看整改"

    def initial(self) -> dict[str, Any]:
        return {"on": self.actor.today, "talker": self.talk.talker, "record": self.talk.record}

    def save(self, form: Any, version: int) -> str:
        talks.hold_talk(self.actor, self.talk, version, **form.cleaned_data)
        return self.back()


class FollowTalk(OfTalk):
    path, name, title = "standards/talks/<int:pk>/follow/", "grade-talk-follow", "登记整改回看"
    form = FollowForm
    done = "已办结"

    def initial(self) -> dict[str, Any]:
        return {"on": self.actor.today}

    def save(self, form: Any, version: int) -> str:
        talks.follow_talk(self.actor, self.talk, version, **form.cleaned_data)
        return self.back()


class WaiveTalk(OfTalk):
    path, name, title = "standards/talks/<int:pk>/waive/", "grade-talk-waive", "免予约谈"
    form = WaiveForm
    submit, danger = "免予约谈", True
    confirm = "一般和差的应当约谈。确定免予约谈吗？"
    done = "已登记免予约谈"

    def save(self, form: Any, version: int) -> str:
        talks.waive_talk(self.actor, self.talk, version, **form.cleaned_data)
        return self.back()


SCREENS = (Grades, GradeRound, TalkList, TalkPage, HoldTalk, FollowTalk, WaiveTalk)
