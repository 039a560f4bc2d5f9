"""The checklist of the first ten minutes as a page; putting it away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect

from jishi.base.web.screen import Screen, routes
from jishi.registers import actions, start
from jishi.registers.access import START
from jishi.registers.queries import starting


class StartPage(Screen):
    path, name, title = "start/", "start", "开始使用"
    permission = START
    template = "registers/start.html"

    def context(self) -> dict[str, Any]:
        lines = start.lines(starting.look(self.actor))
        return {
            "lines": lines,
            "steps": start.as_steps(lines),
            "done": start.all_done(lines),
            "wanted": starting.wanted(self.actor),
        }

    def post(self) -> HttpResponse:
        if self.request.POST.get("do", "") == "seen":
            actions.note_report_seen(self.actor)
        else:
            actions.put_away(self.actor)
            messages.success(self.request, "清单已收起")
        return HttpResponseRedirect("/")


urlpatterns = routes(StartPage)
