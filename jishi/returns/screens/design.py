"""Return tables: the catalogue, one's own designed, changed, ended."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from jishi.base.web.arranging import ArrangeScreen, Row
from jishi.base.web.forms import Form, FormScreen
from jishi.base.web.screen import Screen
from jishi.figures.picking import found
from jishi.figures.queries.showing import place_named
from jishi.kernel.period import Period
from jishi.returns import designing, forms
from jishi.returns.access import RETURN_RUN, RETURN_SET
from jishi.returns.actions import local as actions
from jishi.returns.models import LocalReturn
from jishi.returns.queries.declared import in_force, local_table, local_tables
from jishi.returns.queries.filling import previewed
from jishi.returns.screens.common import HOME
from jishi.returns.tables import ReturnTable, all_tables
from jishi.returns.tables.table import LENGTHS
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation
from jishi.tree.reach import first_place, reach

_ABOVE = [*HOME, ("表样", "/returns/tables/")]


class Tables(Screen):
    path, name, title = "returns/tables/", "return-tables", "表样"
    permission = RETURN_SET
    template = "returns/tables.html"

    def crumbs(self) -> list[tuple[str, str]]:
        return HOME

    def context(self) -> dict[str, Any]:
        own = local_tables(self.actor, RETURN_SET).filter(until__isnull=True).order_by("pk")
        return {
            "tables": [(each, "") for each in all_tables().values()],
            "own": [(row.of, row, reverse("return-table", args=[row.pk])) for row in own],
            "may_run": bool(reach(self.actor, RETURN_RUN)),
        }  # fmt: skip


class TableScreen(ArrangeScreen):
    permission = RETURN_SET
    form = forms.TableForm
    template = "returns/design.html"
    rows_template = "returns/design_rows.html"
    intro = "指标自动取数，填报项才要下级填；同一项同一时期在别的表报过的不再问。"

    def crumbs(self) -> list[tuple[str, str]]:
        return _ABOVE

    def typed(self, row: Row, given: QueryDict) -> Row:
        return designing.typed(row, given)

    def adding(self, what: str) -> tuple[Row, str] | None:
        return designing.made(self.arrangement, what)

    def showing(self, form: Form) -> dict[str, Any]:
        rows = self.arrangement.rows
        org, period = self.place_of(form), self.period_of(form)
        lines = designing.valid_lines(rows)
        return {
            "rows": designing.shown(rows, self.arrangement.opened),
            "found": found(self.words(), self.arrangement.keys),
            "faults": designing.faults_of(rows) if rows else [],
            "org": org, "period": period,
            "preview": previewed(self.actor.today, lines, org, period) if lines else [],
        }  # fmt: skip

    def place_of(self, form: Form) -> Organisation:
        """Whose figures the preview shows: those of whoever designs."""
        return place_named(self.actor, RETURN_SET, str(form["org"].value() or ""))

    def period_of(self, form: Form) -> Period:
        length = str(form["length"].value() or "")
        months = int(length) if length in {str(each) for each in LENGTHS} else 1
        return Period.natural(self.actor.today, months).previous()

    def table(self, data: dict[str, Any]) -> ReturnTable:
        return actions.checked(
            code="local.table", title=data["title"], source=data["source"],
            length=data["length"], days=data["days"], org_kinds=tuple(data["org_kinds"]),
            sectors=tuple(data["sectors"]), lines=data["lines"],
        )  # fmt: skip


def _said(table: ReturnTable) -> dict[str, Any]:
    """What the form says of a table that is there."""
    return {
        "title": table.title, "source": table.source, "length": table.length, "days": table.days,
        "org_kinds": list(table.org_kinds), "sectors": list(table.sectors),
        "lines": json.dumps(designing.rows_of(table.lines)),
    }  # fmt: skip


class NewTable(TableScreen):
    path, name, title = "returns/tables/new/", "return-table-new", "设计一张报表"
    submit, done = "保存", "已保存，可以布置了"

    def initial(self) -> dict[str, Any]:
        place = first_place(self.actor, RETURN_SET)
        org = place.code if place else ""
        like = all_tables().get(self.request.GET.get("from", "")[:60])
        if like is None:
            return {"org": org, "org_kinds": ["branch"], "days": 5}
        return {"org": org, **_said(like), "title": f"{like.title}（本地）"}

    def save(self, form: Any, version: int) -> str:
        data = form.cleaned_data
        actions.add_table(self.actor, data["org"], self.table(data))
        return reverse("return-tables")


class OfTable(Screen):
    permission = RETURN_SET

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.row: LocalReturn = local_table(actor, kwargs["pk"], RETURN_SET)

    def target(self) -> LocalReturn:
        return self.row


class AmendTable(OfTable, TableScreen):
    """Whichever edition its address names, the one in force is changed: a page that was opened
    before somebody else saved is seen to be stale."""

    path, name, title = "returns/tables/<int:pk>/", "return-table", "修改表样"
    submit, done = "保存为新版", "已保存；进行中的仍按原来的表样"
    drafts = False

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.row = in_force(actor, self.row)

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        form = super().make_form(data, files)
        del form.fields["org"]  # who set it sets it
        return form

    def place_of(self, form: Form) -> Organisation:
        return self.row.org

    def initial(self) -> dict[str, Any]:
        return _said(in_force(self.actor, self.row).of)

    def save(self, form: Any, version: int) -> str:
        actions.amend_table(self.actor, self.row, version, self.table(form.cleaned_data))
        return reverse("return-tables")


class EndTable(OfTable, FormScreen):
    path, name, title = "returns/tables/<int:pk>/end/", "return-table-end", "停用表样"
    submit, done, danger, drafts = "停用", "已停用", True, False
    confirm = "停用后不能再布置；已布置的不受影响。确定吗？"

    def crumbs(self) -> list[tuple[str, str]]:
        return _ABOVE

    def page_title(self) -> str:
        return f"{self.title}：{self.row.title}"

    def save(self, form: Any, version: int) -> str:
        actions.end_table(self.actor, self.row, version)
        return reverse("return-tables")


SCREENS = (Tables, NewTable, EndTable, AmendTable)
