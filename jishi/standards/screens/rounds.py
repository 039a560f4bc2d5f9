"""The list of rounds, opening one, its board, cancelling it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from jishi.base.web import export
from jishi.base.web.download import download
from jishi.base.web.filters import Choice
from jishi.base.web.forms import Form, FormScreen
from jishi.base.web.lists import Column, ListScreen
from jishi.base.web.paging import Order
from jishi.base.web.screen import Nav
from jishi.kernel.period import Period
from jishi.orgs.queries import organisations
from jishi.standards.access import STANDARD_RUN, STANDARD_VIEW
from jishi.standards.actions import rounds as actions
from jishi.standards.actions.assessing import confirm_many
from jishi.standards.forms import ConfirmForm, ReasonForm
from jishi.standards.forms import RoundForm as OpenForm
from jishi.standards.kinds import Standard
from jishi.standards.kinds.standard import MONTHS
from jishi.standards.models import Round
from jishi.standards.models.round import ROUND_STATES, ROUND_TONES
from jishi.standards.queries import board as boards
from jishi.standards.queries import rounds as queries
from jishi.standards.queries.awaiting import awaiting
from jishi.standards.queries.declared import standards_for
from jishi.standards.queries.proving import Proven
from jishi.standards.rules.steps import STATES, TONES
from jishi.standards.screens.common import GROUP, HOME, OfRound, RoundForm, round_url
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible, Refused
from jishi.tree.models import Organisation
from jishi.tree.reach import first_place, may, reach


class RoundList(ListScreen[Round]):
    path, name, title = "standards/", "standards", "考评"
    permission = STANDARD_VIEW
    nav = Nav(GROUP, "考评", "clipboard-check", 10)
    columns = (
        Column("title", "考评", link=round_url, phone="title"),
        Column("standard_title", "标准", phone="hide"),
        Column("org", "组织", value=lambda r: r.org.short_name),
        Column("period", "时期", value=lambda r: r.period.label),
        Column("check_until", "自查截止"),
        Column("mend_until", "补正截止", phone="hide"),
        Column("confirmed", "已审定", value=lambda r: f"{r.confirmed} / {r.assessed}"),
        Column(
            "state", "状态", value=lambda r: r.state_label, tone=lambda r: ROUND_TONES[r.state],
            phone="badge",
        ),
    )  # fmt: skip
    filters = (Choice("state", "状态", list(ROUND_STATES.items())),)
    orders = (Order("new", "最近开展", ("-opened_on", "-id")),)
    empty = "还没有开展考评"
    empty_hint = "选一套标准开展考评，能从记录算出的自动计分"

    def rows(self) -> QuerySet[Round]:
        return queries.counted(self.actor, queries.rounds(self.actor))

    def actions(self) -> list[tuple[str, str, str]]:
        found = [("标准", reverse("standard-catalogue"), "book-open")]
        if reach(self.actor, STANDARD_RUN):
            found.insert(0, ("开展考评", reverse("standard-open"), "plus"))
        return found


class OpenRound(FormScreen):
    path, name, title = "standards/open/", "standard-open", "开展考评"
    permission = STANDARD_RUN
    form = OpenForm
    submit = "开展"
    done = "已开展，各单位收到自查待办"
    intro = "范围是所选党组织的下级；标准按今天的版本定下，中途修改不影响这一轮。"

    def crumbs(self) -> list[tuple[str, str]]:
        return HOME

    def known(self) -> dict[str, Standard]:
        if not hasattr(self, "_known"):
            place = first_place(self.actor, STANDARD_RUN)
            self._known = dict(standards_for(place, self.actor.today)) if place else {}
        return self._known

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        form = super().make_form(data, files)
        choices = [(code, each.title) for code, each in self.known().items()]
        form.fields["standard"].choices = choices  # type: ignore[attr-defined]
        return form

    def initial(self) -> dict[str, Any]:
        place, asked = (
            first_place(self.actor, STANDARD_RUN),
            self.request.GET.get("standard", "")[:60],
        )
        chosen = self.known().get(asked)
        months = MONTHS[chosen.period] if chosen else 12
        return {
            "org": place.code if place else "", "standard": asked,
            "period": str(Period.natural(self.actor.today, months)),
        }  # fmt: skip

    def save(self, form: Any, version: int) -> str:
        data = form.cleaned_data
        standard = standards_for(data["org"], self.actor.today).get(data["standard"])
        if standard is None:
            raise Refused("这个党组织不能用这套标准", field="standard")
        terms = actions.RoundTerms(
            data["period"], data["check_until"], data["mend_until"], data["title"],
            data["document"], data["note"],
        )  # fmt: skip
        return round_url(actions.open_round(self.actor, data["org"], standard, terms))


class RoundBoard(OfRound):
    path, name, title = "standards/rounds/<int:pk>/", "standard-round", "考评看板"
    template = "standards/board.html"

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        code = request.GET.get("org", "").strip()[:32].replace("\x00", "")
        self.org: Organisation | None = None
        if code:
            self.org = organisations(actor, STANDARD_VIEW).filter(code=code).first()
            if self.org is None:
                raise NotVisible

    def crumbs(self) -> list[tuple[str, str]]:
        return [*HOME, (self.round.title, round_url(self.round))] if self.org else HOME

    def get(self) -> HttpResponse:
        found = boards.board(self.actor, self.round, self.org)
        if self.request.GET.get("format") == "xlsx":
            return self.workbook(found)
        return self.render(self.context_of(found))

    def workbook(self, found: boards.Board) -> HttpResponse:
        headers, rows = boards.table(found)
        body = export.to_xlsx(self.round.title, headers, rows)
        return download(body, f"{self.round.title}_{self.actor.today.isoformat()}.xlsx")

    def context_of(self, found: boards.Board) -> dict[str, Any]:
        run = may(self.actor, STANDARD_RUN, self.round.org)
        running = self.round.state == "running"
        return {
            "round": self.round,
            "org": self.org,
            "board": found,
            "lines": [(line, self.url_of(line)) for line in found.lines],
            "states": [
                (label, found.states[code], TONES[code])
                for code, label in STATES.items() if code in found.states
            ],
            "may_run": run and running,
            "graded_url": reverse("standard-grades", args=[self.round.pk]),
            "may_mend": self.round.may_mend(self.actor.today),
        }  # fmt: skip

    def url_of(self, line: boards.Line) -> str:
        if line.row is not None:
            return reverse("assessment", args=[line.row.pk])
        return f"{round_url(self.round)}?org={line.org.code}" if line.org else ""


class CancelRound(RoundForm):
    path, name, title = "standards/rounds/<int:pk>/cancel/", "standard-cancel", "取消考评"
    form = ReasonForm
    submit, danger = "取消这一轮", True
    confirm = "取消后各单位的自查待办一并撤回，不能恢复。确定吗？"
    done = "已取消"

    def save(self, form: Any, version: int) -> str:
        actions.cancel_round(self.actor, self.round, version, form.cleaned_data["reason"])
        return round_url(self.round)


class ConfirmAll(RoundForm):
    """What others have accepted, ticked and confirmed at once."""

    path, name, title = "standards/rounds/<int:pk>/confirm/", "standard-confirm-all", "审定"
    template = "standards/confirm.html"
    form = ConfirmForm
    submit, done = "审定选中的", ""
    confirm = "审定后得分和依据定格，只能经申诉复核更改。确定吗？"

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        form = ConfirmForm(data, files, listed=self.listed())
        form.actor = self.actor
        return form

    def target(self) -> Any:
        return None

    def listed(self) -> list[Proven]:
        if not hasattr(self, "_listed"):
            self._listed = awaiting(self.actor, self.round)
        return self._listed

    def context(self) -> dict[str, Any]:
        return {"round": self.round, "listed": self.listed()}

    def save(self, form: Any, version: int) -> str:
        done, left = confirm_many(self.actor, self.round, form.cleaned_data["rows"])
        messages.success(self.request, f"已审定 {done} 个")
        for each in left[:5]:
            messages.warning(self.request, each)
        return round_url(self.round)


SCREENS = (RoundList, OpenRound, RoundBoard, ConfirmAll, CancelRound)
