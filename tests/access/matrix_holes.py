"""Faults put into screens, queries and the interface: the matrix must find each of them.

Three of them were found by the matrix in earnest before they were put in here on purpose.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse

from jishi.accounts import queries as account_queries
from jishi.api import queries as api_queries
from jishi.api import wire
from jishi.api.models import ApiToken
from jishi.base import act as act_module
from jishi.base import files, inbox
from jishi.base.audit import queries as audit_queries
from jishi.base.jobs import queries as job_queries
from jishi.base.models import AuditEvent, Draft, InboxItem, Job, StoredFile
from jishi.base.web import errors, pick
from jishi.base.web import screen as screen_module
from jishi.base.web.filters import Under
from jishi.base.web.lists import ListScreen
from jishi.orgs import queries as org_queries
from jishi.orgs.screens import changes as org_screens
from jishi.people.queries import mobility as queries_mobility
from jishi.people.queries import transfer as queries_transfer
from jishi.tree import reach as reach_module
from jishi.tree.actor import Actor, local_operator
from jishi.tree.models import Organisation
from tests.access.holes import (
    Patch,
    _administrators_everywhere,
    _grants,
    _mine,
    _running,
    _set,
)  # fmt: skip
from tests.world import TODAY


@dataclass(frozen=True)
class MatrixHole:
    """A fault, and a route and an actor by which it must be found."""

    name: str
    open: Callable[[Patch], None]
    route: str
    actor: str = "township"


def _nothing(*_: Any) -> None:
    """Asks nobody."""


def _all_organisations(actor: Actor, permission: Any = None) -> Any:
    return Organisation.objects.all()


def _export_everything(monkeypatch: Patch) -> None:
    true = ListScreen.export
    monkeypatch.setattr(
        ListScreen,
        "export",
        lambda self, rows, kind: true(self, rows.model._default_manager.all(), kind),
    )


def _count_everything(monkeypatch: Patch) -> None:
    true = ListScreen.render

    def render(self: Any, context: dict[str, Any], status: int = 200) -> HttpResponse:
        context["total"] = self.rows().model._default_manager.count()
        return true(self, context, status)

    monkeypatch.setattr(ListScreen, "render", render)


def _post_unchecked(monkeypatch: Patch) -> None:
    """The page asks who may see it; what the button does asks nobody."""
    true = org_screens.OrgFormScreen.__init__

    def init(self: Any, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        if request.method == "POST":
            screen_module.Screen.__init__(self, request, actor, **kwargs)
            self.org = Organisation.objects.select_related("parent").get(pk=kwargs["pk"])
        else:
            true(self, request, actor, **kwargs)

    monkeypatch.setattr(org_screens.OrgFormScreen, "__init__", init)
    monkeypatch.setattr(act_module, "require", lambda *_: None)
    monkeypatch.setattr(
        org_queries, "organisation", lambda actor, pk, *_: Organisation.objects.get(pk=pk)
    )


def _refusal_names_it(monkeypatch: Patch) -> None:
    def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
        numbers = [int(part) for part in request.path.split("/") if part.isdigit()]
        names = Organisation.objects.filter(pk__in=numbers).values_list("short_name", flat=True)
        return errors.message(request, 404, "没有找到", f"{'、'.join(names)}不在您的范围内")

    monkeypatch.setattr(errors, "not_found", not_found)


def _gone_differs(monkeypatch: Patch) -> None:
    """404 for what is not there, 404 with other words for what one may not see."""
    true = errors.not_found

    def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
        numbers = [int(part) for part in request.path.split("/") if part.isdigit()]
        if Organisation.objects.filter(pk__in=numbers).exists():
            return errors.message(request, 404, "没有找到", "不在您的范围内。")
        return true(request, exception)

    monkeypatch.setattr(errors, "not_found", not_found)


def _filter_confirms(self: Under, actor: Actor, raw: str) -> Organisation:
    found = Organisation.objects.filter(code=raw).first()
    if found is None:
        raise errors.Refused("没有这个组织", field=self.name)
    return found


def _search_everything(actor: Actor, text: str, most: int, permission: Any = None) -> list[Any]:
    return list(Organisation.objects.filter(Q(search_text__contains=text) | Q(code=text))[:most])


def _unfold_everything(actor: Actor, permission: Any, under: int | None, most: int) -> list[Any]:
    return list(Organisation.objects.filter(parent_id=under)[:most])


def _history_of_all(*_: Any, **__: Any) -> list[Any]:
    return audit_queries.lines(AuditEvent.objects.order_by("-seq")[:200])


def _patch_history(monkeypatch: Patch) -> None:
    _replace(monkeypatch, audit_queries.history, _history_of_all)


def _replace(monkeypatch: Patch, true: Any, instead: Any) -> None:
    """Wherever it was imported by name."""
    import sys

    for module in list(sys.modules.values()):
        if getattr(module, "__name__", "").startswith("jishi"):
            for name, held in list(vars(module).items()):
                if held is true:
                    monkeypatch.setattr(module, name, instead)


def _first(model: Any) -> Callable[..., Any]:
    return lambda actor, pk, *_: model.objects.get(pk=pk)


def _widget_names_it(self: pick.OrgWidget, code: str) -> str:
    return Organisation.objects.filter(code=code).values_list("short_name", flat=True).first() or ""


def _guard_forgotten(monkeypatch: Patch) -> None:
    monkeypatch.setattr(screen_module, "require", _nothing)


def _somebody(request: HttpRequest) -> Actor:
    return local_operator(TODAY)


def _one_organisation(actor: Actor, pk: int, *_: Any) -> Organisation:
    return Organisation.objects.get(pk=pk)


def _unscoped(monkeypatch: Patch) -> None:
    """By the name that screens use and by the one its neighbours in the module use."""
    for module in (org_queries, sys.modules["jishi.orgs.queries.organisations"]):
        _set(module, "organisations", _all_organisations)(monkeypatch)


_UNSCOPED = _unscoped
_SEARCH = _set(org_queries, "find", _search_everything)
_UNFOLDED = _set(org_queries, "unfolded", _unfold_everything)
_DRAFTS = _set(account_queries, "drafts", lambda actor: Draft.objects.all())
_TOKENS = _set(api_queries, "tokens", lambda actor: ApiToken.objects.all())
_ROLES = _set(account_queries, "seen_grants", lambda actor: account_queries.grants())
_LETTERS = _set(queries_transfer, "sent", lambda actor, permission: Q(pk__isnull=False))
_WINDOW = _set(queries_transfer, "visible", lambda actor, permission, rows, via: rows)
_AWAY = _set(queries_mobility, "home", lambda actor, permission: Q(pk__isnull=False))
_EXPIRED = _grants(lambda a, d: _mine(a) & Q(since__lte=d))
_SUBTREE = _grants(lambda a, d: _mine(a) & _running(d), subtree=True)
_ADMINISTRATOR = _set(reach_module, "_reach", _administrators_everywhere)

MATRIX_HOLES = (
    MatrixHole("unscoped query", _UNSCOPED, "org"),
    MatrixHole("unscoped list", _UNSCOPED, "orgs"),
    MatrixHole("unscoped interface", _UNSCOPED, "api:org-list"),
    MatrixHole("list scoped, export not", _export_everything, "orgs"),
    MatrixHole("count unscoped", _count_everything, "orgs"),
    MatrixHole("POST not checked", _post_unchecked, "org-rename"),
    MatrixHole("refusal names the object", _refusal_names_it, "org"),
    MatrixHole("404 differs for what exists", _gone_differs, "org"),
    MatrixHole("filter confirms a foreign code", _set(Under, "_org", _filter_confirms), "orgs"),
    MatrixHole("search unscoped", _SEARCH, "search"),
    MatrixHole("picker unscoped", _SEARCH, "org-pick"),
    MatrixHole("picker's tree unscoped", _UNFOLDED, "org-pick"),
    MatrixHole("form names it", _set(pick.OrgWidget, "_name_of", _widget_names_it), "org-found"),
    MatrixHole("history of everything", _patch_history, "org"),
    MatrixHole("file by number", _set(files, "file_for", _first(StoredFile)), "file", "branch"),
    MatrixHole("to-do by number", _set(inbox, "item", _first(InboxItem)), "inbox-open", "branch"),
    MatrixHole("job by number", _set(job_queries, "job_of", _first(Job)), "job", "branch"),
    MatrixHole("drafts of all", _DRAFTS, "drafts"),
    MatrixHole("tokens of all", _TOKENS, "my-tokens"),
    MatrixHole("roles held next door", _ROLES, "staff-one"),
    MatrixHole("letters of all", _LETTERS, "transfer"),
    MatrixHole("letters printed for all", _LETTERS, "transfer-print"),
    MatrixHole("windows of all", _WINDOW, "transfer-window"),
    MatrixHole("absences of all", _AWAY, "mobile-one"),
    MatrixHole("guard forgotten", _guard_forgotten, "orgs", "no-grant"),
    MatrixHole("interface unguarded", _set(wire, "require", _nothing), "api:org-list", "no-grant"),
    MatrixHole("expired grant honoured", _EXPIRED, "orgs", "expired"),
    MatrixHole("subtree flag ignored", _SUBTREE, "org", "flat"),
    MatrixHole("administrator sees business", _ADMINISTRATOR, "orgs", "sysadmin"),
    MatrixHole("no sign-in", _set(screen_module, "actor_of", _somebody), "orgs", "anonymous"),
)
