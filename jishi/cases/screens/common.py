"""What the pages of cases share: addresses, words and tones, a screen about one case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property

from jishi.base.clock import SHANGHAI
from jishi.base.files import owner_kind
from jishi.base.web.lists import ListScreen
from jishi.base.web.screen import Screen
from jishi.cases import queries
from jishi.cases.access import CASE_VIEW, CLUE_EDIT, CLUE_VIEW
from jishi.cases.models import Case
from jishi.cases.queries.within import moment
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible
from jishi.tree.models import Organisation
from jishi.tree.permissions import Permission
from jishi.tree.reach import reach, visible


def address(case: Case) -> str:
    return reverse("clue" if case.of_kind.narrow else "case", args=[case.pk])


def do_address(case: Case, step: str) -> str:
    return reverse("clue-do" if case.of_kind.narrow else "case-do", args=[case.pk, step])


def due_text(case: Case) -> str:
    """The limit as people read it; hours to the minute."""
    if case.is_paused:
        return "暂停计时"
    if case.due_at is not None:
        return f"{case.due_at.astimezone(SHANGHAI):%m-%d %H:%M}"
    return str(case.due_on or "")


def standing(case: Case, today: date, now: datetime) -> tuple[str, str]:
    """(words, tone) of how it stands against its limit."""
    if case.is_paused:
        return "暂停计时", "grey"
    if case.is_late(today, now):
        return "超期", "red"
    if case.is_amber(today, now):
        return "即将到期", "amber"
    if case.state == "struck_off" and case.look_back_on and not case.looked_on:
        return ("该回头看", "amber") if case.look_back_on <= today else ("", "")
    if case.in_time is False:
        return "逾期办结", "amber"
    return "", ""


class Standing:
    """Hangs the words on rows of a list, the moment asked once."""

    def __init__(self, actor: Actor) -> None:
        self.today, self.now = actor.today, moment(actor)

    def __call__(self, row: Case) -> Case:
        row.words, row.words_tone = standing(row, self.today, self.now)  # type: ignore[attr-defined]
        return row


def home_of(actor: Actor, permission: Permission) -> Organisation | None:
    """Where the actor is at home with this permission."""
    roots = reach(actor, permission).roots
    if not roots:
        return None
    within = visible(actor, permission, Organisation.objects.filter(closed_on__isnull=True))
    return within.filter(pk=roots[0].org_id).first()


class OfCases(Screen):
    """A page that stands below the ledger."""

    def crumbs(self) -> list[tuple[str, str]]:
        return [("问题与诉求", reverse("cases"))]


class CaseRows(ListScreen[Case]):
    """A list of cases, each with the words of how it stands."""

    @cached_property
    def _standing(self) -> Standing:
        return Standing(self.actor)

    def ready(self, row: Case) -> Case:
        return self._standing(row)


class CaseScreen(Screen):
    """About one case, common or narrow: the narrow ones are another address with its own guard."""

    permission = CASE_VIEW

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.case = queries.case(actor, kwargs["pk"])
        if self.case.of_kind.narrow is not self.narrow:
            raise NotVisible

    @property
    def narrow(self) -> bool:
        return self.permission in (CLUE_VIEW, CLUE_EDIT)

    def crumbs(self) -> list[tuple[str, str]]:
        if self.narrow:
            return [("线索与谈话", reverse("clues"))]
        return [("问题与诉求", reverse("cases"))]


def _fetch(narrow: bool) -> Callable[[Actor, str], Case | None]:
    def fetch(actor: Actor, pk: str) -> Case | None:
        rows = queries.clues(actor) if narrow else queries.cases(actor)
        return rows.filter(pk=int(pk)).first() if pk.isdigit() else None

    return fetch


owner_kind("case", CASE_VIEW, _fetch(narrow=False))
owner_kind("clue", CLUE_VIEW, _fetch(narrow=True))
