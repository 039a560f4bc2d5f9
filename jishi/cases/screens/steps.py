"""One form for every step, and the small acts beside the flow."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render

from jishi.base.web.forms import Form, FormScreen, sent_version
from jishi.base.web.press import press
from jishi.base.web.screen import guarded, routes
from jishi.cases import queries
from jishi.cases.access import CASE_DIRECT, CASE_EDIT, CASE_VIEW, CLUE_EDIT
from jishi.cases.actions.marks import (
    chase,
    end_role,
    help_along,
    name_role,
    supervise,
)
from jishi.cases.actions.moving import STEPS, Given, take_step, weigh
from jishi.cases.actions.residents import renew_code
from jishi.cases.codes import picture_of
from jishi.cases.forms import RoleForm, StepForm
from jishi.cases.models import Case, CaseRole
from jishi.cases.screens.common import CaseScreen, address
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible
from jishi.tree.permissions import Permission

BESIDE = {"chase": "催办", "help": "登记进展"}  # not of the flow
DANGEROUS = ("refuse", "merge")


class StepScreen(CaseScreen, FormScreen):
    """What the step asks for, and what still stands against it, before anything is typed."""

    path, name, title = "cases/<int:pk>/do/<slug:step>/", "case-do", "办理"
    permission = CASE_EDIT
    template = "cases/step.html"

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.step: str = kwargs["step"]
        known = self.step in STEPS and self.case.of_kind.has(self.step)
        if not known and self.step not in BESIDE:
            raise NotVisible

    @property
    def label(self) -> str:
        return BESIDE.get(self.step) or self.case.of_kind.verb(self.step)

    @property
    def submit(self) -> str:  # type: ignore[override]
        return self.label

    @property
    def done(self) -> str:  # type: ignore[override]
        return f"已{self.label}"

    @property
    def danger(self) -> bool:  # type: ignore[override]
        return self.step in DANGEROUS

    def target(self) -> Any:
        return self.case

    def page_title(self) -> str:
        return f"{self.label}：{self.case.title}"

    def crumbs(self) -> list[tuple[str, str]]:
        return [*super().crumbs(), (self.case.label, address(self.case))]

    def context(self) -> dict[str, Any]:
        against = [] if self.step in BESIDE else weigh(self.actor, self.case, self.step).refusals
        return {"case": self.case, "against": against}

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        form = StepForm(self.step, self.case, data, files, initial=self.initial())
        if not self.case.of_kind.methods:
            form.fields.pop("method", None)
        if len(self.case.of_kind.grades) < 2:
            form.fields.pop("grade", None)
        if not self.case.of_kind.public:
            form.fields.pop("published", None)
            form.fields.pop("question", None)
        form.actor = self.actor
        return form

    def save(self, form: Any, version: int) -> str:
        data = form.cleaned_data
        if self.step == "chase":
            chase(self.actor, self.case, data["text"])
        elif self.step == "help":
            help_along(self.actor, self.case, data["text"], data.get("files") or ())
        else:
            take_step(self.actor, self.case, self.step, version, self.given(form))
        return address(self.case)

    def given(self, form: StepForm) -> Given:
        data = form.cleaned_data
        return Given(
            text=data.get("text", ""), files=data.get("files") or (),
            org=form.picked("org", self.directing()), leader=data.get("leader", ""),
            handler=data.get("handler", ""), grade=data.get("grade", ""),
            method=data.get("method", ""), days=data.get("days"), outcome=data.get("outcome", ""),
            published=data.get("published", ""),
            question=data.get("question", ""), reached=_flag(data.get("reached")),
            solved=_flag(data.get("solved")), into=self.into(data.get("into", "")),
            satisfaction=int(data["satisfaction"]) if data.get("satisfaction") else None,
            kept=_flag(data.get("kept")) is not False,
        )  # fmt: skip

    def directing(self) -> Permission:
        return CLUE_EDIT if self.narrow else CASE_DIRECT

    def into(self, typed: str) -> Case | None:
        """By its number as it is printed: 诉〔2026〕12号, or 12 alone of the same year."""
        digits = "".join(c if c.isdigit() else " " for c in typed).split()
        if not digits or not all(len(part) < 9 for part in digits):
            return None
        year = int(digits[0]) if len(digits) > 1 else self.case.year
        rows = queries.clues(self.actor) if self.narrow else queries.cases(self.actor)
        return rows.filter(kind=self.case.kind, year=year, number=int(digits[-1])).first()


def _flag(value: Any) -> bool | None:
    return {"1": True, "0": False}.get(str(value))


class Supervise(CaseScreen, FormScreen):
    path, name, title = "cases/<int:pk>/supervise/", "case-supervise", "挂牌督办"
    permission = CASE_DIRECT
    template = "web/form.html"
    submit, done = "挂牌督办", "已挂牌督办"

    def target(self) -> Any:
        return self.case

    def crumbs(self) -> list[tuple[str, str]]:
        return [*super().crumbs(), (self.case.label, address(self.case))]

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        form = StepForm("supervise", self.case, data, files)
        form.actor = self.actor
        return form

    def save(self, form: Any, version: int) -> str:
        supervise(self.actor, self.case, version, on=True, text=form.cleaned_data["text"])
        return address(self.case)


@guarded(CASE_DIRECT, "cases/<int:pk>/release/", "case-release", "解除督办")
def release(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    case = queries.case(actor, pk)

    def do() -> str:
        supervise(actor, case, sent_version(request) or 0, on=False)
        return "已解除督办"

    return press(request, do, address(case))


class NameRole(CaseScreen, FormScreen):
    path, name, title = "cases/<int:pk>/roles/", "case-role", "明确责任人或单位"
    permission = CASE_DIRECT
    template = "web/form.html"
    submit, done = "保存", "已记下"

    def crumbs(self) -> list[tuple[str, str]]:
        return [*super().crumbs(), (self.case.label, address(self.case))]

    def initial(self) -> dict[str, Any]:
        return {"role": self.request.GET.get("role", "")[:16]}

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        form = RoleForm(self.case, data, files, initial=self.initial())
        form.actor = self.actor
        return form

    def save(self, form: Any, version: int) -> str:
        data = form.cleaned_data
        org = form.picked("org", CASE_VIEW)
        name_role(
            self.actor, self.case, data["role"], name=data["name"], org=org, since=data["since"]
        )
        return address(self.case)


@guarded(CASE_DIRECT, "cases/roles/<int:pk>/end/", "case-role-end", "调整责任人或单位")
def end(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    row = CaseRole.objects.select_related("case__home").filter(pk=pk).first()
    if row is None or not queries.cases(actor, CASE_DIRECT).filter(pk=row.case_id).exists():
        raise NotVisible

    def do() -> str:
        end_role(actor, row)
        return "已调整，原来的留在记录里"

    return press(request, do, address(row.case))


@guarded(CASE_EDIT, "cases/<int:pk>/slip/", "case-slip", "发给查询码")
def slip(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """A slip at the counter; any earlier one of this case no longer opens it."""
    case = queries.case(actor, pk)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    code = renew_code(actor, case)
    context = {"title": "查询码", "case": case, "code": code, "picture": picture_of(code)}
    return render(request, "cases/slip.html", context)


urlpatterns = routes(StepScreen, Supervise, release, NameRole, end, slip)
