"""Accounts of the organisations below, many at once, with printed slips."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from jishi.accounts import queries
from jishi.accounts.access import STAFF_CREATE
from jishi.accounts.actions import staff as actions
from jishi.accounts.actions.secret import fresh
from jishi.accounts.forms import BranchAccountsForm
from jishi.accounts.screens.common import DirectForm, slips_once
from jishi.accounts.screens.staff import LIST
from jishi.base.web.screen import routes

MOST = 300


class Below(DirectForm):
    """Which organisations below have an account; tick those that shall get one."""

    path, name, title = "staff/below/", "staff-below", "为下级建账号"
    permission = STAFF_CREATE
    form = BranchAccountsForm
    template = "accounts/below.html"

    def crumbs(self) -> list[tuple[str, str]]:
        return [LIST]

    def initial(self) -> dict[str, Any]:
        return {"role": "branch"}

    def context(self) -> dict[str, Any]:
        text = self.request.GET.get("q", "").strip()[:60]
        lacking = self.request.GET.get("lacking", "") == "yes"
        rows = queries.places_below(self.actor, text, lacking, MOST + 1)
        return {
            "rows": rows[:MOST],
            "more": len(rows) > MOST,
            "text": text,
            "lacking": lacking,
            "tabs": tabs("create"),
        }

    def answer(self, form: Any, version: int) -> HttpResponse:
        post = self.request.POST
        orgs = queries.orgs_below(self.actor).in_bulk(numbers(post.getlist("org")))
        wanted = [
            actions.Wanted(org, form.cleaned_data["role"], post.get(f"name-{pk}", "").strip())
            for pk, org in orgs.items()
        ]
        actions.insist_some(len(wanted))
        secrets = fresh(len(wanted))
        payload = {k: v for k, v in post.lists() if not k.startswith(("csrf", "_once"))}
        return slips_once(
            self.request, self.actor, payload,
            lambda: actions.create_branch_accounts(self.actor, wanted, secrets),
            reverse("staff-below"),
        )  # fmt: skip


class ResetBelow(DirectForm):
    """New one-time passwords for several accounts below."""

    path, name, title = "staff/below/reset/", "staff-below-reset", "重置下级账号"
    permission = STAFF_CREATE
    template = "accounts/below_reset.html"

    def crumbs(self) -> list[tuple[str, str]]:
        return [LIST]

    def context(self) -> dict[str, Any]:
        text = self.request.GET.get("q", "").strip()[:60]
        rows = queries.accounts_below(self.actor, text, MOST + 1)
        return {
            "rows": [(a, queries.places_of(a)) for a in rows[:MOST]],
            "more": len(rows) > MOST,
            "text": text,
            "tabs": tabs("reset"),
        }

    def answer(self, form: Any, version: int) -> HttpResponse:
        chosen = numbers(self.request.POST.getlist("account"))
        people = list(queries.accounts(self.actor).filter(pk__in=chosen).order_by("login"))
        actions.insist_some(len(people))
        secrets = fresh(len(people))
        return slips_once(
            self.request, self.actor, sorted(chosen),
            lambda: actions.reset_passwords(self.actor, people, secrets),
            reverse("staff-below-reset"),
        )  # fmt: skip


def numbers(raw: list[str]) -> list[int]:
    return [int(one) for one in raw[:1000] if one.isascii() and one.isdigit() and len(one) < 19]


def tabs(active: str) -> list[tuple[str, str, bool, str]]:
    return [
        ("建账号", reverse("staff-below"), active == "create", ""),
        ("重置密码", reverse("staff-below-reset"), active == "reset", ""),
    ]


urlpatterns = routes(Below, ResetBelow)
