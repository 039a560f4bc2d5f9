"""A form whose main part is rows that buttons add, order, change and take back.

The rows travel in one hidden field, their earlier states in another. A button says in `do` what it
does, `up:<key>`; the page comes back with it done and nothing saved. Where scripts run only this
part of the page comes back; without them it is the same page. Declare `ArrangeScreen`'s hooks and a
template that extends `web/arrange.html`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict

from jishi.base.web.forms import Form, FormScreen, sent_version
from jishi.tree.actor import Actor

MOST_ROWS = 150
MOST_PAST = 8  # how many steps can be taken back
KEY = re.compile(r"[a-z0-9._]{1,60}")
NAME, PAST, DO, WORDS = "lines", "past", "do", "words"
MOST_WORDS = 40

Row = dict[str, Any]  # has a `key` of its own; the rest is the screen's


@dataclass
class Arrangement:
    rows: list[Row]
    past: list[list[Row]] = field(default_factory=list)
    said: str = ""  # what was just done
    opened: str = ""  # whose boxes are open

    @property
    def text(self) -> str:
        return json.dumps(self.rows, ensure_ascii=False)

    @property
    def past_text(self) -> str:
        return json.dumps(self.past, ensure_ascii=False)

    @property
    def keys(self) -> set[str]:
        return {row["key"] for row in self.rows}

    def become(self, rows: list[Row]) -> None:
        """The rows are others from now on; what they were can be taken back."""
        if rows != self.rows:
            self.past = [*self.past, self.rows][-MOST_PAST:]
            self.rows = rows

    def add(self, row: Row, said: str) -> None:
        if row["key"] in self.keys or len(self.rows) >= MOST_ROWS:
            self.said = f"最多 {MOST_ROWS} 项" if row["key"] not in self.keys else "已经有了"
            return
        self.become([*self.rows, row])
        self.said = f"{said}，排在第 {len(self.rows)}"

    def move(self, key: str, by: int) -> None:
        at = next((n for n, row in enumerate(self.rows) if row["key"] == key), None)
        if at is None or not 0 <= at + by < len(self.rows):
            return
        rows = [*self.rows]
        rows.insert(at + by, rows.pop(at))
        self.become(rows)
        self.said = f"移到第 {at + by + 1}"

    def drop(self, key: str) -> None:
        self.become([row for row in self.rows if row["key"] != key])
        self.said = "已移除，可以撤销"

    def undo(self) -> None:
        if self.past:
            self.rows, self.past = self.past[-1], self.past[:-1]
            self.said = "已撤销"

    def fresh(self, word: str) -> str:
        """A key that no row has and none had."""
        known = self.keys | {row["key"] for rows in self.past for row in rows}
        return next(key for n in range(1, 10_000) if (key := f"{word}_{n}") not in known)


def rows_in(text: Any) -> list[Row]:
    """The rows as they were sent; what is none of ours is none."""
    return _rows(_list(text))


def _list(text: Any) -> list[Any]:
    try:
        found = json.loads(text or "[]")
    except (TypeError, ValueError, RecursionError):
        return []
    return found if isinstance(found, list) else []


def _rows(found: Any) -> list[Row]:
    rows = [row for row in found if _is_row(row)] if isinstance(found, list) else []
    return list({row["key"]: row for row in rows[:MOST_ROWS]}.values())


def _is_row(row: Any) -> bool:
    return isinstance(row, dict) and bool(KEY.fullmatch(str(row.get("key", ""))))


class RowsWidget(forms.Widget):
    """The whole part that arranges; its template is the screen's."""

    furnish: Callable[[], dict[str, Any]]  # set by the screen; only what is shown is worked out

    def __init__(self) -> None:
        super().__init__({"data-width": "wide"})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return {**super().get_context(name, value, attrs), **self.furnish()}

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_words"


class RowsField(forms.Field):
    widget = RowsWidget


class ArrangeScreen(FormScreen):
    wide = True
    rows_template: ClassVar[str]

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.arrangement = Arrangement([])

    # --- what a screen says ---

    def typed(self, row: Row, given: QueryDict) -> Row:
        """The row with what stands in its boxes."""
        raise NotImplementedError

    def adding(self, what: str) -> tuple[Row, str] | None:
        """The row that a button adds, and what is said of it."""
        raise NotImplementedError

    def showing(self, form: Form) -> dict[str, Any]:
        """What the template of the rows shows beside them."""
        raise NotImplementedError

    # --- how it goes ---

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        if data is None:
            form = super().make_form()
            self.arrangement = Arrangement(rows_in(form.initial.get(NAME)))
        else:
            self.arrangement = self._sent(data)
            data = data.copy()
            data[NAME] = self.arrangement.text
            form = super().make_form(data, files)
        return self._furnish(form)

    def _sent(self, data: QueryDict) -> Arrangement:
        """What was sent, with what was typed into the boxes."""
        known = [_rows(each) for each in _list(data.get(PAST))]
        sent = Arrangement(rows_in(data.get(NAME)), known[-MOST_PAST:])
        if data.get(DO) != "show":  # a draft brought back: the boxes are not those of its rows
            sent.become([self.typed(row, data) for row in sent.rows])
        return sent

    def _furnish(self, form: Form) -> Form:
        widget = form.fields[NAME].widget
        widget.template_name = self.rows_template
        widget.furnish = lambda: {
            "arrangement": self.arrangement, "words": self.words(),
            "url": self.request.get_full_path(), **self.showing(form),
        }  # fmt: skip
        return form

    def draft_key(self) -> str:
        """What begins like another is a draft of its own. A page that answers a press says what
        there is now: no draft may be laid over it."""
        return "" if DO in self.request.POST else self.request.get_full_path()[:120]

    def post(self) -> HttpResponse:
        if DO not in self.request.POST:
            return super().post()
        sent = self.make_form(self.request.POST)
        given = {
            name: each.widget.value_from_datadict(self.request.POST, {}, name)
            for name, each in sent.fields.items()
        }
        self.arrange(*self.request.POST[DO].partition(":")[::2])
        form = self.form(initial={**given, NAME: self.arrangement.text})
        form.actor = self.actor
        self._furnish(form)
        if self.request.headers.get("HX-Request"):
            return HttpResponse(str(form[NAME]))
        return self.show(form, sent_version(self.request))

    def arrange(self, verb: str, what: str) -> None:
        rows = self.arrangement
        if verb == "add":
            made = self.adding(what)
            if made is not None:
                rows.add(*made)
                rows.opened = made[0]["key"]
        elif verb in ("up", "down"):
            rows.move(what, -1 if verb == "up" else 1)
        elif verb == "drop":
            rows.drop(what)
        elif verb == "undo":
            rows.undo()

    def words(self) -> str:
        """What is looked for: typed, or the heading that was pressed."""
        verb, _, what = self.request.POST.get(DO, "").partition(":")
        if verb == "headings":
            return ""
        said = what if verb == "find" and what else self.request.POST.get(WORDS, "")
        return said[:MOST_WORDS].replace("\x00", "").strip()
