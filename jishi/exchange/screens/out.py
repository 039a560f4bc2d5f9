"""Tables out: the export of a kind, and empty tables to be filled in."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from jishi.base.jobs import enqueue
from jishi.base.web.download import download
from jishi.base.web.forms import Form, FormScreen
from jishi.base.web.screen import guarded
from jishi.exchange import export_book, queries
from jishi.exchange.access import EXPORT
from jishi.exchange.forms import ExportForm
from jishi.exchange.records.kind import Kind, kinds
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible
from jishi.tree.reach import reach, require


class Exports(FormScreen):
    path, name, title = "exchange/export/", "exports", "导出表格"
    permission = EXPORT
    template = "exchange/out.html"
    form = ExportForm
    submit = "导出"
    done = ""
    drafts = False
    intro = "栏目与导入相同，改好后可以再导回来。身份证号和手机号是遮蔽的。"

    def crumbs(self) -> list[tuple[str, str]]:
        return [("导入导出", reverse("imports"))]

    def initial(self) -> dict[str, Any]:
        roots = reach(self.actor, EXPORT).roots
        codes = dict(queries.codes_of([root.org_id for root in roots]))
        first = codes.get(roots[0].org_id, "") if roots else ""
        seen = self.seen()
        first_kind = "members" if "members" in seen else next(iter(seen), "")
        return {"kind": first_kind, "org": first, "format": "xlsx"}

    def seen(self) -> dict[str, Kind]:
        """The tables whose rows the actor may see: no other is offered or taken."""
        return {code: kind for code, kind in kinds().items() if reach(self.actor, kind.view)}

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        form = super().make_form(data, files)
        offered = [(code, kind.label) for code, kind in self.seen().items()]
        form.fields["kind"].choices = offered  # type: ignore[attr-defined]
        return form

    def context(self) -> dict[str, Any]:
        return {"kinds": list(self.seen().values())}

    def save(self, form: ExportForm, version: int) -> str:
        data = form.cleaned_data
        kind, org = kinds()[data["kind"]], data["org"]
        require(self.actor, kind.view, org)
        payload = {"kind": kind.code, "org": org.pk if org else None, "format": data["format"]}
        title = f"导出{kind.label}：{org.short_name if org else '全部'}"
        return f"/jobs/{enqueue(self.actor, 'exchange.export', payload, title, org).pk}/"


@guarded(EXPORT, "exchange/template/<slug:kind>/", "import-template", "空表")
def template(request: HttpRequest, actor: Actor, kind: str) -> HttpResponse:
    """An empty table with drop-downs and instructions; holds nothing of anybody."""
    found = kinds().get(kind)
    if found is None:
        raise NotVisible
    return download(export_book.template(found), f"{found.label}导入模板.xlsx")
