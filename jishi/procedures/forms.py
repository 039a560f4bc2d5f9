"""Forms of procedures: opening one, the step that is next, what happens around the steps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from jishi.base.web.forms import Form
from jishi.base.web.items import form_field
from jishi.base.web.pick import OrgForm, OrgWidget
from jishi.procedures.access import PLAN_SET, PROCEDURE_EDIT
from jishi.procedures.actions import Given
from jishi.procedures.kinds.kind import Field, ProcedureKind, Step
from jishi.procedures.queries.meetings import Offered

SUFFIXES = ".pdf,.jpg,.jpeg,.png"


def item_field(one: Field, people: Sequence[tuple[str, str]]) -> forms.Field:
    """An item as a field; people are chosen from those of the organisation."""
    if one.type == "person":
        return forms.ChoiceField(
            label=one.label, required=False, choices=[("", "—"), *people], help_text=one.help
        )
    found = form_field(one)
    if one.type == "text" and one.most > 60:
        found.widget.attrs["data-width"] = "wide"
    return found


class StepForm(Form):
    """The step that is next: its result, day, meeting, own items, number, paper."""

    step = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, of: Step, people: Sequence[tuple[str, str]] = (),
        meetings: Sequence[Offered] = (), today: date | None = None, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.of, self.meetings, self.today = of, {one.value: one for one in meetings}, today
        self.initial.setdefault("step", of.code)
        if len(of.outcomes) > 1:
            self.fields["outcome"] = forms.ChoiceField(
                label="结果", choices=[(one.code, one.label) for one in of.outcomes],
                widget=forms.RadioSelect, initial=of.outcomes[0].code,
            )  # fmt: skip
        if of.meeting is not None:
            self.fields["meeting"] = forms.ChoiceField(
                label=of.meeting.label, required=False,
                choices=[("", "—"), *((one.value, one.text) for one in meetings)],
                widget=forms.Select(attrs={"data-width": "wide"}),
                help_text="日期取会议之日" if meetings else "先到「组织生活」登记这次会议",
            )  # fmt: skip
        if of.meeting is None or any(not one.meets for one in of.outcomes):
            self.fields["on"] = forms.DateField(
                label="日期", required=of.meeting is None, widget=forms.DateInput,
                initial=None if of.meeting else today,
                help_text="有会议的不用填" if of.meeting else "",
            )  # fmt: skip
        for one in of.fields:
            self.fields[f"p_{one.code}"] = item_field(one, people)
        self._rest(of)

    def _rest(self, of: Step) -> None:
        if of.document:
            self.fields["document"] = forms.CharField(
                label=f"{of.document}文号", max_length=60, required=False
            )
        if any(one.reason for one in of.outcomes):
            self.fields["reason"] = forms.CharField(
                label="理由", max_length=200, required=False,
                help_text="退回、不予批准等须写理由，不写案情和个人隐私",
            )  # fmt: skip
        if of.paper:
            self.fields["paper"] = forms.FileField(
                label=f"{of.paper}（扫描件）", required=False,
                widget=forms.FileInput(attrs={"accept": SUFFIXES}), help_text="可以不传，原件归档",
            )  # fmt: skip

    def given(self) -> Given:
        data = self.cleaned_data
        chosen = self.meetings.get(data.get("meeting") or "")
        paper = data.get("paper")
        on = data.get("on") or (chosen.held_on if chosen else None) or self.today
        assert on is not None
        return Given(
            code=self.of.code, on=on, outcome=data.get("outcome") or self.of.outcomes[0].code,
            payload={one.code: data.get(f"p_{one.code}") for one in self.of.fields},
            document=data.get("document") or "", reason=data.get("reason") or "",
            activity=chosen.activity if chosen else None, topic=chosen.topic if chosen else None,
            paper=(paper, paper.name) if paper else None,
        )  # fmt: skip


class OpenForm(OrgForm):
    """Where, about whom or what, since when, and what the kind asks at the beginning."""

    def __init__(
        self, *args: Any, of: ProcedureKind, people: Sequence[tuple[str, str]] = (),
        today: date | None = None, single: bool = False, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.of = of
        if of.about == "person":
            self.fields["person"] = forms.ChoiceField(
                label="人员", choices=[("", "—"), *people],
                help_text="没有列出的，先在「党员」里登记为非党员",
            )  # fmt: skip
        else:
            self.fields["org"] = forms.CharField(
                label="党组织", max_length=32, widget=OrgWidget(PROCEDURE_EDIT)
            )
            self.fields["title"] = forms.CharField(
                label="事项", max_length=120, widget=forms.TextInput(attrs={"data-width": "wide"})
            )
        self.fields["on"] = forms.DateField(label="发起日期", widget=forms.DateInput, initial=today)
        for one in of.opening:
            self.fields[f"p_{one.code}"] = item_field(one, people)
            self.fields[f"p_{one.code}"].required = one.needed and one.type != "flag"

    def opening(self) -> dict[str, Any]:
        return {one.code: self.cleaned_data.get(f"p_{one.code}") for one in self.of.opening}


class ReasonForm(Form):
    on = forms.DateField(label="日期", widget=forms.DateInput)
    reason = forms.CharField(label="原因", max_length=200)


class PutOffForm(Form):
    until = forms.DateField(label="延长至", widget=forms.DateInput)
    reason = forms.CharField(label="原因", max_length=200)


class CorrectForm(Form):
    on = forms.DateField(label="正确的日期", widget=forms.DateInput)
    reason = forms.CharField(label="更正原因", max_length=200)


class SendForm(Form):
    """To which organisation: named by its code or full short name, whatever the reach."""

    to = forms.CharField(
        label="接收的党组织", max_length=60, help_text="写组织编码或完整的简称，如「柳湾村党支部」"
    )
    reason = forms.CharField(label="原因", max_length=200, help_text="如「换了工作单位」")


class TakeOverForm(Form):
    on = forms.DateField(label="接收日期", widget=forms.DateInput)
    document = forms.CharField(label="材料交接单号", max_length=60, required=False)


class PlanForm(OrgForm):
    org = forms.CharField(label="党组织", max_length=32, widget=OrgWidget(PLAN_SET))
    year = forms.IntegerField(label="年度", min_value=2000, max_value=2100)
    places = forms.IntegerField(label="计划数", min_value=0, max_value=9999)
    note = forms.CharField(label="说明", max_length=120, required=False)
