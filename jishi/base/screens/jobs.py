"""`/jobs/`: the long work one has asked for, how far it is, and what came of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone

from jishi.base.clock import now
from jishi.base.jobs import queries, queue
from jishi.base.models import Job, JobState
from jishi.base.web.filters import Choice
from jishi.base.web.lists import Column, ListScreen
from jishi.base.web.paging import Order
from jishi.base.web.screen import Nav, Screen, guarded, routes
from jishi.tree.actor import Actor
from jishi.tree.permissions import SELF

STOP_POLLING = 286  # htmx's answer for "no need to ask again"

_TONES = {
    JobState.WAITING: "grey",
    JobState.RUNNING: "blue",
    JobState.DONE: "green",
    JobState.FAILED: "red",
    JobState.CANCELLED: "grey",
}


def _tone(job: Job) -> str:
    return _TONES[JobState(job.state)]


def _made(job: Job) -> str:
    return f"{timezone.localtime(job.made_at):%Y-%m-%d %H:%M}"


class Jobs(ListScreen[Job]):
    path, name, title = "jobs/", "jobs", "后台任务"
    permission = SELF
    nav = Nav("工作台", "后台任务", "loader", 40)
    empty = "还没有后台任务"
    empty_hint = "导入、导出、重算这类较久的工作会在这里显示进度和结果。"
    exports = False
    columns = (
        Column("title", "名称", link=lambda job: f"/jobs/{job.pk}/", phone="title"),
        Column("state", "状态", lambda job: job.get_state_display(), tone=_tone, phone="badge"),
        Column("message", "进展"),
        Column("made_at", "提交时间", _made),
    )
    filters = (Choice("state", "状态", choices=JobState.choices),)
    orders = (Order("new", "最新", ("-id",)),)

    def rows(self) -> QuerySet[Job]:
        return queries.jobs(self.actor)


class OneJob(Screen):
    path, name, title = "jobs/<int:pk>/", "job", "后台任务"
    permission = SELF
    template = "jobs/job.html"

    def page_title(self) -> str:
        return self.job.title

    def crumbs(self) -> list[tuple[str, str]]:
        return [("后台任务", "/jobs/")]

    def get(self) -> HttpResponse:
        self.job = queries.job_of(self.actor, self.kwargs["pk"])
        return self.render(_progress(self.actor, self.job))


def _progress(actor: Actor, job: Job) -> dict[str, Any]:
    working = job.state in (JobState.WAITING, JobState.RUNNING)
    result = job.result
    usable = result is not None and (result.expires_at is None or result.expires_at > now())
    return {
        "job": job,
        "tone": _tone(job),
        "working": working,
        "own": job.account_id is not None and job.account_id == actor.account_id,
        "result": result if usable else None,
        "expired": result is not None and not usable,
    }


@guarded(SELF, "jobs/<int:pk>/progress/", "job-progress", "任务进度")
def progress(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """The changing part of the page, asked for each second until the job has ended."""
    context = _progress(actor, queries.job_of(actor, pk))
    status = 200 if context["working"] else STOP_POLLING
    return render(request, "jobs/_progress.html", context, status=status)


@guarded(SELF, "jobs/<int:pk>/cancel/", "job-cancel", "取消任务")
def cancel(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    queries.job_of(actor, pk)
    queue.ask_cancel(actor, pk)
    messages.success(request, "已要求取消，正在进行的一步做完就停")
    return HttpResponseRedirect(f"/jobs/{pk}/")


urlpatterns = routes(Jobs, OneJob, progress, cancel)
