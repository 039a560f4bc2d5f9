"""Merging, with a list of what moves before anybody confirms it, and dividing."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from jishi.base.web.forms import Form, sent_version
from jishi.base.web.screen import routes
from jishi.kernel.verdict import all_of
from jishi.orgs import actions, forms, queries, rules
from jishi.orgs.access import ORG_MOVE
from jishi.orgs.actions import Part
from jishi.orgs.screens.changes import OrgFormScreen
from jishi.orgs.screens.looking import url_of
from jishi.tree.models import Organisation


class MergeOrg(OrgFormScreen):
    """First post: the list of what moves. Second, with the list confirmed: the merger."""

    path, name, title = "orgs/<int:pk>/merge/", "org-merge", "合并"
    permission = ORG_MOVE
    template = "orgs/merge.html"
    form = forms.MergeForm
    intro = "先填合并哪些组织，下一步核对随之转移的内容，核对后才真正合并。"
    submit = "下一步：核对清单"
    done = "已合并"
    preview: dict[str, Any] | None = None

    def initial(self) -> dict[str, Any]:
        parent = self.org.parent
        return {
            "way": "here",
            "on": self.actor.today,
            "kind": self.org.kind,
            "sector": self.org.sector,
            "parent": parent.code if parent else "",
        }

    def post(self) -> HttpResponse:
        form = self.make_form(self.request.POST)
        if self.request.POST.get("confirmed") or not form.is_valid():
            return super().post()
        absorbed, into = self._chosen(form)
        if into is not None:
            document = form.cleaned_data["document"]
            said = all_of(
                *(
                    rules.may_merge(each.kind, each.path, into.kind, into.path, document)
                    for each in absorbed
                )
            )
            for reason in said.refusals:
                form.add_error(None, str(reason))
        version = sent_version(self.request) or 0
        if form.errors:
            return self.show(form, version, status=422)
        if self.request.POST.get("listed"):
            form.add_error(None, "请先核对清单，在表单末尾勾选「已核对」")
        self.preview = {
            "moves": queries.moves_of(self.actor, absorbed),
            "into": into.short_name if into else form.cleaned_data["short_name"],
            "new": into is None,
        }
        return self.show(form, version, status=422 if form.errors else 200)

    def _chosen(self, form: Form) -> tuple[list[Organisation], Organisation | None]:
        """(which are absorbed, into which; None for one that is founded)"""
        others: list[Organisation] = form.cleaned_data["others"]
        match form.cleaned_data["way"]:
            case "here":
                return others, self.org
            case "there":
                return [self.org, *others[1:]], others[0]
        return [self.org, *others], None

    def context(self) -> dict[str, Any]:
        # With the list shown, the same form's button does it.
        return {"preview": self.preview, "submit": "确认合并" if self.preview else ""}

    def save(self, form: forms.MergeForm, version: int) -> str:
        absorbed, into = self._chosen(form)
        if into is None:
            return url_of(
                actions.merge_into_new(
                    self.actor, absorbed, form.cleaned_data["under"], form.founding(),
                    basis=form.basis(),
                )
            )  # fmt: skip
        seen = version if into.pk == self.org.pk else None
        return url_of(
            actions.merge_organisations(
                self.actor, absorbed, into, basis=form.basis(), version=seen
            )
        )


class SplitOrg(OrgFormScreen):
    path, name, title = "orgs/<int:pk>/split/", "org-split", "分设"
    permission = ORG_MOVE
    form = forms.SplitForm
    intro = "在同一上级之下新设一个组织，勾选的下级划过去。党员的组织关系随后在党员页办理。"
    submit = "分设"
    done = "已分设"

    def initial(self) -> dict[str, Any]:
        return {"on": self.actor.today, "kind": self.org.kind, "sector": self.org.sector}

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        made = super().make_form(data, files)
        below = queries.children(self.actor, self.org)
        if below:
            made.fields["children"].choices = [  # type: ignore[attr-defined]
                (str(child.pk), child.short_name) for child in below
            ]
        else:
            del made.fields["children"]
        return made

    def save(self, form: forms.SplitForm, version: int) -> str:
        chosen = set(form.cleaned_data.get("children", ()))
        going = [c for c in queries.children(self.actor, self.org) if str(c.pk) in chosen]
        [new] = actions.split_organisation(
            self.actor, self.org, version,
            parts=[Part(form.founding(), going)], basis=form.basis(),
        )  # fmt: skip
        return url_of(new)


urlpatterns = routes(MergeOrg, SplitOrg)
