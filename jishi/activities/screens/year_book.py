"""The year book (工作手册) of an organisation, as one printed document."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from jishi.activities.access import ACTIVITY_VIEW
from jishi.base.web.asked import asked_year
from jishi.base.web.chapters import Book, chapters
from jishi.base.web.panels import PageAction
from jishi.orgs.page import OfOrg
from jishi.tree.actor import Actor


class YearBook(OfOrg):
    path, name, title = "activities/year-book/<int:pk>/", "year-book", "工作手册"
    permission = ACTIVITY_VIEW
    template = "activities/book/book.html"

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.book = Book(self.org, asked_year(request, actor.today, ahead=0), actor.today)

    def page_title(self) -> str:
        return f"{self.org.short_name}{self.book.year}年工作手册"

    def context(self) -> dict[str, Any]:
        return {
            "book": self.book, "chapters": chapters(self.actor, self.book),
            "today": self.actor.today, "scans": self.request.GET.get("scans") == "1",
            "back": reverse("org", args=[self.org.pk]),
        }  # fmt: skip


PageAction(
    "organisation", "工作手册", lambda org: reverse("year-book", args=[org.pk]), "book-open",
    ACTIVITY_VIEW, order=70,
)  # fmt: skip
SCREENS = (YearBook,)
