"""The list of imports, and handing a table in."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from jishi.base.web.filters import Choice
from jishi.base.web.forms import FormScreen
from jishi.base.web.lists import Column, ListScreen
from jishi.base.web.paging import Order
from jishi.base.web.screen import Nav
from jishi.base.web.workbench import Start
from jishi.exchange import actions, queries
from jishi.exchange.access import IMPORT
from jishi.exchange.forms import ImportForm
from jishi.exchange.models import BatchState, ImportBatch
from jishi.exchange.recognition import PASTED
from jishi.exchange.records.kind import kinds
from jishi.tree.reach import reach

GROUP = "组织与党员"
TONES = {
    "recognised": "amber", "checking": "blue", "checked": "amber", "publishing": "blue",
    "published": "green", "undone": "grey", "cancelled": "grey", "failed": "red",
}  # fmt: skip


def url_of(batch: ImportBatch) -> str:
    return reverse("import", args=[batch.pk])


def kind_label(batch: ImportBatch) -> str:
    kind = kinds().get(batch.kind)
    return kind.label if kind else batch.kind


def _counts(batch: ImportBatch) -> str:
    counts = queries.summary(batch).get("counts")
    if not counts:
        return ""
    return f"新增 {counts['new']}，变更 {counts['changed']}，退回 {counts['refused']}"


def _made(batch: ImportBatch) -> str:
    return f"{timezone.localtime(batch.made_at):%Y-%m-%d %H:%M}"


class ImportList(ListScreen[ImportBatch]):
    path, name, title = "exchange/", "imports", "导入导出"
    permission = IMPORT
    nav = Nav(GROUP, "导入导出", "file-spreadsheet", 60)
    exports = False
    columns = (
        Column("file_name", "文件", link=url_of, phone="title"),
        Column("kind", "种类", kind_label, phone="badge", tone=lambda batch: "grey"),
        Column(
            "state", "状态", lambda batch: batch.get_state_display(), phone="badge",
            tone=lambda batch: TONES[batch.state],
        ),
        Column("counts", "结果", _counts),
        Column("org", "组织", lambda batch: batch.org.short_name if batch.org else "全部"),
        Column("actor_name", "经办人"),
        Column("made_at", "时间", _made),
    )  # fmt: skip
    filters = (Choice("state", "状态", choices=BatchState.choices),)
    orders = (Order("new", "最新", ("-id",)),)
    empty = "还没有导入过表格"
    empty_hint = "把手头的党员名册、党组织名册直接拖进来，不用先改格式。"

    def rows(self) -> QuerySet[ImportBatch]:
        return queries.batches(self.actor).select_related("org")

    def actions(self) -> list[tuple[str, str, str]]:
        return [
            ("导入表格", reverse("import-new"), "file-up"),
            ("导出表格", reverse("exports"), "file-down"),
            ("填上级空表", reverse("blank-table"), "file-pen"),
        ]


class NewImport(FormScreen):
    path, name, title = "exchange/new/", "import-new", "导入表格"
    permission = IMPORT
    form = ImportForm
    template = "exchange/new.html"
    submit = "识别表头"
    done = ""
    drafts = False
    intro = "不用改格式：有标题行、合并表头、合计行、身份证变成数字的都能读。入库前会先给您核对。"

    def crumbs(self) -> list[tuple[str, str]]:
        return [("导入导出", reverse("imports"))]

    def initial(self) -> dict[str, Any]:
        roots = reach(self.actor, IMPORT).roots
        wanted = self.request.GET.get("kind", "")
        codes = dict(queries.codes_of([root.org_id for root in roots]))
        first = codes.get(roots[0].org_id, "") if roots else ""
        asked = self.request.GET.get("org", "")[:32]
        return {"org": asked or first, "kind": wanted if wanted in kinds() else ""}

    def save(self, form: ImportForm, version: int) -> str:
        data = form.cleaned_data
        file = data.get("file")
        content = file.read() if file else data["pasted"].encode()
        name = file.name if file else f"{self.actor.today.isoformat()}{PASTED}"
        batch = actions.hand_in(self.actor, data["kind"], content, name, org=data["org"])
        return url_of(batch)


Start("导入表格", "import-new", "名册、台账原样拖进来", "file-up", IMPORT, order=30)
