"""Talks of a branch: who is still owed one, each started with both names filled in."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from jishi.activities.access import ACTIVITY_EDIT
from jishi.activities.queries import talks
from jishi.base.web.asked import asked_year
from jishi.base.web.panels import PageAction
from jishi.orgs.page import OfOrg
from jishi.people import queries as people_queries
from jishi.registers.queries.committees import post_titles
from jishi.tree.actor import Actor
from jishi.tree.kinds import ORG_KINDS

POSTS = post_titles()
STATES = {
    "missing": ("red", "支委还没有谈"), "fellow": ("amber", "党员之间还没有谈"),
    "done": ("green", "已谈"),
}  # fmt: skip


class TalkPage(OfOrg):
    """Whom the committee still owes a talk. For those who keep the records, not for readers."""

    path, name, title = "activities/talks/<int:pk>/", "talks", "谈心谈话"
    permission = ACTIVITY_EDIT
    template = "activities/talks.html"

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.year = asked_year(request, actor.today, ahead=0)

    def page_title(self) -> str:
        return f"{self.org.short_name}{self.year}年谈心谈话"

    def crumbs(self) -> list[tuple[str, str]]:
        return [(self.org.short_name, reverse("org", args=[self.org.pk]))]

    def start(self, between: str, *people: int, occasion: str = "yearly") -> str:
        """The form of a talk with names and sort filled in."""
        asked = {
            "kind": "talk", "org": self.org.code, "here": [str(pk) for pk in people],
            "between": between, "occasion": occasion,
        }  # fmt: skip
        return f"{reverse('activity-new')}?{urlencode(asked, doseq=True)}"

    def context(self) -> dict[str, Any]:
        board = talks.board(self.actor, self.org, self.year)
        me = self._me(board)
        this = self.year == self.actor.today.year
        return {
            "org": self.org,
            "is_branch": ORG_KINDS[self.org.kind].is_branch,
            "year": self.year,
            "years": [
                (f"{year}年", f"?year={year}", year == self.year, None)
                for year in range(self.actor.today.year - 2, self.actor.today.year + 1)
            ],
            "numbers": [
                ("支委还没有谈的", len(board.of("missing")), "人", "red"),
                ("支委之间没有谈的", len(board.pairs), "对", "red"),
                ("党员之间没有谈的", len(board.of("fellow")), "人", "amber"),
                ("今年谈话", board.count, "次", ""),
            ],
            "pairs": [
                (one, other, self.start("committee", one.person_id, other.person_id))
                for one, other in board.pairs
            ],
            "people": [self._line(one, me) for one in board.people],
            "posts": POSTS,
            "open": this and self.org.is_open and ORG_KINDS[self.org.kind].is_branch,
            "free": self.start("committee_member"),
        }  # fmt: skip

    def _me(self, board: talks.Board) -> int | None:
        """The person of whoever is signed in, where they sit on this committee."""
        own = people_queries.people(self.actor).filter(account_id=self.actor.account_id or 0)
        me: int | None = own.values_list("pk", flat=True).first()
        seats = {one.who.person_id for one in board.people if one.talks.on_committee}
        return me if me in seats else next(
            (one.who.person_id for one in board.people if one.who.post == "secretary"), None
        )  # fmt: skip

    def _line(self, one: talks.Owed, me: int | None) -> dict[str, Any]:
        pk = one.who.person_id
        tone, label = STATES[one.state]
        with_me = (me,) if me is not None and me != pk else ()
        between = "committee" if one.talks.on_committee else "committee_member"
        if one.state == "fellow":
            between, with_me = "members", ()
        return {
            "one": one, "tone": tone, "label": label, "post": POSTS.get(one.who.post, ""),
            "why": "；".join(reason.text for reason in one.verdict.reasons),
            "start": self.start(between, pk, *with_me),
            "support": self.start(between, pk, *with_me, occasion="support"),
        }  # fmt: skip


PageAction(
    "organisation", "谈心谈话", lambda org: reverse("talks", args=[org.pk]), "messages-square",
    ACTIVITY_EDIT, when=lambda org: ORG_KINDS[org.kind].is_branch, order=71,
)  # fmt: skip
PageAction(
    "activity", "还要谈的人", lambda a: reverse("talks", args=[a.org_id]), "messages-square",
    ACTIVITY_EDIT, order=22,
    when=lambda a: "talk" in a.kind_codes and ORG_KINDS[a.org.kind].is_branch,
)  # fmt: skip
SCREENS = (TalkPage,)
