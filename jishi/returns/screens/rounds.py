"""The list of rounds, opening one, its board, what changed since, chasing, freezing."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from jishi.base.web import export
from jishi.base.web.download import download
from jishi.base.web.filters import Choice
from jishi.base.web.forms import Form, FormScreen, ReasonForm
from jishi.base.web.lists import Column, ListScreen
from jishi.base.web.paging import Order
from jishi.base.web.periods import periods
from jishi.base.web.press import press
from jishi.base.web.screen import Nav, Screen, guarded
from jishi.kernel.period import Period
from jishi.orgs.page import asked_org
from jishi.returns import forms
from jishi.returns.access import RETURN_RUN, RETURN_SET, RETURN_VIEW
from jishi.returns.actions import rounds as actions
from jishi.returns.marks import ROUND_STATES, ROUND_TONES
from jishi.returns.models import ReturnRound
from jishi.returns.queries import board as boards
from jishi.returns.queries import rounds as queries
from jishi.returns.queries.burden import burden
from jishi.returns.queries.declared import tables_for
from jishi.returns.queries.filling import number
from jishi.returns.screens.common import (
    GROUP,
    HOME,
    OfRound,
    RoundFormScreen,
    round_url,
    sheet_url,
)
from jishi.returns.tables import ReturnTable
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused
from jishi.tree.reach import first_place, may, reach


class RoundList(ListScreen[ReturnRound]):
    path, name, title = "returns/", "returns", "报表"
    permission = RETURN_VIEW
    nav = Nav(GROUP, "报表", "table-2", 20)
    columns = (
        Column("title", "报表", link=round_url, phone="title"),
        Column("org", "布置单位", value=lambda r: r.org.short_name),
        Column("period", "时期", value=lambda r: r.period.label, phone="hide"),
        Column("due_on", "报送期限"),
        Column("sent", "已报", value=lambda r: f"{r.sent} / {r.asked}"),
        Column("state", "状态", value=lambda r: r.state_label, tone=lambda r: ROUND_TONES[r.state],
               phone="badge"),
    )  # fmt: skip
    filters = (Choice("state", "状态", list(ROUND_STATES.items())),)
    orders = (Order("new", "最近布置", ("-opened_on", "-id")),)
    empty = "还没有布置过报表"
    empty_hint = "能从记录算出的自动填好，只问记录里没有的"

    def rows(self) -> QuerySet[ReturnRound]:
        return queries.counted(self.actor, queries.rounds(self.actor))

    def actions(self) -> list[tuple[str, str, str]]:
        found = [("填上级的空白表", reverse("return-blank"), "table-properties"),
                 ("填报负担", reverse("return-burden"), "gauge")]  # fmt: skip
        if reach(self.actor, RETURN_SET):
            found.insert(0, ("表样", reverse("return-tables"), "layout-list"))
        if reach(self.actor, RETURN_RUN):
            found.insert(0, ("布置报表", reverse("return-open"), "plus"))
        return found


class OpenRound(FormScreen):
    path, name, title = "returns/open/", "return-open", "布置报表"
    permission = RETURN_RUN
    form = forms.RoundForm
    submit = "布置"
    done = "已布置，各单位收到填报待办"
    intro = "发给所选党组织下级中要填这张表的单位；已有的数自动填好，报过的不再问。"

    def crumbs(self) -> list[tuple[str, str]]:
        return HOME

    def known(self) -> dict[str, ReturnTable]:
        if not hasattr(self, "_known"):
            place = first_place(self.actor, RETURN_RUN)
            self._known = dict(tables_for(place)) if place else {}
        return self._known

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        form = super().make_form(data, files)
        choices = [(code, _choice(each)) for code, each in self.known().items()]
        form.fields["table"].choices = choices  # type: ignore[attr-defined]
        chosen = self.chosen()
        if chosen is not None:
            periods_ = periods(self.actor.today, (chosen.length,))
            form.fields["period"].choices = periods_  # type: ignore[attr-defined]
        return form

    def chosen(self) -> ReturnTable | None:
        return self.known().get(self.request.GET.get("table", "")[:60])

    def initial(self) -> dict[str, Any]:
        place, chosen = first_place(self.actor, RETURN_RUN), self.chosen()
        length = chosen.length if chosen else 1
        return {
            "org": place.code if place else "",
            "table": self.request.GET.get("table", "")[:60],
            "period": str(Period.natural(self.actor.today, length).previous()),
        }  # fmt: skip

    def save(self, form: Any, version: int) -> str:
        data = form.cleaned_data
        table = tables_for(data["org"]).get(data["table"])
        if table is None:
            raise Refused("这个党组织不能用这张报表", field="table")
        terms = actions.RoundTerms(data["period"], data["due_on"], data["note"])
        return round_url(actions.open_round(self.actor, data["org"], table, terms))


def _choice(table: ReturnTable) -> str:
    count = f"{len(table.lines)} 项，要填 {len(table.asked)} 项"
    return f"{table.title}（{table.length_label}，{count}）"


class RoundBoard(OfRound):
    path, name, title = "returns/<int:pk>/", "return-round", "报表进度"
    template = "returns/board.html"

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        chosen = asked_org(request, actor, RETURN_VIEW) if request.GET.get("org") else None
        self.org = chosen or boards.place_of(actor, self.round)

    def get(self) -> HttpResponse:
        found = boards.board(self.actor, self.round, self.org)
        if self.request.GET.get("format") == "xlsx":
            return self.workbook(found)
        return self.render(self.context_of(found))

    def workbook(self, found: boards.Board) -> HttpResponse:
        lines = [each.line for each in found.total]
        headers = ["编码", "党组织", "状态", *(line.title for line in lines)]
        rows: list[list[object]] = [
            [row.sheet.org.code, row.sheet.org.short_name, row.sheet.state_label,
             *(_plain(cell) for cell in row.cells)]
            for row in found.rows
        ]  # fmt: skip
        rows.append(["", "合计", "", *(_plain(cell) for cell in found.total)])
        body = export.to_xlsx(self.round.title, headers, rows)
        return download(body, f"{self.round.title}_{self.actor.today.isoformat()}.xlsx")

    def context_of(self, found: boards.Board) -> dict[str, Any]:
        run = may(self.actor, RETURN_RUN, self.round.org)
        rows = [(row, self.url_of(row)) for row in found.rows]
        own = found.rows[0].sheet if len(rows) == 1 and found.rows[0].sheet.fills else None
        return {
            "round": self.round, "org": self.org, "board": found, "rows": rows,
            "lines": [each.line for each in found.total],
            "missing": [(each, sheet_url(each)) for each in found.missing[:200]],
            "late": self.round.state == "running" and self.actor.today > self.round.due_on,
            "may_run": run and self.round.state == "running",
            "own": own if own and own.org_id == self.org.pk else None,
        }  # fmt: skip

    def url_of(self, row: boards.Row) -> str:
        if row.sheet.fills:
            return sheet_url(row.sheet)
        return f"{round_url(self.round)}?org={row.sheet.org.code}"


def _plain(cell: Any) -> object:
    value = number(cell.line, cell.value)
    return cell.text if value is None or cell.line.kind == "figure" else value


class Differences(OfRound):
    path, name, title = "returns/<int:pk>/differences/", "return-differences", "与上报时的差别"
    template = "returns/differences.html"

    def crumbs(self) -> list[tuple[str, str]]:
        return [*HOME, (self.round.title, round_url(self.round))]

    def page_title(self) -> str:
        return f"{self.title}：{self.round.title}"

    def context(self) -> dict[str, Any]:
        chosen = asked_org(self.request, self.actor, RETURN_VIEW) if (
            self.request.GET.get("org")
        ) else None  # fmt: skip
        org = chosen or boards.place_of(self.actor, self.round)
        found = boards.differences(self.actor, self.round, org)
        return {"round": self.round, "org": org, "found": found[:500], "count": len(found)}


class Freeze(RoundFormScreen):
    path, name, title = "returns/<int:pk>/freeze/", "return-freeze", "封存报表"
    submit, done = "封存", "已封存"
    confirm = "封存后各单位的数不再改；以后的更正另外列出。确定吗？"
    intro = "审核通过的数固定下来；过期没有报的如实标为未报。"
    template = "returns/freeze.html"

    def context(self) -> dict[str, Any]:
        return {"states": queries.states(self.round), "round": self.round}

    def save(self, form: Any, version: int) -> str:
        return round_url(actions.freeze_round(self.actor, self.round, version))


class Cancel(RoundFormScreen):
    path, name, title = "returns/<int:pk>/cancel/", "return-cancel", "取消报表"
    form = ReasonForm
    submit, danger, done = "取消这次报表", True, "已取消"
    confirm = "取消后各单位的填报待办一并撤回，不能恢复。确定吗？"

    def save(self, form: Any, version: int) -> str:
        actions.cancel_round(self.actor, self.round, version, form.cleaned_data["reason"])
        return round_url(self.round)


@guarded(RETURN_RUN, "returns/<int:pk>/chase/", "return-chase", "催报")
def chase(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    round_ = queries.round_run(actor, pk, RETURN_RUN)
    return press(
        request, lambda: f"已提醒 {actions.chase(actor, round_)} 人", round_url(round_)
    )  # fmt: skip


class BurdenPage(Screen):
    path, name, title = "returns/burden/", "return-burden", "填报负担"
    permission = RETURN_VIEW
    template = "returns/burden.html"

    def crumbs(self) -> list[tuple[str, str]]:
        return HOME

    def context(self) -> dict[str, Any]:
        return {"burden": burden(self.actor)}


SCREENS = (RoundList, OpenRound, BurdenPage, RoundBoard, Differences, Freeze, Cancel, chase)
