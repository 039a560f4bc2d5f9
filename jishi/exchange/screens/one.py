"""One import, from its recognised columns to its result; each step is a button on this page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from jishi.base.web.forms import sent_version
from jishi.base.web.press import press
from jishi.base.web.screen import Route, Screen, guarded
from jishi.exchange import actions, queries
from jishi.exchange.access import IMPORT
from jishi.exchange.layout import Layout
from jishi.exchange.models import BatchState, ImportBatch
from jishi.exchange.preview import PREVIEW, TEXTS
from jishi.exchange.records.kind import kinds
from jishi.exchange.screens import shown
from jishi.exchange.screens.begin import kind_label, url_of
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible

PAGE = "exchange/<int:pk>/"


class ImportPage(Screen):
    path, name, title = PAGE, "import", "导入"
    permission = IMPORT
    template = "exchange/one.html"

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.batch = queries.batch(actor, kwargs["pk"])

    def page_title(self) -> str:
        return f"导入{kind_label(self.batch)}：{self.batch.file_name}"

    def crumbs(self) -> list[tuple[str, str]]:
        return [("导入导出", reverse("imports"))]

    def context(self) -> dict[str, Any]:
        return page_of(self.actor, self.batch)


def page_of(actor: Actor, batch: ImportBatch) -> dict[str, Any]:
    working, stopped = queries.working(batch), queries.stopped(batch)
    context: dict[str, Any] = {
        "batch": batch,
        "kind": kinds()[batch.kind],
        "own": queries.is_own(actor, batch),
        "steps": shown.steps(batch),
        "working": working,
        "stopped": stopped,
        "job": batch.job,
        "summary": queries.summary(batch),
        "layout": Layout.of(batch.layout),
    }
    if working:
        return context
    if batch.state == BatchState.RECOGNISED or (stopped and batch.state == BatchState.CHECKING):
        context["columns"] = shown.columns(context["layout"], context["kind"])
    elif batch.state in (BatchState.CHECKED, BatchState.PUBLISHING):
        seen = queries.shown(actor, batch, PREVIEW)
        texts = queries.shown(actor, batch, TEXTS)
        context |= shown.preview(batch, context["layout"], seen, texts)
    else:
        context |= shown.result(batch)
    return context


@guarded(IMPORT, PAGE + "progress/", "import-progress", "导入进度")
def progress(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Asked for each second; when the step has ended the whole page is shown anew."""
    batch = queries.batch(actor, pk)
    if queries.working(batch):
        context = {"job": batch.job, "batch": batch, "own": queries.is_own(actor, batch)}
        return render(request, "exchange/_progress.html", context)
    return HttpResponse(status=200, headers={"HX-Refresh": "true"})


Do = Callable[[HttpRequest, Actor, ImportBatch], str]


def _step(path: str, name: str, title: str) -> Callable[[Do], Route]:
    """A button of the page: POST only, on one's own import, back to the page."""

    def make(do: Do) -> Route:
        def answer(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
            batch = queries.batch(actor, pk)
            if not queries.is_own(actor, batch) and name != "import-undo":
                raise NotVisible
            conflict = "这次导入刚在别处改过，请看现在的内容再办"
            done = partial(do, request, actor, batch)
            return press(request, done, url_of(batch), conflict=conflict)

        return guarded(IMPORT, PAGE + path, name, title)(answer)

    return make


@_step("columns/", "import-columns", "列的含义")
def lay_out(request: HttpRequest, actor: Actor, batch: ImportBatch) -> str:
    layout = Layout.of(batch.layout)
    mapping = {
        column.index: request.POST.get(f"column-{column.index}", "") for column in layout.columns
    }
    before = {column.index: column.field or "" for column in layout.columns}
    if mapping != before:
        batch = actions.lay_out(actor, batch, sent_version(request) or 0, mapping)
    actions.submit(actor, batch, "check")
    return ""


@_step("choices/", "import-choices", "选择")
def choose(request: HttpRequest, actor: Actor, batch: ImportBatch) -> str:
    whose = {
        name.removeprefix("whose-"): str(value)
        for name, value in request.POST.items() if name.startswith("whose-")
    }  # fmt: skip
    names = request.POST.getlist("unknown")
    answers = {n: request.POST.get(f"org-{at}", "").strip() for at, n in enumerate(names)}
    batch = actions.choose(actor, batch, sent_version(request) or 0, whose=whose, answers=answers)
    actions.submit(actor, batch, "check")
    return ""


@_step("check/", "import-check", "核对")
def check(request: HttpRequest, actor: Actor, batch: ImportBatch) -> str:
    actions.submit(actor, batch, "check")
    return ""


@_step("publish/", "import-publish", "入库")
def publish(request: HttpRequest, actor: Actor, batch: ImportBatch) -> str:
    actions.submit(actor, batch, "publish")
    return ""


@_step("undo/", "import-undo", "撤销导入")
def undo(request: HttpRequest, actor: Actor, batch: ImportBatch) -> str:
    actions.submit(actor, batch, "undo")
    return ""


@_step("abandon/", "import-abandon", "放弃导入")
def abandon(request: HttpRequest, actor: Actor, batch: ImportBatch) -> str:
    actions.abandon(actor, batch)
    return "已放弃，什么都没有入库"
