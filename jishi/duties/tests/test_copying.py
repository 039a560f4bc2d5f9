"""The words for a group chat are copied where there is no TLS, and name no person."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import expect

from jishi.base.tests.browser import PHONE, desk
from jishi.duties.actions.starting import set_start
from jishi.tree.actor import local_operator
from tests.world import TODAY, World

pytestmark = pytest.mark.browser

NOTE = """document.addEventListener('copy', () => {
    const at = document.activeElement;
    window.copied = at.value.substring(at.selectionStart, at.selectionEnd); })"""


def test_the_words_for_a_chat_are_copied_over_plain_http(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("JISHI_TODAY", TODAY.isoformat())
    set_start(local_operator(TODAY), world["青禾县委"], starts_on=date(2026, 10, 1))
    with desk(world.client("陈岚")) as browser:
        page = browser.tab(PHONE)
        page.goto("/duties/remind/?state=missed&period=2026")
        assert page.evaluate("[window.isSecureContext, !!navigator.clipboard]") == [False, False]
        page.evaluate(NOTE)
        page.get_by_role("button", name="复制文字").tap()
        expect(page.get_by_role("button", name="已复制")).to_be_visible()
        copied = page.evaluate("window.copied")
        assert browser.complaints == []
    assert copied == page_text(world)
    assert not any(name in copied for name in world.people)


def page_text(world: World) -> str:
    """As the page shows it, fetched without a browser."""
    answer = world.client("陈岚").get("/duties/remind/?state=missed&period=2026")
    text: str = answer.content.decode().partition('id="chat-text"')[2].partition("</pre>")[0]
    return text.partition(">")[2].strip()
