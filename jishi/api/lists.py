"""A list of the interface: the screen's own filters, paging by key, `{"items", "next"}`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from ninja import Schema

from jishi.api.types import Asked
from jishi.api.wire import caller
from jishi.base.web import filters, paging
from jishi.tree.errors import Refused

M = TypeVar("M", bound=Model)


def insist_known(request: HttpRequest, shape: type[Schema]) -> None:
    """A misspelt condition that is passed over would widen the answer; of two one would be."""
    for name in request.GET:
        if name not in shape.model_fields:
            raise Refused("没有这个查询条件", field=name[:40], code="bad_filter")
        if len(request.GET.getlist(name)) > 1:
            raise Refused("一个查询条件只能给一次", field=name, code="bad_filter")


def one_page(
    request: HttpRequest,
    queryset: QuerySet[M],
    declared: Sequence[filters.Filter],
    order: paging.Order,
    asked: Asked,
) -> tuple[list[M], str | None]:
    """The rows of one page and the next cursor; a wrong filter is an error, not an empty list."""
    insist_known(request, type(asked))

    def value(name: str) -> str | None:
        found = getattr(asked, name, None)
        return None if found is None else str(found)

    queryset, chosen = filters.apply(caller(request), declared, value, queryset)
    for each in chosen:
        if each.error:
            raise Refused(each.error, field=each.filter.name, code="bad_filter")
    page = paging.page(queryset, order, asked.cursor, asked.limit)
    return page.rows, page.next or None
