"""What became of a template: its versions, taking one up again, retiring it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from jishi.base.web.forms import Form, FormScreen
from jishi.base.web.screen import routes
from jishi.papers.access import PAPER_VIEW, TEMPLATE_EDIT
from jishi.papers.actions.templates import retire_template, revise_template
from jishi.papers.models import PaperTemplate
from jishi.papers.queries.templates import line_of, own_number, read
from jishi.papers.screens.desk import OfPlace, OfTemplate, Seen
from jishi.papers.template.shape import plain
from jishi.papers.template.shipped import shipped
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible
from jishi.tree.reach import may


class OfLine(OfPlace):
    """A template with everything it ever was here and above, retired or not."""

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.code: str = kwargs["code"]
        self.rows: list[PaperTemplate] = line_of(actor, self.org, self.code)
        if not self.rows and self.code not in shipped():
            raise NotVisible

    @property
    def named(self) -> str:
        return self.rows[0].title if self.rows else shipped()[self.code].title

    def crumbs(self) -> list[tuple[str, str]]:
        return [("文稿", reverse("papers")), ("文稿模板", self.at("paper-templates"))]


class History(OfLine):
    path, name, title = "papers/templates/<str:code>/history/", "paper-template-history", "版次"
    permission = PAPER_VIEW
    template = "papers/history.html"

    def page_title(self) -> str:
        return f"{self.named}：版次"

    def context(self) -> dict[str, Any]:
        edits = may(self.actor, TEMPLATE_EDIT, self.org)
        held: set[int] = set()
        lines = []
        for row in self.rows:
            lines.append({
                "row": row, "latest": row.org_id not in held,
                "blocks": len(row.body["blocks"]),
                "restore": self.at("paper-template-restore", self.code, row.pk) if edits else "",
            })  # fmt: skip
            held.add(row.org_id)
        retired = bool(self.rows) and self.rows[0].retired
        return {
            "lines": lines, "org": self.org, "comes_along": self.code in shipped(),
            "retired": retired, "desk": "" if retired else self.at("paper-desk", self.code),
            "shipped_url": self.at("paper-template-restore", self.code, 0) if edits else "",
        }  # fmt: skip


class Restore(OfLine, FormScreen):
    path = "papers/templates/<str:code>/history/<int:pk>/restore/"
    name, title = "paper-template-restore", "恢复这一版"
    permission = TEMPLATE_EDIT
    form = Form
    submit = "恢复"
    done = "已恢复为新的版次"
    confirm = "按这一版再存一个新版次？本级和下级从此沿用它。"
    danger = True
    drafts = False
    intro = "按这一版的内容存为本级的新版次，下级沿用；中间的版次仍留着，已起草的文稿不变。"

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        found = [row for row in self.rows if row.pk == kwargs["pk"]]
        if not found and (kwargs["pk"] or self.code not in shipped()):
            raise NotVisible
        self.past = read(found[0]) if found else shipped()[self.code]

    def target(self) -> Seen:
        return Seen(own_number(self.org, self.code))

    def crumbs(self) -> list[tuple[str, str]]:
        return [*super().crumbs(), (self.named, self.at("paper-template-history", self.code))]

    def save(self, form: Form, version: int) -> str:
        revise_template(self.actor, self.org, plain(self.past), version)
        return self.at("paper-template-history", self.code)


class Retire(OfTemplate, FormScreen):
    path, name = "papers/templates/<str:code>/retire/", "paper-template-retire"
    title = "停用模板"
    permission = TEMPLATE_EDIT
    form = Form
    submit = "停用"
    done = "已停用，可在版次里恢复"
    confirm = "停用后，本级和下级都不能再用它起草。确定停用？"
    danger = True
    drafts = False
    intro = "停用后本级和下级不能再用它起草；已起草的文稿不变，以后可以恢复。"

    def page_title(self) -> str:
        return f"停用：{self.found.template.title}"

    def target(self) -> Seen:
        return Seen(own_number(self.org, self.found.template.code))

    def crumbs(self) -> list[tuple[str, str]]:
        return [*super().crumbs(), (self.found.template.title, self.here("paper-desk"))]

    def save(self, form: Form, version: int) -> str:
        retire_template(self.actor, self.org, plain(self.found.template), version)
        return self.at("paper-template-history", self.found.template.code)


urlpatterns = routes(History, Restore, Retire)
