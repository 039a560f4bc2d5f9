"""One assessment with its proof: points, records behind them, what lacks and how it is mended."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from jishi.base.settings_tree import setting
from jishi.standards.access import STANDARD_ACCEPT, STANDARD_RUN
from jishi.standards.local import RANKING
from jishi.standards.queries import stepping
from jishi.standards.queries.board import place_among
from jishi.standards.queries.proving import Proven, revisions_of
from jishi.standards.queries.rounds import steps_of
from jishi.standards.screens.common import (
    OfAssessment,
    assessment_url,
)
from jishi.tree.errors import NotVisible
from jishi.tree.reach import may

FLOW_STEPS = (
    ("open", "自查"), ("self_checked", "验收"), ("accepted", "审定"), ("confirmed", "评等次")
)  # fmt: skip
URLS = {
    "check": "assessment-check", "hand_back": "assessment-hand-back", "accept": "assessment-accept",
    "reopen": "assessment-reopen", "confirm": "assessment-confirm", "appeal": "assessment-appeal",
    "review": "assessment-review", "drop": "assessment-drop",
}  # fmt: skip
PRIMARY = ("check", "accept", "confirm", "review")


class AssessmentPage(OfAssessment):
    path, name, title = "standards/assessments/<int:pk>/", "assessment", "考评"
    template = "standards/assessment.html"

    def page_title(self) -> str:
        return self.row.subject

    def get(self) -> HttpResponse:
        context = self.context()
        if self.request.GET.get("format") == "print":
            paper = {"title": self.row.round.title, "back": assessment_url(self.row), **context}
            return render(self.request, "standards/assessment_paper.html", paper)
        return self.render(context)

    def context(self) -> dict[str, Any]:
        row, actor, proven = self.row, self.actor, self.proven()
        filed = stepping.files_of(row)
        facts = stepping.facts_of(actor, proven, list(filed))
        appeal = getattr(row, "appeal", None) if row.revision else None
        return {
            "row": row,
            "round": row.round,
            "proven": proven,
            "chapters": self.chapters(proven),
            "steps": self.steps(),
            "history": [(s.on, s.label, f"{s.by}{'：' + s.note if s.note else ''}", "")
                        for s in reversed(steps_of(row))],
            "buttons": self.buttons(proven, facts),
            "files": filed,
            "appeal": appeal,
            "appealed": [proven.standard.by_code[c].title for c in appeal.criteria]
            if appeal else [],
            "vetoes": self.vetoes(proven),
            "sides": self.sides(proven),
            "rank": self.rank(proven),
            "may_mend": row.round.may_mend(actor.today) and not row.frozen,
        }  # fmt: skip

    def chapters(self, proven: Proven) -> list[dict[str, Any]]:
        known, found = proven.by_code, []
        for chapter in proven.standard.chapters:
            lines = [known[each.code] for each in chapter.criteria]
            points = sum(line.points or 0 for line in lines)
            found.append({"title": chapter.title, "lines": lines, "points": points,
                          "full": chapter.points})  # fmt: skip
        return found

    def steps(self) -> list[tuple[str, str, str]]:
        order = [state for state, _ in FLOW_STEPS]
        state = {"appealed": "confirmed", "graded": "graded"}.get(self.row.state, self.row.state)
        at = len(order) if state == "graded" else order.index(state) if state in order else -1
        notes = {
            "open": self.row.checked_on, "self_checked": self.row.accepted_on,
            "accepted": self.row.confirmed_on, "confirmed": self.row.round.graded_on,
        }  # fmt: skip
        return [
            (label, "done" if n < at else "now" if n == at else "todo",
             str(notes[code] or "") if n < at else "")
            for n, (code, label) in enumerate(FLOW_STEPS)
        ]  # fmt: skip

    def buttons(self, proven: Proven, facts: Any) -> list[tuple[str, str, bool, str]]:
        """(label, url, primary, why not)"""
        found = []
        for each in stepping.buttons(self.actor, proven, facts):
            why = "" if each.verdict or each.name in ("check", "accept") else each.verdict.text
            if each.name == "accept" and "own_check" in each.verdict.codes:
                why = "自查由您提交，须由上级另一人验收"
            label = "填写自查" if each.name == "check" else each.label
            url = reverse(URLS[each.name], args=[self.row.pk])
            found.append((label, url, each.name in PRIMARY, why))
        row = self.row
        above = row.org.parent is not None and may(self.actor, STANDARD_ACCEPT, row.org.parent)
        if proven.standard.sides and not row.frozen and row.state != "dropped" and above:
            found.append(("登记测评票", reverse("assessment-sheets", args=[row.pk]), False, ""))
        run = row.round.state == "running" and row.state != "dropped"
        if run and may(self.actor, STANDARD_RUN, row.round.org):
            found.append(("登记否决情形", reverse("assessment-veto", args=[row.pk]), False, ""))
        return found

    def vetoes(self, proven: Proven) -> list[tuple[Any, str, bool]]:
        known = {each.code: each.title for each in proven.standard.vetoes}
        run = may(self.actor, STANDARD_RUN, self.row.round.org)
        running = self.row.round.state == "running"
        return [
            (each, known.get(each.item, each.item), run and running and not each.withdrawn_on)
            for each in self.row.vetoes.order_by("id")
        ]

    def sides(self, proven: Proven) -> list[tuple[Any, ...]]:
        if not proven.standard.sides:
            return []
        sheets = {each.side: each for each in self.row.sheets.all()}
        return [
            (side.title, f"{side.weight}%", sheets.get(side.code), proven.marks.get(side.code))
            for side in proven.standard.sides
        ]

    def rank(self, proven: Proven) -> tuple[int, int] | None:
        """Off unless the office shows it, and never of persons (R-GOV-42)."""
        if not proven.standard.has_ranking or not self.row.frozen:
            return None
        if not setting(RANKING, self.row.round.org, self.actor.today):
            return None
        return place_among(self.actor, self.row)


class Versions(OfAssessment):
    """Every confirmed version: what was before the appeal stays as it was."""

    path = "standards/assessments/<int:pk>/versions/"
    name, title = "assessment-versions", "审定稿"
    template = "standards/versions.html"

    def context(self) -> dict[str, Any]:
        if not self.row.revision:
            raise NotVisible
        standard = self.row.round.of
        by_revision = [{line.criterion: line for line in lines} for lines in revisions_of(self.row)]
        shown = [
            (each, [lines.get(each.code) for lines in by_revision]) for each in standard.criteria
        ]
        return {"row": self.row, "count": range(1, len(by_revision) + 1), "shown": shown}

    def crumbs(self) -> list[tuple[str, str]]:
        return [*super().crumbs(), (self.row.subject, assessment_url(self.row))]


SCREENS = (AssessmentPage, Versions)
