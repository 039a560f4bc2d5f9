"""The steps that are taken on an assessment, a form each."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from jishi.base.web.forms import Form
from jishi.standards.access import STANDARD_ACCEPT, STANDARD_CHECK, STANDARD_RUN
from jishi.standards.actions import appealing, assessing, grading
from jishi.standards.forms import (
    AcceptForm,
    AppealForm,
    CheckForm,
    ReasonForm,
    ReviewForm,
    SheetsForm,
    VetoForm,
)
from jishi.standards.queries import stepping
from jishi.standards.queries.grades import veto
from jishi.standards.screens.common import AssessmentForm, RunAssessmentForm, assessment_url
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused
from jishi.tree.reach import may


class Check(AssessmentForm):
    path, name, title = "standards/assessments/<int:pk>/check/", "assessment-check", "填写自查"
    permission = STANDARD_CHECK
    template = "standards/check.html"
    done = ""
    drafts = True

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        if self.row.state != "open" or self.row.round.state != "running":
            raise Refused(f"现在{self.row.state_label}，自查不能再改")
        self.shown = self.proven()

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        form = CheckForm(data, files, initial=self.initial(), proven=self.shown)
        form.actor = self.actor
        return form

    def initial(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for each in self.shown.lines:
            if each.criterion.asked and each.line is not None:
                found[f"{each.criterion.code}_points"] = each.line.self_points
                found[f"{each.criterion.code}_note"] = each.line.self_note
        return found

    def context(self) -> dict[str, Any]:
        counted = [each for each in self.shown.lines if not each.criterion.asked]
        return {
            "row": self.row, "round": self.row.round, "counted": counted,
            "files": stepping.files_of(self.row),
            "lost": [each for each in counted if each.lost],
        }  # fmt: skip

    def save(self, form: Any, version: int) -> str:
        submit = "submit" in self.request.POST
        assessing.answer_check(self.actor, self.row, version, form.check(), submit=submit)
        return assessment_url(self.row)


class AboveForm(AssessmentForm):
    """A form of whoever stands above the organisation: nobody accepts what is his own."""

    permission = STANDARD_ACCEPT

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        above = self.row.org.parent
        if above is None or not may(actor, STANDARD_ACCEPT, above):
            raise Refused("由上级党组织办理，本组织不能验收自己")


class Accept(AboveForm):
    path, name, title = "standards/assessments/<int:pk>/accept/", "assessment-accept", "验收"
    permission = STANDARD_ACCEPT
    template = "standards/accept.html"
    submit = "验收"
    done = "已验收，待审定"
    drafts = True

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        if self.row.state != "self_checked":
            raise Refused(f"现在{self.row.state_label}，不能验收")
        self.shown = self.proven()

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        form = AcceptForm(data, files, initial=self.initial(), proven=self.shown)
        form.actor = self.actor
        return form

    def initial(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for each in self.shown.lines:
            code, line = each.criterion.code, each.line
            found[f"{code}_points"] = each.points
            if line is not None:
                found |= {f"{code}_reason": line.reason, f"{code}_mend_by": line.mend_by}
        return found

    def context(self) -> dict[str, Any]:
        return {"row": self.row, "round": self.row.round, "files": stepping.files_of(self.row)}

    def save(self, form: Any, version: int) -> str:
        assessing.accept(self.actor, self.row, version, form.judgements())
        return assessment_url(self.row)


class HandBack(AboveForm):
    path = "standards/assessments/<int:pk>/hand-back/"
    name, title = "assessment-hand-back", "退回重填"
    permission = STANDARD_ACCEPT
    form = ReasonForm
    submit, done = "退回", "已退回"

    def save(self, form: Any, version: int) -> str:
        assessing.hand_back(self.actor, self.row, version, form.cleaned_data["reason"])
        return assessment_url(self.row)


class Reopen(RunAssessmentForm):
    path = "standards/assessments/<int:pk>/reopen/"
    name, title = "assessment-reopen", "退回重新验收"
    permission = STANDARD_RUN
    form = ReasonForm
    submit, done = "退回", "已退回"

    def save(self, form: Any, version: int) -> str:
        assessing.reopen(self.actor, self.row, version, form.cleaned_data["reason"])
        return assessment_url(self.row)


class Confirm(RunAssessmentForm):
    path = "standards/assessments/<int:pk>/confirm/"
    name, title = "assessment-confirm", "审定"
    permission = STANDARD_RUN
    submit, done = "审定", "已审定，得分和依据已定格"
    confirm = "审定后得分和依据定格，只能经申诉复核更改。确定吗？"

    def context(self) -> dict[str, Any]:
        return {}

    def save(self, form: Any, version: int) -> str:
        assessing.confirm(self.actor, self.row, version)
        return assessment_url(self.row)


class Drop(RunAssessmentForm):
    path, name, title = "standards/assessments/<int:pk>/drop/", "assessment-drop", "不再考评"
    permission = STANDARD_RUN
    form = ReasonForm
    submit, danger = "不再考评", True
    confirm = "不再考评后不计入这一轮，不能恢复。确定吗？"
    done = "已移出这一轮"

    def save(self, form: Any, version: int) -> str:
        assessing.drop(self.actor, self.row, version, form.cleaned_data["reason"])
        return assessment_url(self.row)


class AppealScreen(AssessmentForm):
    path, name, title = "standards/assessments/<int:pk>/appeal/", "assessment-appeal", "申诉"
    permission = STANDARD_CHECK
    submit, done = "提出申诉", "已提出申诉，等候复核"

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        form = AppealForm(data, files, standard=self.row.round.of)
        form.actor = self.actor
        return form

    def save(self, form: Any, version: int) -> str:
        data = form.cleaned_data
        appealing.appeal(self.actor, self.row, version, data["criteria"], data["ground"])
        return assessment_url(self.row)


class Review(RunAssessmentForm):
    path, name, title = "standards/assessments/<int:pk>/review/", "assessment-review", "复核申诉"
    permission = STANDARD_RUN
    template = "standards/review.html"
    submit, done = "复核", "已复核；原稿和复核后的都留存"

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        if self.row.state != "appealed":
            raise Refused("没有待复核的申诉")
        known = self.proven().by_code
        self.lines = [known[code] for code in self.row.appeal.criteria if code in known]

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        form = ReviewForm(data, files, initial=self.initial(), lines=self.lines)
        form.actor = self.actor
        return form

    def initial(self) -> dict[str, Any]:
        return {f"{each.criterion.code}_points": each.points for each in self.lines}

    def context(self) -> dict[str, Any]:
        return {"row": self.row, "appeal": self.row.appeal, "lines": self.lines}

    def save(self, form: Any, version: int) -> str:
        answer = form.cleaned_data["answer"]
        appealing.review(self.actor, self.row, version, answer, form.points())
        return assessment_url(self.row)


class SheetsScreen(AboveForm):
    path, name = "standards/assessments/<int:pk>/sheets/", "assessment-sheets"
    title = "登记测评票"
    permission = STANDARD_ACCEPT
    done = "已登记"
    intro = "按各方的纸质测评票计数登记：发出、收回、有效，以及各档票数。"

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        if not self.row.round.of.sides:
            raise Refused("这套标准没有测评")
        form = SheetsForm(data, files, initial=self.initial(), standard=self.row.round.of)
        form.actor = self.actor
        return form

    def initial(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for each in self.row.sheets.all():
            for name in ("issued", "returned", "valid", "good", "fair", "ordinary", "poor"):
                found[f"{each.side}_{name}"] = getattr(each, name)
        return found

    def save(self, form: Any, version: int) -> str:
        grading.count_sheets(self.actor, self.row, version, form.sheets())
        return assessment_url(self.row)


class VetoScreen(RunAssessmentForm):
    path, name = "standards/assessments/<int:pk>/veto/", "assessment-veto"
    title = "登记否决情形"
    permission = STANDARD_RUN
    submit, danger = "登记", True
    confirm = "登记后不能评上等次；弄虚作假的，年终评先一票否决。确定吗？"
    done = "已登记"

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        form = VetoForm(data, files, standard=self.row.round.of)
        form.actor = self.actor
        return form

    def save(self, form: Any, version: int) -> str:
        data = form.cleaned_data
        grading.record_veto(
            self.actor, self.row, version, data["item"], data["ground"], data["document"]
        )
        return assessment_url(self.row)


class WithdrawVeto(AssessmentForm):
    path, name = "standards/vetoes/<int:pk>/withdraw/", "assessment-unveto"
    title = "撤销否决情形"
    permission = STANDARD_RUN
    form = ReasonForm
    submit, done = "撤销", "已撤销"

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        self.veto = veto(actor, kwargs["pk"], STANDARD_RUN)
        super().__init__(request, actor, pk=self.veto.assessment_id)

    def save(self, form: Any, version: int) -> str:
        grading.withdraw_veto(self.actor, self.veto, form.cleaned_data["reason"])
        return assessment_url(self.row)


SCREENS = (
    Check, Accept, HandBack, Reopen, Confirm, Drop, AppealScreen,
    Review, SheetsScreen, VetoScreen, WithdrawVeto,
)  # fmt: skip
