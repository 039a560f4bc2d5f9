"""Forms about members who are away or lost."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from jishi.base.web.forms import FormScreen
from jishi.base.web.screen import routes
from jishi.people import queries
from jishi.people.access import MOBILE_EDIT
from jishi.people.actions import mobility
from jishi.people.forms import mobility as forms
from jishi.people.models import LostSpell, MobileSpell
from jishi.people.queries.mobility import loss, spell
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible
from jishi.tree.reach import require

MOBILE, LOST = ("流动党员", "/mobile/"), ("失联党员", "/lost/")


class PersonForm(FormScreen):
    """Something begins with a member of one's own."""

    permission = MOBILE_EDIT

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.person = queries.person(actor, kwargs["pk"], self.permission)

    def page_title(self) -> str:
        return f"{self.title}：{self.person.name}"

    def crumbs(self) -> list[tuple[str, str]]:
        return [MOBILE]


class Leave(PersonForm):
    path, name, title = "people/<int:pk>/leave/", "person-leave", "登记外出"
    form = forms.LeavingForm
    submit = "登记"
    done = "已登记，请按期联系"
    intro = "只记到县（市、区），不记行踪。满六个月的列为流动党员；应当转移组织关系的会有提醒。"

    def initial(self) -> dict[str, Any]:
        today = self.actor.today
        return {"left_on": today, "last_on": today, "kind": "out", "fixed": True, "months": 12}

    def save(self, form: forms.LeavingForm, version: int) -> str:
        made = mobility.register_leaving(
            self.actor, self.person, form.cleaned_data["kind"],
            form.away(host_org=form.cleaned_data["host"]), form.contact(),
        )  # fmt: skip
        return reverse("mobile-one", args=[made.pk])


class ReportLost(PersonForm):
    path, name, title = "people/<int:pk>/lost/", "person-lost", "登记失联"
    form = forms.LostForm
    submit = "登记失联"
    done = "已登记失联，请多方查找并记录"
    intro = "失联不改变党员状态；满六个月并有查找记录的，由支部按程序研究。"

    def save(self, form: forms.LostForm, version: int) -> str:
        made = mobility.report_lost(
            self.actor, self.person, at=self.person.org, **form.cleaned_data
        )
        return reverse("lost-one", args=[made.pk])


class RegisterGuest(FormScreen):
    path, name, title = "mobile/in/", "mobile-guest", "登记流入"
    permission = MOBILE_EDIT
    form = forms.GuestForm
    submit = "登记"
    done = "已登记流入，不计入本支部人数"
    intro = "组织关系在外地、在本地参加组织生活的党员。表决、选举和党籍处理仍在原支部。"

    def crumbs(self) -> list[tuple[str, str]]:
        return [MOBILE]

    def initial(self) -> dict[str, Any]:
        return {"left_on": self.actor.today, "fixed": True, "months": 12}

    def save(self, form: forms.GuestForm, version: int) -> str:
        made = mobility.register_guest(
            self.actor, form.cleaned_data["host"], form.guest(), form.away(),
            form.contact(self.actor.today),
        )  # fmt: skip
        return reverse("mobile-one", args=[made.pk])


class SpellForm(FormScreen):
    permission = MOBILE_EDIT

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.spell = spell(actor, kwargs["pk"], self.permission)

    def target(self) -> MobileSpell:
        return self.spell

    def url(self) -> str:
        return reverse("mobile-one", args=[self.spell.pk])

    def page_title(self) -> str:
        return f"{self.title}：{self.spell.who}"

    def crumbs(self) -> list[tuple[str, str]]:
        return [MOBILE, (self.spell.who, self.url())]

    def initial(self) -> dict[str, Any]:
        return {"on": self.actor.today, "by": self.spell.contact_name}


class AddContact(SpellForm):
    path, name, title = "mobile/<int:pk>/contact/", "mobile-contact", "登记联系"
    form = forms.ContactForm
    done = "已登记联系"

    def save(self, form: forms.ContactForm, version: int) -> str:
        mobility.add_contact(self.actor, self.spell, form.contact())
        return self.url()


class Report(SpellForm):
    path, name, title = "mobile/<int:pk>/report/", "mobile-report", "已向流入地报到"
    form = forms.OnForm
    done = "已登记报到"

    def save(self, form: forms.OnForm, version: int) -> str:
        mobility.note_report(self.actor, self.spell, version, **form.cleaned_data)
        return self.url()


class _Kept(SpellForm):
    """For whoever keeps the line: the branch at home, for a guest the host."""

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        require(actor, self.permission, mobility.keeper_of(self.spell))


class ChangeSpell(_Kept):
    path, name, title = "mobile/<int:pk>/change/", "mobile-change", "更正流动登记"
    form = forms.AwayForm
    done = "已更正"

    def initial(self) -> dict[str, Any]:
        fresh = spell(self.actor, self.spell.pk, self.permission)
        return {name: getattr(fresh, name) for name in forms.AwayForm.base_fields}

    def save(self, form: forms.AwayForm, version: int) -> str:
        away = form.away(host_org=self.spell.host_org)
        mobility.change_spell(self.actor, self.spell, version, away)
        return self.url()


class EndSpell(_Kept):
    path, name, title = "mobile/<int:pk>/end/", "mobile-end", "已返回"
    form = forms.EndForm
    submit = "结束流动"
    done = "流动已结束"

    def save(self, form: forms.EndForm, version: int) -> str:
        mobility.end_spell(self.actor, self.spell, version, **form.cleaned_data)
        return self.url()


class PlaceSpell(SpellForm):
    path, name, title = "mobile/<int:pk>/place/", "mobile-place", "安排参加组织生活的支部"
    form = forms.PlaceForm
    done = "已安排，表决、选举和党籍处理仍在原支部"

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        if self.spell.host_org is None:
            raise NotVisible
        require(actor, self.permission, self.spell.host_org)

    def save(self, form: forms.PlaceForm, version: int) -> str:
        mobility.place_spell(self.actor, self.spell, version, form.cleaned_data["branch"])
        return self.url()


class LossForm(FormScreen):
    permission = MOBILE_EDIT

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.spell = loss(actor, kwargs["pk"], self.permission)

    def target(self) -> LostSpell:
        return self.spell

    def url(self) -> str:
        return reverse("lost-one", args=[self.spell.pk])

    def page_title(self) -> str:
        return f"{self.title}：{self.spell.person.name}"

    def crumbs(self) -> list[tuple[str, str]]:
        return [MOBILE, LOST, (self.spell.person.name, self.url())]

    def initial(self) -> dict[str, Any]:
        return {"on": self.actor.today, "by": self.actor.name}


class AddSearch(LossForm):
    path, name, title = "lost/<int:pk>/search/", "lost-search", "登记查找"
    form = forms.ContactForm
    done = "已登记查找"

    def save(self, form: forms.ContactForm, version: int) -> str:
        mobility.add_search(self.actor, self.spell, form.contact())
        return self.url()


class EndLoss(LossForm):
    path, name, title = "lost/<int:pk>/found/", "lost-found", "已找到"
    form = forms.FoundForm
    done = "已登记找到"

    def save(self, form: forms.FoundForm, version: int) -> str:
        mobility.end_loss(self.actor, self.spell, version, **form.cleaned_data)
        return self.url()


urlpatterns = routes(
    Leave,
    ReportLost,
    RegisterGuest,
    AddContact,
    Report,
    ChangeSpell,
    EndSpell,
    PlaceSpell,
    AddSearch,
    EndLoss,
)
