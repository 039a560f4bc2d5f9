"""The forms that change one organisation: found, rename, rekind, move, close, reopen."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from jishi.base.web.forms import Form, FormScreen
from jishi.base.web.screen import routes
from jishi.orgs import actions, forms, queries
from jishi.orgs.access import ORG_EDIT, ORG_MOVE
from jishi.orgs.page import OfOrg
from jishi.orgs.screens.looking import url_of
from jishi.tree.models import Organisation


class OrgFormScreen(OfOrg, FormScreen):
    """A form about one organisation."""

    permission = ORG_EDIT

    def target(self) -> Organisation:
        return self.org

    def crumbs(self) -> list[tuple[str, str]]:
        return [*queries.crumbs(self.actor, self.org), (self.org.short_name, url_of(self.org))]

    def initial(self) -> dict[str, Any]:
        fresh = queries.organisation(self.actor, self.org.pk, self.permission)
        return {
            "name": fresh.name,
            "short_name": fresh.short_name,
            "kind": fresh.kind,
            "sector": fresh.sector,
            "on": self.actor.today,
        }


class RenameOrg(OrgFormScreen):
    path, name, title = "orgs/<int:pk>/rename/", "org-rename", "更名"
    form = forms.RenameForm
    done = "已更名，旧名称在历史里"

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        made = super().make_form(data, files)
        assert isinstance(made, forms.RenameForm)
        made.kind, made.old_name = self.org.kind, self.org.name
        return made

    def save(self, form: forms.RenameForm, version: int) -> str:
        data = form.cleaned_data
        org = actions.rename_organisation(
            self.actor, self.org, version,
            name=data["name"], short_name=data["short_name"], basis=form.basis(),
        )  # fmt: skip
        return url_of(org)


class RekindOrg(OrgFormScreen):
    path, name, title = "orgs/<int:pk>/rekind/", "org-rekind", "改设"
    form = forms.RekindForm
    intro = "如党支部改设为党总支。名称另行更名，下级组织不变。"
    done = "已改设"

    def save(self, form: forms.RekindForm, version: int) -> str:
        data = form.cleaned_data
        org = actions.rekind_organisation(
            self.actor, self.org, version,
            kind=data["kind"], sector=data["sector"], basis=form.basis(),
        )  # fmt: skip
        return url_of(org)


class MoveOrg(OrgFormScreen):
    path, name, title = "orgs/<int:pk>/move/", "org-move", "调整隶属"
    permission = ORG_MOVE
    form = forms.MoveForm
    intro = "连同全部下级一起转到新的上级之下。以往月份的数字仍按当时的隶属计算。"
    done = "已调整隶属"

    def save(self, form: forms.MoveForm, version: int) -> str:
        org = actions.move_organisation(
            self.actor, self.org, version,
            parent=form.cleaned_data["parent"], basis=form.basis(),
        )  # fmt: skip
        return url_of(org)


class CloseOrg(OrgFormScreen):
    path, name, title = "orgs/<int:pk>/close/", "org-close", "撤销"
    permission = ORG_MOVE
    form = forms.CloseForm
    submit = "撤销组织"
    danger = True
    confirm = "撤销后不能再登记新的工作，以往记录仍可查。确定撤销吗？"
    done = "已撤销"

    def save(self, form: forms.CloseForm, version: int) -> str:
        return url_of(actions.close_organisation(self.actor, self.org, version, basis=form.basis()))


class FoundOrg(FormScreen):
    path, name, title = "orgs/new/", "org-found", "成立组织"
    permission = ORG_EDIT
    form = forms.FoundForm
    submit = "成立"
    done = "已成立"

    def crumbs(self) -> list[tuple[str, str]]:
        return [("组织", reverse("orgs"))]

    def initial(self) -> dict[str, Any]:
        return {
            "parent": self.request.GET.get("parent", "")[:32],
            "kind": "branch",
            "sector": "village",
            "on": self.actor.today,
        }

    def save(self, form: forms.FoundForm, version: int) -> str:
        data = form.cleaned_data
        org = actions.found_organisation(
            self.actor, data["parent"], basis=form.basis(),
            **{k: data[k] for k in ("code", "name", "short_name", "kind", "sector")},
        )  # fmt: skip
        return url_of(org)


class ReopenOrg(OrgFormScreen):
    path, name, title = "orgs/<int:pk>/reopen/", "org-reopen", "恢复"
    permission = ORG_MOVE
    form = forms.ReopenForm
    intro = "只用于更正撤错了的组织。原来的撤销记录保留，另记一笔恢复和理由。"
    submit = "恢复组织"
    done = "已恢复"

    def initial(self) -> dict[str, Any]:
        return {"on": self.org.closed_on or self.actor.today}

    def save(self, form: forms.ReopenForm, version: int) -> str:
        return url_of(
            actions.reopen_organisation(self.actor, self.org, version, basis=form.basis())
        )


urlpatterns = routes(FoundOrg, RenameOrg, RekindOrg, MoveOrg, CloseOrg, ReopenOrg)
