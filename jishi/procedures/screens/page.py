"""One procedure: the line of its steps, what is missing, the form of the next step."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from jishi.base.audit.queries import history_lines
from jishi.base.web.forms import Form, FormScreen
from jishi.people import queries as people_queries
from jishi.people.kinds import FULL
from jishi.people.models import Person
from jishi.procedures.access import PROCEDURE_APPROVE, PROCEDURE_EDIT, PROCEDURE_VIEW
from jishi.procedures.actions import take_step
from jishi.procedures.forms import StepForm
from jishi.procedures.kinds import kind_of
from jishi.procedures.kinds.kind import Step
from jishi.procedures.marks import PAPERS, STATE_TONES
from jishi.procedures.queries import procedures as queries
from jishi.procedures.queries.line import Line, line_of
from jishi.procedures.queries.meetings import offered
from jishi.procedures.screens.common import HOME, address, standing
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused
from jishi.tree.reach import may

MOST = 300


class ProcedurePage(FormScreen):
    path, name, title = "procedures/<int:pk>/", "procedure", "程序"
    permission = PROCEDURE_VIEW
    template = "procedures/page.html"
    submit, done = "登记这一步", "已登记，看下一步"
    drafts = False

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.procedure = queries.procedure(actor, kwargs["pk"])

    def target(self) -> Any:
        return self.procedure

    def page_title(self) -> str:
        return f"{kind_of(self.procedure.kind).title}：{self.procedure.title}"

    def crumbs(self) -> list[tuple[str, str]]:
        return HOME

    @cached_property
    def line(self) -> Line:
        return line_of(self.procedure, self.actor.today)

    @cached_property
    def step(self) -> Step | None:
        """The step asked for by name among those that are open; else the one the clock is about."""
        wanted = self.request.POST.get("step") or self.request.GET.get("step", "")
        named = next((one for one in self.line.open if one.code == wanted), None)
        return named or self.line.clock.step

    def may_take(self) -> bool:
        if self.step is None or self.procedure.moving_to_id is not None:
            return False
        permission, seat = queries.seat_of(self.procedure, self.step.by, self.actor)
        return seat is not None and may(self.actor, permission, seat)

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        if self.step is None:
            form = Form(data)
            form.actor = self.actor
            return form
        taken = self.line.facts.taken
        form = StepForm(
            data, files, of=self.step, people=self._people(self.step),
            meetings=offered(
                self.procedure.org, self.step, taken[-1].on if taken else None, self.actor.today
            ),
            today=self.actor.today,
        )  # fmt: skip
        form.actor = self.actor
        return form

    def _people(self, step: Step) -> list[tuple[str, str]]:
        if not any(one.type == "person" for one in step.fields):
            return []
        rows = Person.objects.filter(
            org=self.procedure.org, merged_into=None, standing__in=FULL
        ).order_by("name", "pk")[:MOST]
        return [(str(one.pk), one.name) for one in rows]

    def save(self, form: Any, version: int) -> str:
        if self.step is None or not isinstance(form, StepForm):
            raise Refused("程序已经结束，没有可办的步骤")
        take_step(self.actor, self.procedure, version, form.given())
        return address(self.procedure)

    def context(self) -> dict[str, Any]:
        procedure, line = self.procedure, self.line
        tab = "history" if self.request.GET.get("tab") == "history" else ""
        words, tone = standing(procedure, self.actor.today)
        edit = may(self.actor, PROCEDURE_EDIT, procedure.org)
        running = procedure.state == "running"
        return {
            "procedure": procedure, "line": line, "step": self.step,
            "takes": running and self.may_take(), "edits": edit and running,
            "approves": running and may(self.actor, PROCEDURE_APPROVE, procedure.org),
            "receives": procedure.moving_to is not None
            and may(self.actor, PROCEDURE_EDIT, procedure.moving_to),
            "words": words, "tone": tone or STATE_TONES[procedure.state],
            "facts": self._facts(), "opening": self._opening(), "papers": PAPERS, "tab": tab,
            "tabs": [
                ("办理", address(procedure), not tab, None),
                ("办理记录", "?tab=history", bool(tab), None),
            ],
            "lines": history_lines(procedure) if tab else [],
            "others": [one for one in line.open if self.step and one.code != self.step.code],
        }  # fmt: skip

    def _facts(self) -> list[tuple[str, Any]]:
        procedure, clock = self.procedure, self.line.clock
        extended = procedure.extended_to if procedure.extended_step == procedure.step else None
        found = [
            ("党组织", procedure.org.short_name),
            ("发起", f"{procedure.opened_on} {procedure.opened_by}".strip()),
            ("进度", f"{self.line.done} / {len(self.line.nodes)} 步"),
            ("下一步", clock.step.title if clock.step else ""),
            ("最早可办", str(clock.earliest or "")),
            ("最迟应办", str(clock.latest or "")),
            ("已延长至", f"{extended}（{procedure.extended_reason}）" if extended else ""),
            ("结束", f"{procedure.ended_on} {procedure.end_reason}" if procedure.ended_on else ""),
            ("正在转往", procedure.moving_to.short_name if procedure.moving_to else ""),
        ]  # fmt: skip
        return [(label, value) for label, value in found if value]

    def _opening(self) -> list[tuple[str, str]]:
        fields = {one.code: one for one in kind_of(self.procedure.kind).opening}
        return [
            (fields[code].label, fields[code].label_of(value))
            for code, value in self.procedure.opening.items() if code in fields
        ]  # fmt: skip


def person_url(actor: Actor, person: Person | None) -> str:
    if person is None or not people_queries.people(actor).filter(pk=person.pk).exists():
        return ""
    return reverse("person", args=[person.pk])


SCREENS = (ProcedurePage,)
