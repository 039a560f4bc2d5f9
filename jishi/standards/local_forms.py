"""The form of an office's own standard: what it is, then its criteria, a line each."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from jishi.base.web.pick import OrgField, OrgForm
from jishi.registers.venue_kinds import VENUE_KIND_CHOICES
from jishi.standards.access import STANDARD_SET
from jishi.standards.actions.local import LocalTerms
from jishi.standards.kinds.schemes import SCHEMES
from jishi.standards.kinds.standard import ABOUT, EVIDENCE, PERIODS
from jishi.standards.models import LocalStandard
from jishi.standards.queries.declared import offers
from jishi.tree.kinds import KIND_CHOICES, SECTOR_CHOICES

ROWS = 20
PER = ("chapter", "title", "points", "use", "per", "evidence")
ASKED = "asked"


def use_choices() -> list[tuple[str, str]]:
    found = [(ASKED, "自查后验收（不从记录算）")]
    return found + [(f"{source}:{offer.code}", offer.label) for source, offer in offers()]


class StandardForm(OrgForm):
    org = OrgField(STANDARD_SET, label="由哪个党组织制定")
    title = forms.CharField(label="名称", max_length=60)
    source = forms.CharField(label="依据", max_length=120, help_text="文件名称或文号")
    about = forms.ChoiceField(label="考评对象", choices=list(ABOUT.items()))
    period = forms.ChoiceField(label="周期", choices=list(PERIODS.items()))
    scheme = forms.ChoiceField(
        label="等次办法", choices=[(code, each.label) for code, each in SCHEMES.items()]
    )
    org_kinds = forms.MultipleChoiceField(
        label="适用组织", choices=[c for c in KIND_CHOICES if c[0] != "group"], required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    sectors = forms.MultipleChoiceField(
        label="适用领域（不选为全部）", choices=SECTOR_CHOICES, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    venue_kinds = forms.MultipleChoiceField(
        label="适用阵地（对象是阵地时选）", choices=VENUE_KIND_CHOICES, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args: Any, fixed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if fixed:
            del self.fields["org"]
        uses = use_choices()
        for n in range(1, ROWS + 1):
            first = n == 1
            self.fields[f"c{n}_chapter"] = forms.CharField(
                label="分组", max_length=20, required=False
            )
            self.fields[f"c{n}_title"] = forms.CharField(
                label=f"第 {n} 项考评项", max_length=40, required=first
            )
            self.fields[f"c{n}_points"] = _points("分值")
            self.fields[f"c{n}_use"] = forms.ChoiceField(
                label="怎么得分", choices=uses, required=False
            )
            self.fields[f"c{n}_per"] = _points("每缺一项扣")
            self.fields[f"c{n}_evidence"] = forms.ChoiceField(
                label="自查材料", choices=list(EVIDENCE.items()), required=False
            )

    def criterion_rows(self) -> list[dict[str, Any]]:
        return [
            {"number": n, "used": bool(self[f"c{n}_title"].value())}
            | {name: self[f"c{n}_{name}"] for name in PER}
            for n in range(1, ROWS + 1)
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for n in range(1, ROWS + 1):
            if data.get(f"c{n}_title") and not data.get(f"c{n}_points"):
                self.add_error(f"c{n}_points", f"第 {n} 项请填分值")
        return data

    def terms(self) -> LocalTerms:
        data = self.cleaned_data
        chapters: dict[str, list[dict[str, Any]]] = {}
        heading = ""
        for n in range(1, ROWS + 1):
            heading = data.get(f"c{n}_chapter", "").strip() or heading
            if data.get(f"c{n}_title"):
                chapters.setdefault(heading or "考评项", []).append(self._criterion(n))
        body = {
            "about": data["about"], "org_kinds": data["org_kinds"], "sectors": data["sectors"],
            "venue_kinds": data["venue_kinds"], "top_only": False, "period": data["period"],
            "scheme": data["scheme"], "side_points": "0", "sides": [],
            "vetoes": [["falsification", "弄虚作假", 3, True]], "clause": "R-GEN-02",
            "chapters": [[title, criteria] for title, criteria in chapters.items()],
        }  # fmt: skip
        return LocalTerms(data["title"], data["source"], body)

    def _criterion(self, n: int) -> dict[str, Any]:
        data = self.cleaned_data
        use, per = data.get(f"c{n}_use") or ASKED, data.get(f"c{n}_per") or Decimal(0)
        found = {
            "code": f"c{n}", "title": data[f"c{n}_title"], "points": str(data[f"c{n}_points"]),
            "way": "each" if per and use != ASKED else "all",
            "per": str(per if use != ASKED else 0), "bands": [], "help": "",
            "evidence": data.get(f"c{n}_evidence", "") if use == ASKED else "",
            "clause": "" if use == ASKED else "R-GEN-02",
        }  # fmt: skip
        if use != ASKED:
            params = {
                f"{source}:{offer.code}": (source, offer.params) for source, offer in offers()
            }
            source, chosen = params[use]
            found["use"] = [source, dict(chosen)]
        return found


def _points(label: str) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, required=False, min_value=0, max_value=1000, max_digits=6, decimal_places=2,
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "0.5"}),
    )  # fmt: skip


def initial_of(row: LocalStandard) -> dict[str, Any]:
    """The form filled with an edition that is to be amended."""
    body, found, n = row.body, {"title": row.title, "source": row.source}, 0
    for name in ("about", "period", "scheme", "org_kinds", "sectors", "venue_kinds"):
        found[name] = body[name]
    known = {(s, tuple(sorted(o.params.items()))): f"{s}:{o.code}" for s, o in offers()}
    for heading, criteria in body["chapters"]:
        for place, each in enumerate(criteria):
            n += 1
            use = each.get("use")
            key = (use[0], tuple(sorted(use[1].items()))) if use else ("", ())
            found |= {
                f"c{n}_chapter": heading if place == 0 else "", f"c{n}_title": each["title"],
                f"c{n}_points": each["points"], f"c{n}_per": each["per"],
                f"c{n}_evidence": each["evidence"], f"c{n}_use": known.get(key, ASKED),
            }  # fmt: skip
    return found
