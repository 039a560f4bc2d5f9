"""What every template must keep to, and the tags they all use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError
from django.http import QueryDict
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import get_resolver
from lucide import IconDoesNotExist
from lucide.templatetags.lucide import lucide

from jishi.base.screens.design import SampleForm
from jishi.base.templatetags import jishi as tags
from jishi.base.web import errors, frame
from jishi.base.web.lists import Cell, Column, Line
from jishi.base.web.screen import ROUTES
from jishi.base.web.search import SOURCES
from jishi.base.web.workbench import BLOCKS

PACKAGE = Path(settings.PACKAGE)
TEMPLATES = sorted(PACKAGE.rglob("templates/**/*.html"))
TODAY = date(2026, 11, 20)
FORBIDDEN = {
    "inline style": r"\sstyle\s*=|<style\b",
    "inline script": r"<script(?![^>]*\bsrc=)[^>]*>|\son[a-z]+\s*=|javascript:",
    "outside address": r"""(?:src|href|action)=["'](?:https?:)?//""",
    "switched-off escaping": r"\|safe\b|autoescape off|\bsafeseq\b",
}
TOO_NEW = r":has\(|color-mix\(|@layer|@container|oklch\(|\bcqw\b|@scope|:popover-open|text-wrap"


def faults_in(text: str) -> list[str]:
    text = re.sub(r"\{% comment %\}.*?\{% endcomment %\}", "", text, flags=re.S)
    return [what for what, pattern in FORBIDDEN.items() if re.search(pattern, text, re.I)]


def test_no_template_carries_style_script_or_an_outside_address():
    found = {str(path.relative_to(PACKAGE)): faults_in(path.read_text()) for path in TEMPLATES}
    assert {path: faults for path, faults in found.items() if faults} == {}
    assert len(found) > 30


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('<p style="color:red">', "inline style"),
        ("<script>go()</script>", "inline script"),
        ('<a onclick="go()">', "inline script"),
        ('<script src="https://cdn.example/x.js"></script>', "outside address"),
        ("{{ text|safe }}", "switched-off escaping"),
    ],
)
def test_each_of_them_would_be_noticed(text, what):
    assert what in faults_in(text)


def test_every_icon_named_in_a_template_or_in_the_menu_exists():
    pattern = re.compile(r"""\{% icon "([a-z0-9-]+)"|\bicon="([a-z0-9-]+)\"""")
    get_resolver().url_patterns  # noqa: B018 loads every room's screens
    sources = [path for path in PACKAGE.rglob("*.py") if "tests" not in path.parts]
    named = {
        (name, str(path.relative_to(PACKAGE)))
        for path in [*TEMPLATES, *sources]
        for pair in pattern.findall(path.read_text())
        for name in pair
        if name
    }
    named |= {(route.nav.icon, route.name) for route in ROUTES.values() if route.nav}
    named |= {(one.icon, one.label) for one in SOURCES.values()}
    named |= {(one.icon, one.title) for one in BLOCKS.values()}
    missing = []
    for name, where in named:
        try:
            lucide(name)
        except IconDoesNotExist:
            missing.append((name, where))
    assert missing == []


def test_an_unknown_icon_spoils_no_page():
    assert tags.icon("no-such-icon", 18).startswith("<svg")


def test_the_styles_and_scripts_are_understood_by_old_browsers():
    static = PACKAGE / "base" / "static" / "jishi"
    styles = (static / "jishi.css").read_text()
    assert re.findall(TOO_NEW, styles) == []
    assert re.search(TOO_NEW, ".a:has(.b) { color: color-mix(in srgb, red, blue) }")
    script = (static / "jishi.js").read_text()
    assert (
        re.findall(r"\?\?=|\|\|=|&&=|\.at\(-|structuredClone|\.replaceAll\(|#[a-z]+ =", script)
        == []
    )


def test_dates_are_written_without_leading_zeros():
    assert tags.cndate(date(2026, 1, 5)) == "2026年1月5日"
    assert tags.cndate_week(TODAY) == "2026年11月20日 星期五"
    assert tags.cndatetime(datetime(2026, 1, 5, 9, 5)) == "2026年1月5日 09:05"  # noqa: DTZ001
    assert [tags.cndate(None), tags.cndate("约三月")] == ["—", "约三月"]


@pytest.mark.parametrize(
    ("days", "words", "tone"),
    [
        (-3, "超期3天", "red"),
        (0, "今天到期", "amber"),
        (2, "剩2天", "amber"),
        (4, "剩4天", "grey"),
        (31, "2026年12月21日", "grey"),
    ],
)
def test_days_left_are_told_in_words_and_tone(days, words, tone):
    on = TODAY + timedelta(days)
    assert (tags.due(on, TODAY), tags.due_tone(on, TODAY)) == (words, tone)


def test_a_number_that_is_not_known_is_not_nought():
    assert [tags.number(n) for n in (0, 1234567, None, "")] == ["0", "1,234,567", "—", "—"]
    assert tags.number(Decimal("12.50"), "元") == "12.5 元"


def test_the_query_keeps_filters_and_forgets_the_page():
    request = RequestFactory().get("/orgs/?kind=branch&q=&at=xyz")
    assert tags.query(Context({"request": request}), kind="", year=2026) == "?q=&year=2026"
    assert isinstance(request.GET, QueryDict)
    assert request.GET["kind"] == "branch"


def test_a_cell_is_text_and_never_markup():
    bad = '"><script>alert(1)</script>'
    columns = (Column("a", "名称", phone="title"), Column("b", bad, number=True), Column("c", "空"))
    cells = [
        Cell(columns[0], bad, 'javascript:"x"', ""),
        Cell(columns[1], bad, "", bad),
        Cell(columns[2], "", "", ""),
    ]
    html = tags.list_rows([Line(None, cells)])
    assert "<script" not in html
    assert html.count("<td") == 2
    assert "—" in html


def test_a_form_ties_label_help_and_fault_to_the_control():
    form = SampleForm({"people": "0"})
    html = form.render()
    assert 'for="id_held_on"' in html
    assert 'aria-describedby="id_held_on_helptext id_held_on_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'type="date"' in html
    assert html.index("基本情况") < html.index("内容")


def test_a_date_already_known_reaches_the_browsers_own_picker():
    html = str(tags.control(SampleForm(initial={"held_on": TODAY})["held_on"]))
    assert 'value="2026-11-20"' in html


@dataclass
class Stay:
    name: str = "<b>何文</b>"


def test_components_escape_what_they_are_given():
    html = Template(
        '<c-card title="{{ one.name }}"><c-badge tone="red">{{ one.name }}</c-badge></c-card>'
    ).render(Context({"one": Stay()}))
    assert "<b>" not in html


def test_without_a_database_there_is_still_a_page_that_says_so(monkeypatch):
    def gone(request):
        raise DatabaseError("connection refused")

    monkeypatch.setattr(frame, "frame", gone)
    answer = errors.message(RequestFactory().get("/"), 503, "数据库连不上", "请稍候再试")
    assert answer.status_code == 503
    assert "数据库连不上" in answer.content.decode()
