"""The superior's own empty table: handed in empty, handed back filled."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.urls import reverse

from jishi.base.web.forms import Form, FormScreen
from jishi.exchange import actions, queries
from jishi.exchange.access import EXPORT
from jishi.exchange.forms import BlankForm
from jishi.people.access import PERSON_VIEW
from jishi.people.search import in_words
from jishi.tree.reach import reach


class FillBlank(FormScreen):
    """`?…` of the people's page goes along: the same search fills the table."""

    path, name, title = "exchange/blank/", "blank-table", "填上级空表"
    permission = PERSON_VIEW
    form = BlankForm
    template = "exchange/blank.html"
    submit = "填好下载"
    done = "已填好，文件 7 天后自动删除"
    drafts = False
    intro = "把上级发的空表传上来，按表头填入党员，格式不变。默认填在册党员。"

    def crumbs(self) -> list[tuple[str, str]]:
        return [("导出表格", reverse("exports"))] if reach(self.actor, EXPORT) else []

    def asked(self) -> QueryDict:
        return self.request.GET

    def initial(self) -> dict[str, Any]:
        roots = reach(self.actor, EXPORT).roots
        codes = dict(queries.codes_of([root.org_id for root in roots]))
        return {"org": codes.get(roots[0].org_id, "") if roots else ""}

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        form = super().make_form(data, files)
        granted = [(str(pk), text) for pk, text in queries.grants_in_clear(self.actor)]
        choices = [("", "遮蔽（默认）"), *granted]
        form.fields["clear"].choices = choices  # type: ignore[attr-defined]
        return form

    def context(self) -> dict[str, Any]:
        return {"conditions": in_words(self.actor, self.asked())}

    def save(self, form: BlankForm, version: int) -> str:
        data = form.cleaned_data
        file = actions.fill_blank(
            self.actor, data["org"], data["file"].read(), data["file"].name,
            query=self.asked().urlencode()[:1000], clear=int(data["clear"] or 0),
        )  # fmt: skip
        return f"/files/{file.pk}/"
