"""Terms of office: the list of what is running, ending, overdue; register, extend."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from jishi.base.web.filters import Choice, Search, Under
from jishi.base.web.forms import FormScreen
from jishi.base.web.lists import Column, ListScreen
from jishi.base.web.paging import Order
from jishi.base.web.screen import Nav, routes
from jishi.kernel.term import TermState
from jishi.orgs import actions, forms, queries
from jishi.orgs.access import ORG_VIEW, TERM_EDIT, TERM_VIEW
from jishi.orgs.models import Term
from jishi.orgs.screens.looking import GROUP, url_of
from jishi.tree.actor import Actor
from jishi.tree.kinds import SECTOR_CHOICES

TONES = {TermState.OVERDUE: "red", TermState.DUE_SOON: "amber", TermState.RUNNING: "grey"}


class State(Choice):
    """Overdue, due soon or running, as of today and by each office's own reminder time."""

    def narrow(self, actor: Actor, queryset: QuerySet[Any], raw: str) -> QuerySet[Any]:
        if raw not in dict(self.choices):
            return super().narrow(actor, queryset, raw)
        return queries.terms_in(actor, queryset, TermState(raw))


class TermList(ListScreen[Term]):
    path, name, title = "orgs/terms/", "org-terms", "任期与换届"
    permission = TERM_VIEW
    nav = Nav(GROUP, "任期与换届", "timer", 14)
    filters = (
        Search("q", "名称", "org__search_text"),
        Under("org", "所属组织", permission=ORG_VIEW, via="org"),
        State("state", "任期", [(s.value, s.label) for s in reversed(TermState)]),
        Choice("sector", "领域", SECTOR_CHOICES, field="org__sector"),
    )
    orders = (
        Order("end", "先届满的在前", ("ends_on", "id")),
        Order("tree", "按组织次序", ("org__line", "id")),
    )
    empty = "还没有登记任期"
    empty_hint = "在组织页面点「登记换届」"

    @property
    def columns(self) -> tuple[Column, ...]:  # type: ignore[override]
        today = self.actor.today
        return (
            Column(
                "org", "组织", lambda t: t.org.short_name, lambda t: url_of(t.org), phone="title"
            ),
            Column(
                "state", "状态", lambda t: _state(t, today), tone=lambda t: _tone(t, today),
                phone="badge",
            ),
            Column("ends_on", "届满日期"),
            Column("elected_on", "本届选举"),
            Column("years", "年限", number=True, phone="hide"),
            Column("extended_to", "延期至"),
            Column("extension_document", "延期批复", phone="hide"),
            Column(
                "parent", "上级", lambda t: t.org.parent.short_name if t.org.parent else "",
                phone="hide",
            ),
        )  # fmt: skip

    def rows(self) -> QuerySet[Term]:
        return queries.terms(self.actor)


def _state(term: Term, today: Any) -> str:
    left = (term.ends_on - today).days
    return f"超期 {-left} 天" if left < 0 else f"剩 {left} 天"


def _tone(term: Term, today: Any) -> str:
    return TONES[term.as_term.state(today)]


class TermFormScreen(FormScreen):
    """A form about the running term of an organisation."""

    permission = TERM_EDIT

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.org = queries.organisation(actor, kwargs["pk"], TERM_EDIT)

    def target(self) -> Term | None:
        return queries.running_term(self.org)

    def page_title(self) -> str:
        return f"{self.title}：{self.org.short_name}"

    def crumbs(self) -> list[tuple[str, str]]:
        return [
            ("任期与换届", reverse("org-terms")),
            (self.org.short_name, url_of(self.org)),
        ]


class ElectOrg(TermFormScreen):
    path, name, title = "orgs/<int:pk>/elect/", "org-elect", "登记换届"
    form = forms.ElectForm
    intro = "登记新一届选举产生的日期，任期和届满日期按类型和领域自动计算。"
    done = "已登记换届"

    def initial(self) -> dict[str, Any]:
        return {"elected_on": self.actor.today}

    def save(self, form: forms.ElectForm, version: int) -> str:
        data = form.cleaned_data
        actions.register_election(
            self.actor, self.org, version, elected_on=data["elected_on"],
            document=data["document"], note=data["note"],
        )  # fmt: skip
        return url_of(self.org)


class ExtendTerm(TermFormScreen):
    path, name, title = "orgs/<int:pk>/extend/", "org-extend", "延期换届"
    form = forms.ExtendForm
    intro = "延期须经上级党组织批准，最长一年；届满日期改按新的日期计算。"
    done = "已延期"

    def initial(self) -> dict[str, Any]:
        term = queries.running_term(self.org)
        return {"until": term.extended_to} if term and term.extended_to else {}

    def save(self, form: forms.ExtendForm, version: int) -> str:
        data = form.cleaned_data
        actions.extend_term(
            self.actor, self.org, version, until=data["until"], document=data["document"],
            note=data["note"],
        )  # fmt: skip
        return url_of(self.org)


urlpatterns = routes(TermList, ElectOrg, ExtendTerm)
