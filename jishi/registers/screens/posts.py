"""Posts and links: the lists, one link, and the forms that appoint, end, renew and amend."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from jishi.base.clock import today
from jishi.base.pinyin import fold
from jishi.base.settings_tree import default
from jishi.base.web.filters import Choice, Filter, Search, Under
from jishi.base.web.forms import FormScreen
from jishi.base.web.lists import Column, ListScreen
from jishi.base.web.paging import Order
from jishi.base.web.panels import Link as Cell
from jishi.base.web.screen import Nav, Screen, guarded, routes
from jishi.base.web.search import Hit, Source
from jishi.orgs.queries import organisations
from jishi.registers import actions, forms
from jishi.registers.access import LINK_EDIT, LINK_VIEW, POST_EDIT
from jishi.registers.addresses import org_seen, person_seen
from jishi.registers.kinds import all_kinds
from jishi.registers.local import EXPIRING
from jishi.registers.models import Link
from jishi.registers.models.link import STATES
from jishi.registers.queries import links as queries
from jishi.registers.screens.common import GROUP
from jishi.tree.actor import Actor
from jishi.tree.permissions import SELF, Permission
from jishi.tree.reach import may, reach

TONES = {"in_office": "green", "pending": "amber", "overdue": "red", "ended": "grey"}


def url_of(link: Link) -> str:
    return reverse("link", args=[link.pk])


@dataclass(frozen=True)
class Who(Search):
    """By the name of the person or of the organisation."""

    placeholder: str = "姓名、组织，拼音或首字母"

    def narrow(self, actor: Actor, queryset: QuerySet[Any], raw: str) -> QuerySet[Any]:
        for word in fold(raw).split()[:6]:
            queryset = queryset.filter(
                Q(person__search_text__contains=word) | Q(org__search_text__contains=word)
            )
        return queryset


@dataclass(frozen=True)
class State(Filter):
    """As a link stands today; without a choice whatever has not ended."""

    widget = "choice"

    def options(self) -> list[tuple[str, str]]:
        return [("soon", "将期满"), *((c, t) for c, t in STATES.items() if c != "coming")]

    def narrow(self, actor: Actor, queryset: QuerySet[Any], raw: str) -> QuerySet[Any]:
        choice = Choice(self.name, self.label, self.options(), conditions={
            code: queries.state_condition(code, actor.today, default(EXPIRING))
            for code, _ in self.options()
        })  # fmt: skip
        return choice.narrow(actor, queryset, raw)

    def shown(self, actor: Actor, raw: str) -> str:
        return dict(self.options()).get(raw, raw)


def _kind_filter(codes: list[str]) -> Choice:
    return Choice("kind", "种类", [(code, all_kinds()[code].title) for code in codes])


class Links(ListScreen[Link]):
    """What both lists share."""

    permission = LINK_VIEW
    codes: list[str] = []
    orders = (
        Order("tree", "按组织次序", ("org__line", "id")),
        Order("newest", "最近的在前", ("-since", "-id")),
    )

    def rows(self) -> QuerySet[Link]:
        rows = queries.links(self.actor).filter(kind__in=self.codes)
        ended = self.request.GET.get("state", "") == "ended"
        return rows if ended else rows.filter(until__isnull=True)


def _state(row: Link) -> str:
    return row.state(today())


def _who(row: Link) -> str:
    return row.person.name if row.person else row.other_end


_COLUMNS = (
    Column("who", "姓名（对方）", value=_who, link=url_of, phone="title"),
    Column("kind_label", "职务（种类）", phone="badge", tone=lambda row: "grey"),
    Column("org", "党组织", value=lambda row: row.org.short_name),
    Column("other_end", "对方", value=lambda row: row.other_end if row.person else ""),
    Column("since", "开始"),
    Column("due_on", "期满"),
    Column("document", "文号", phone="hide"),
    Column("state", "状态", value=lambda row: row.state_label(today()), phone="badge",
           tone=lambda row: TONES.get(_state(row), "blue")),
)  # fmt: skip


class PostList(Links):
    path, name, title = "posts/", "posts", "任职"
    nav = Nav(GROUP, "班子与任职", "user-cog", 30)
    codes = queries.POSTS
    columns = _COLUMNS
    filters = (
        Who("q", "姓名、组织"),
        Under("org", "所属组织", permission=LINK_VIEW, via="org"),
        _kind_filter(queries.POSTS),
        State("state", "状态"),
    )
    empty = "没有任职"
    empty_hint = "点「任职」登记书记、委员、第一书记等"

    def actions(self) -> list[tuple[str, str, str]]:
        buttons = [
            ("班子看板", reverse("board"), "layout-dashboard"),
            ("联系与共建", reverse("links"), "handshake"),
        ]
        if reach(self.actor, LINK_EDIT):
            buttons.insert(0, ("任职", reverse("post-new"), "plus"))
        return buttons


class LinkList(Links):
    path, name, title = "posts/links/", "links", "联系与共建"
    codes = queries.OTHERS
    columns = _COLUMNS
    filters = (
        Who("q", "姓名、组织"),
        Under("org", "所属组织", permission=LINK_VIEW, via="org"),
        _kind_filter(queries.OTHERS),
        State("state", "状态"),
    )
    empty = "没有联系"
    empty_hint = "点「登记」写下联系户、结对、共建、值班和设岗"

    def crumbs(self) -> list[tuple[str, str]]:
        return [("任职", reverse("posts"))]

    def actions(self) -> list[tuple[str, str, str]]:
        if not reach(self.actor, LINK_EDIT):
            return []
        return [("登记", f"{reverse('post-new')}?kind=contact_household", "plus")]


class LinkPage(Screen):
    path, name, title = "posts/<int:pk>/", "link", "任职或联系"
    permission = LINK_VIEW
    template = "registers/link.html"

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.link = queries.link(actor, kwargs["pk"])

    def page_title(self) -> str:
        who = self.link.person.name if self.link.person else self.link.other_end
        return f"{self.link.org.short_name}{self.link.kind_label}：{who}"

    def crumbs(self) -> list[tuple[str, str]]:
        return [_list_of(self.link)]

    def context(self) -> dict[str, Any]:
        link, kind = self.link, self.link.of_kind
        facts = [
            ("党组织", org_seen(self.actor, link.org)),
            ("种类", kind.title),
            ("姓名", person_seen(self.actor, link.person) if link.person else ""),
            ("对方", link.other_end),
            ("状态", Cell(link.state_label(self.actor.today), "",
                         TONES.get(link.state(self.actor.today), "blue"))),
            ("开始日期", link.since),
            ("期满日期", link.due_on or ""),
            ("结束日期", link.until or ""),
            ("批复文号", link.document),
            ("职责或事项", link.duties),
            ("例外原因", link.exception),
            ("说明", link.note),
        ]  # fmt: skip
        return {
            "link": link,
            "kind": kind,
            "facts": [(label, value) for label, value in facts if str(value)],
            "entries": [(row.on, kind.entry, row.note, "") for row in link.entries.all()],
            "may_change": may(self.actor, kind.permission, link.org),
            "may_note": kind.entry and may(self.actor, LINK_EDIT, link.org),
        }


def _list_of(link: Link) -> tuple[str, str]:
    return ("任职", reverse("posts")) if link.of_kind.is_post else ("联系与共建", reverse("links"))


class LinkForm(FormScreen):
    """A form about one link; the permission of its kind decides in the action."""

    permission = LINK_EDIT

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        seen = queries.link(actor, kwargs["pk"], LINK_EDIT)
        self.link = queries.link(actor, seen.pk, self.needed(seen))

    def needed(self, link: Link) -> Permission:
        return link.of_kind.permission

    def target(self) -> Any:
        return self.link

    def page_title(self) -> str:
        who = self.link.person.name if self.link.person else self.link.other_end
        return f"{self.what()}：{who}（{self.link.kind_label}）"

    def what(self) -> str:
        return self.title

    def crumbs(self) -> list[tuple[str, str]]:
        return [_list_of(self.link), (self.link.kind_label, url_of(self.link))]


class EndLink(LinkForm):
    path, name, title = "posts/<int:pk>/end/", "link-end", "免职或结束"
    form = forms.EndForm
    submit, danger = "结束", True
    confirm = "结束后不能恢复，只能重新登记。确定吗？"
    done = "已结束，记录留在历史里"

    def what(self) -> str:
        return self.link.of_kind.ending

    def initial(self) -> dict[str, Any]:
        return {"until": self.actor.today, "exception": self.link.exception}

    def save(self, form: Any, version: int) -> str:
        return url_of(actions.end_link(self.actor, self.link, version, **form.cleaned_data))


class RenewLink(LinkForm):
    path, name, title = "posts/<int:pk>/renew/", "link-renew", "续任或续期"
    form = forms.RenewForm
    done = "已续"

    def what(self) -> str:
        return self.link.of_kind.renewing

    def save(self, form: Any, version: int) -> str:
        return url_of(actions.renew_link(self.actor, self.link, version, **form.cleaned_data))


class AmendLink(LinkForm):
    path, name, title = "posts/<int:pk>/amend/", "link-amend", "补登资料"
    form = forms.AmendForm

    def initial(self) -> dict[str, Any]:
        fresh = queries.link(self.actor, self.link.pk)
        return {name: getattr(fresh, name) for name in forms.AmendForm.base_fields}

    def save(self, form: Any, version: int) -> str:
        terms = actions.Terms(since=self.link.since, **form.cleaned_data)
        return url_of(actions.amend_link(self.actor, self.link, version, terms))


class NoteEntry(LinkForm):
    path, name, title = "posts/<int:pk>/note/", "link-note", "写记录"
    form = forms.EntryForm
    done = "已写入"

    def needed(self, link: Link) -> Permission:
        return LINK_EDIT

    def target(self) -> Any:
        return None

    def initial(self) -> dict[str, Any]:
        return {"on": self.actor.today}

    def save(self, form: Any, version: int) -> str:
        actions.note_entry(self.actor, self.link, **form.cleaned_data)
        return url_of(self.link)


class Appoint(FormScreen):
    path, name, title = "posts/new/", "post-new", "任职或登记联系"
    permission = LINK_EDIT
    form = forms.AppointForm
    done = "已登记"

    def crumbs(self) -> list[tuple[str, str]]:
        return [("任职", reverse("posts"))]

    def make_form(self, data: Any = None, files: Any = None) -> Any:
        form = super().make_form(data, files)
        kinds = queries.kinds_for(self.actor)
        kind: Any = form.fields["kind"]
        kind.choices = [(each.code, each.title) for each in kinds]
        return form

    def initial(self) -> dict[str, Any]:
        asked = self.request.GET
        codes = ("kind", "org", "person", "unit")
        given = {name: asked.get(name, "")[:32].replace("\x00", "") for name in codes}
        number = asked.get("org_id", "")
        if number.isascii() and number.isdigit() and len(number) < 19:
            seen = organisations(self.actor, LINK_EDIT).filter(pk=int(number))
            given["org"] = seen.values_list("code", flat=True).first() or given["org"]
        return {"since": self.actor.today, **{k: v for k, v in given.items() if v}}

    def context(self) -> dict[str, Any]:
        may_appoint = bool(reach(self.actor, POST_EDIT))
        return {"lead": "" if may_appoint else "书记、委员等由上级登记；本支部登记联系、结对和设岗"}

    def save(self, form: Any, version: int) -> str:
        data = form.cleaned_data
        link = actions.appoint_person(
            self.actor, data["org"], data["kind"], data["person"], form.terms(), form.ends()
        )
        for reason in actions.remarks(self.actor, link).warnings:
            messages.warning(self.request, str(reason))
        return url_of(link)


@guarded(SELF, "posts/pick/person/", "person-box", "选择人员")
def pick_person(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Options for the box of a person: name and organisation, nothing more."""
    found = queries.find_people(actor, request.GET.get("q", ""), 20)
    options = [
        (one.code, one.name, f"{one.org.short_name} · {one.standing_label}") for one in found
    ]
    return render(request, "registers/_pick.html", {"options": options})


@guarded(SELF, "posts/pick/unit/", "unit-box", "选择单位")
def pick_unit(request: HttpRequest, actor: Actor) -> HttpResponse:
    found = queries.find_units(actor, request.GET.get("q", ""), 20)
    options = [(one.code, one.name, f"{one.kind_label} · {one.org.short_name}") for one in found]
    return render(request, "registers/_pick.html", {"options": options})


def _hits(actor: Actor, text: str, most: int) -> list[Hit]:
    rows = Who("q", "").narrow(actor, queries.links(actor).filter(until=None), text)
    return [
        Hit(
            f"{row.person.name if row.person else row.other_end} {row.kind_label}",
            row.org.short_name, url_of(row),
        )
        for row in rows.order_by("-since", "id")[:most]
    ]  # fmt: skip


Source("任职", "user-cog", LINK_VIEW, _hits, more="/posts/")

urlpatterns = routes(
    PostList, LinkList, Appoint, pick_person, pick_unit, LinkPage, EndLink, RenewLink, AmendLink,
    NoteEntry,
)  # fmt: skip
