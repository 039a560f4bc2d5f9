"""A list screen: permission, query, columns, filters, orders; the rest follows.

Follows: search, keyset paging, table on a desk and cards on a phone, xlsx and csv with the same
columns, and the same filters in the API.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpResponse
from django.shortcuts import render

from jishi.base.web import export, filters, paging
from jishi.base.web.download import download
from jishi.base.web.filters import Filter
from jishi.base.web.panels import Button
from jishi.base.web.screen import Screen

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Column:
    """One column: how to read it from a row, where it links, how it shows on a phone card."""

    name: str
    label: str
    value: Callable[[Any], Any] | None = None  # default: the attribute of that name
    link: Callable[[Any], str] | None = None
    tone: Callable[[Any], str] | None = None  # a badge: red, amber, green, blue, grey
    number: bool = False
    phone: str = "meta"  # title, badge, meta or hide

    def of(self, row: Any) -> Any:
        return self.value(row) if self.value else getattr(row, self.name)


@dataclass(frozen=True)
class Cell:
    column: Column
    text: str
    link: str
    tone: str


@dataclass(frozen=True)
class Line:
    row: Any
    cells: list[Cell]

    @property
    def title(self) -> Cell:
        return next((c for c in self.cells if c.column.phone == "title"), self.cells[0])

    @property
    def badges(self) -> list[Cell]:
        return [c for c in self.cells if c.column.phone == "badge" and c.text]

    @property
    def meta(self) -> list[Cell]:
        return [c for c in self.cells if c.column.phone == "meta" and c.text and c != self.title]


class ListScreen(Screen, Generic[M]):
    template = "web/list.html"
    columns: ClassVar[Sequence[Column]] = ()
    filters: ClassVar[Sequence[Filter]] = ()
    orders: ClassVar[Sequence[paging.Order]] = ()
    page_size: ClassVar[int] = 50
    empty: ClassVar[str] = "还没有记录"
    empty_hint: ClassVar[str] = ""
    exports: ClassVar[bool] = True
    wide: ClassVar[bool] = False

    def rows(self) -> QuerySet[M]:
        """The rows to list, started from `visible()`."""
        raise NotImplementedError

    def shown_columns(self) -> Sequence[Column]:
        """The columns of this request, where a screen lets people choose."""
        return self.columns

    def used_filters(self) -> Sequence[Filter]:
        """The filters of this screen, those that other rooms have added included."""
        return self.filters

    def actions(self) -> list[tuple[str, str, str]]:
        """(label, url, icon) of buttons the actor may use here; the first is the primary one."""
        return []

    def order(self) -> paging.Order:
        wanted = self.request.GET.get("order", "")
        return next((o for o in self.orders if o.code == wanted), self.orders[0])

    def get(self) -> HttpResponse:
        queryset, chosen = filters.apply(
            self.actor, self.used_filters(), self.request.GET.get, self.rows()
        )
        wanted = self.request.GET.get("format", "")
        if wanted in ("xlsx", "csv") and self.exports:
            return self.export(queryset, wanted)
        order = self.order()
        page = paging.page(queryset, order, self.request.GET.get("at", ""), self.page_size)
        context = {
            "lines": [self.line(row) for row in page.rows],
            "page": page,
            "total": queryset.count(),
            "chosen": chosen,
            "filtered": any(c.raw for c in chosen),
            "order": order,
            "query": self.query(),
            "buttons": [Button(*each) for each in self.actions()],
        }
        if self.request.headers.get("HX-Target") == "list":
            return render(self.request, "web/_list.html", {"screen": self, **context})
        return self.render(context)

    def ready(self, row: M) -> M:
        """A row before its columns are read: a room may hang computed values on it."""
        return row

    def line(self, row: M) -> Line:
        row = self.ready(row)
        return Line(row, [_cell(column, row) for column in self.shown_columns()])

    def query(self) -> str:
        """The request's filters and order without the page, for links that keep them."""
        kept = self.request.GET.copy()
        for name in ("at", "format"):
            kept.pop(name, None)
        return kept.urlencode()

    def export(self, queryset: QuerySet[M], kind: str) -> HttpResponse:
        rows = queryset.order_by(*self.order().fields)[: export.MOST_ROWS]
        columns = self.shown_columns()
        ready = map(self.ready, rows.iterator(2000))
        table = ([column.of(row) for column in columns] for row in ready)
        headers = [column.label for column in columns]
        if kind == "csv":
            body = export.to_csv(headers, table)
        else:
            body = export.to_xlsx(self.title, headers, table)
        return download(body, f"{self.title}_{self.actor.today.isoformat()}.{kind}")


def _cell(column: Column, row: Any) -> Cell:
    text = export.as_text(column.of(row))
    tone = column.tone(row) if column.tone and text else ""  # nothing is no badge
    return Cell(column, text, column.link(row) if column.link else "", tone)
