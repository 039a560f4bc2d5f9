"""One person: the page with its panels, registering, correcting, confirming, the member's card."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from jishi.base.web import panels
from jishi.base.web.forms import Form, FormScreen
from jishi.base.web.screen import Screen, guarded, routes
from jishi.orgs.queries import line_above
from jishi.people import fields, finder, queries
from jishi.people.access import ACCOUNT_LINK, PERSON_EDIT, PERSON_VIEW, STANDING_EDIT
from jishi.people.actions import link_account, register_person, unlink_account
from jishi.people.actions.correct import (
    confirm_particulars,
    correct_person,
    regroup,
    take_part,
)
from jishi.people.forms import person as forms
from jishi.people.models import Person
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible
from jishi.tree.models import Organisation
from jishi.tree.reach import can

HOME = [("党员", "/people/")]


class PersonPage(Screen):
    path, name, title = "people/<int:pk>/", "person", "人员"
    permission = PERSON_VIEW
    template = "people/page.html"

    def respond(self) -> HttpResponse:
        kept = queries.merged_into(self.actor, self.kwargs["pk"])
        if kept is not None:
            return HttpResponseRedirect(finder.url_of(kept))
        self.person = queries.person(self.actor, self.kwargs["pk"])
        return super().respond()

    def page_title(self) -> str:
        return self.person.name

    def crumbs(self) -> list[tuple[str, str]]:
        org = self.person.org
        return [*HOME, (org.short_name, f"{reverse('people')}?org={org.code}")]

    def context(self) -> dict[str, Any]:
        person = self.person
        wide, narrow = panels.panels(self.actor, "person", person, person.org)
        buttons = panels.buttons(self.actor, "person", person, person.org)
        return {"person": person, "wide": wide, "narrow": narrow, "buttons": buttons}


class RegisterPerson(FormScreen):
    path, name, title = "people/new/", "person-register", "登记人员"
    permission = PERSON_EDIT
    form = forms.RegisterForm
    submit = "登记"
    done = "已登记"

    def crumbs(self) -> list[tuple[str, str]]:
        return HOME

    def initial(self) -> dict[str, Any]:
        given = self.request.GET.get("org", "")[:32]
        return {"org": given or queries.home_code(self.actor, PERSON_EDIT), "standing": "full"}

    def save(self, form: forms.RegisterForm, version: int) -> str:
        data = form.cleaned_data
        return finder.url_of(
            register_person(
                self.actor, data["org"], form.who(), form.place(), document=data["document"]
            )
        )


class PersonForm(FormScreen):
    """A form about one person."""

    permission = PERSON_EDIT

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.person = queries.person(actor, kwargs["pk"], self.permission)

    def target(self) -> Person:
        return self.person

    def page_title(self) -> str:
        return f"{self.title}：{self.person.name}"

    def crumbs(self) -> list[tuple[str, str]]:
        return [*HOME, (self.person.name, finder.url_of(self.person))]

    def fresh(self) -> Person:
        return queries.person(self.actor, self.person.pk, self.permission)

    def initial(self) -> dict[str, Any]:
        return {"on": self.actor.today}

    def back(self) -> str:
        return finder.url_of(self.person)


class CorrectPerson(PersonForm):
    path, name, title = "people/<int:pk>/correct/", "person-correct", "更正资料"
    form = forms.CorrectForm
    done = "已更正，旧值在沿革里"
    drafts = False
    intro = "身份证号、手机号留空表示不改。更正前后的值都会留存。"

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        form = super().make_form(data, files)
        if not can(self.actor, STANDING_EDIT, self.person.org):
            for name in ("joined_on", "full_on"):
                del form.fields[name]
            form.sections = [s for s in forms.CorrectForm.sections if "joined_on" not in s[1]]  # type: ignore[attr-defined]
        return form

    def initial(self) -> dict[str, Any]:
        person = self.fresh()
        shown = {
            "born_on": person.born_text,
            "joined_on": person.joined_text,
            "full_on": person.full_text,
        }
        same = ("name", "sex", "nation", "education", "work_place", "occupation", "category",
                "shows_since")  # fmt: skip
        return {"on": self.actor.today, **shown, **{name: getattr(person, name) for name in same}}

    def save(self, form: forms.CorrectForm, version: int) -> str:
        correct_person(self.actor, self.person, version, form.values(), form.basis())
        return self.back()


class ConfirmPerson(PersonForm):
    path, name, title = "people/<int:pk>/confirm/", "person-confirm", "核对无误"
    submit = "核对无误"
    done = "已记下核对日期"
    intro = "与本人或材料核对过，资料都对。有不对的请用「更正资料」。"

    def save(self, form: Any, version: int) -> str:
        confirm_particulars(self.actor, self.person, version)
        return self.back()


class RegroupPerson(PersonForm):
    path, name, title = "people/<int:pk>/group/", "person-group", "调整党小组"
    form = forms.GroupForm
    done = "已调整"

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        form = super().make_form(data, files)
        groups = queries.groups_of(self.person.org)
        choices = [("", "不编组"), *((str(g.pk), g.short_name) for g in groups)]
        form.fields["group"].choices = choices  # type: ignore[attr-defined]
        return form

    def initial(self) -> dict[str, Any]:
        return {**super().initial(), "group": str(self.fresh().group_id or "")}

    def save(self, form: forms.GroupForm, version: int) -> str:
        wanted = form.cleaned_data["group"]
        groups: dict[str, Organisation] = {str(g.pk): g for g in queries.groups_of(self.person.org)}
        regroup(self.actor, self.person, version, groups.get(wanted), form.basis())
        return self.back()


class TakePart(PersonForm):
    path, name, title = "people/<int:pk>/guest/", "person-guest", "编入别的支部参加组织生活"
    permission = STANDING_EDIT
    form = forms.TakePartForm
    done = "已编入"
    intro = "组织关系、表决和选举仍在原支部，人数也只算在原支部。"

    def initial(self) -> dict[str, Any]:
        host = self.fresh().takes_part_at
        return {**super().initial(), "host": host.code if host else ""}

    def save(self, form: forms.TakePartForm, version: int) -> str:
        take_part(self.actor, self.person, version, form.cleaned_data["host"], form.basis())
        return self.back()


class LinkAccount(PersonForm):
    path, name, title = "people/<int:pk>/account/", "person-account", "对应账号"
    permission = ACCOUNT_LINK
    form = forms.LinkForm
    submit = "对应"
    done = "已对应，本人登录后可看到自己的资料"
    intro = "用这个账号登录的人会看到此人的全部资料，请确认是同一人。"

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        form = super().make_form(data, files)
        found = queries.accounts_of_name(self.actor, self.person)
        choices = [(str(a.pk), f"{a.name}（{a.login}）") for a in found]
        form.fields["account"].choices = choices  # type: ignore[attr-defined]
        return form

    def save(self, form: forms.LinkForm, version: int) -> str:
        found = {str(a.pk): a for a in queries.accounts_of_name(self.actor, self.person)}
        account = found.get(form.cleaned_data["account"])
        if account is None:
            raise NotVisible
        link_account(self.actor, self.person, version, account)
        return self.back()


class UnlinkAccount(PersonForm):
    path, name, title = "people/<int:pk>/account/end/", "person-account-end", "解除账号对应"
    permission = ACCOUNT_LINK
    submit = "解除"
    danger = True
    confirm = "解除后，用这个账号登录不能再看到此人的资料。确定吗？"
    done = "已解除"

    def save(self, form: Any, version: int) -> str:
        unlink_account(self.actor, self.person, version)
        return self.back()


@guarded(PERSON_VIEW, "people/<int:pk>/card/", "person-card", "党员卡片")
def card(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """The member's card on paper: what is on the books, sensitive numbers masked."""
    person = queries.person(actor, pk)
    context = {
        "title": "党员基本情况卡片", "person": person, "facts": queries.facts(person, actor.today),
        "changes": queries.changes(person), "day": actor.today,
        "line": " · ".join(o.short_name for o in line_above(person.org)),
        "back": finder.url_of(person),
    }  # fmt: skip
    return render(request, "people/card.html", context)


@guarded(PERSON_EDIT, "people/<int:pk>/changes/<int:change>/", "person-change", "更正前后")
def change(request: HttpRequest, actor: Actor, pk: int, change: int) -> HttpResponse:
    """Old and new values of a correction, for those who may correct (R-GEN-13)."""
    person = queries.person(actor, pk, PERSON_EDIT)
    row = queries.change_of(person, change)
    lines = [
        (fields.ITEMS[name].label, fields.ITEMS[name].shown(old), fields.ITEMS[name].shown(new))
        for name, (old, new) in queries.correction_detail(row).items()
        if name in fields.ITEMS
    ]
    context = {
        "title": f"更正：{person.name}", "change": row, "lines": lines,
        "crumbs": [*HOME, (person.name, finder.url_of(person))],
    }  # fmt: skip
    return render(request, "people/change.html", context)


urlpatterns = routes(
    PersonPage, RegisterPerson, CorrectPerson, ConfirmPerson, RegroupPerson, TakePart,
    LinkAccount, UnlinkAccount, card, change,
)  # fmt: skip
