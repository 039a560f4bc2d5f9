"""A table and a board put together by picking: with the keyboard, on a phone, without scripts."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys.site import Site
from tests.journeys.test_every_screen import faults

NEW_TABLE, NEW_BOARD = "/returns/tables/new/", "/figures/boards/new/"
PHONE = {"width": 390, "height": 844}


TITLES = ".j-arrange-title b"


def rows(page: Any) -> list[str]:
    return list(page.locator(TITLES).all_inner_texts())


def pick(page: Any, words: str, title: str) -> None:
    """Typed, found, and added by the keyboard alone."""
    before = len(rows(page))
    page.get_by_label("找指标", exact=True).fill(words)
    button = page.get_by_role("button", name=f"添加：{title}", exact=True)
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator(TITLES)).to_have_count(before + 1)


def until(page: Any, expected: list[str]) -> None:
    expect(page.locator(TITLES)).to_have_text(expected)


def press(page: Any, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).focus()
    page.keyboard.press("Enter")


def test_a_table_is_picked_ordered_and_saved_by_keyboard(page: Any, site: Site):
    site.sign_in(page, "陈岚")
    page.goto(f"{site.url}{NEW_TABLE}")
    page.get_by_label("报表名称").fill("民生月报")
    page.get_by_label("依据").fill("乡镇民生通知")
    pick(page, "党员总数", "党员总数")
    pick(page, "办实事", "为民办实事")
    press(page, "填报数")
    until(page, ["党员总数", "为民办实事", "（还没有名称）"])
    own = page.locator(".j-arrange-row").nth(2)
    own.get_by_label("名称", exact=True).fill("慰问困难党员")
    own.get_by_label("单位", exact=True).fill("人")
    own.get_by_label("最大").fill("500")
    press(page, "合计")
    total = page.locator(".j-arrange-row").nth(3)
    total.get_by_label("名称", exact=True).fill("合计")
    total.get_by_label("为民办实事（件）").check()
    page.locator("#arrange-preview").get_by_text("慰问困难党员").wait_for()
    press(page, "上移：慰问困难党员")
    until(page, ["党员总数", "慰问困难党员", "为民办实事", "合计"])
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == (
        "上移：慰问困难党员"
    )
    press(page, "移除：党员总数")
    until(page, ["慰问困难党员", "为民办实事", "合计"])
    press(page, "撤销")
    until(page, ["党员总数", "慰问困难党员", "为民办实事", "合计"])
    assert "预览：白石镇党委" in page.locator("#arrange-preview").inner_text()
    page.get_by_role("button", name="保存").click()
    page.wait_for_url(re.compile(r"/returns/tables/$"))
    page.get_by_role("link", name="民生月报").click()
    page.wait_for_url(re.compile(r"/returns/tables/\d+/$"))
    assert rows(page) == ["党员总数", "慰问困难党员", "为民办实事", "合计"]


def test_a_board_is_picked_and_stands_as_its_preview(page: Any, site: Site):
    site.sign_in(page, "何文")
    page.goto(f"{site.url}{NEW_BOARD}")
    page.get_by_label("看板名称").fill("我常看的")
    page.get_by_label("看哪个时期").select_option(label="本月")
    pick(page, "党员总数", "党员总数")
    page.get_by_label("找指标", exact=True).fill("支部")
    page.get_by_role("button", name=re.compile("^添加：")).first.click()
    expect(page.locator(".f-chips li")).to_have_count(2)
    page.get_by_label("加到哪里").select_option(label="新的一块")
    page.get_by_label("新的一块用什么样子").select_option(label="走势（折线）")
    pick(page, "三会一课", "三会一课")
    page.locator("#arrange-preview canvas").wait_for()
    press(page, "上移：三会一课")
    expect(page.locator(TITLES).first).to_have_text("三会一课")
    page.get_by_role("button", name="保存").click()
    page.wait_for_url(re.compile(r"/figures/boards/own/\d+/$"))
    assert "2026年11月" in page.locator(".j-lead").first.inner_text()
    assert page.locator(".f-tile h2").first.inner_text() == "三会一课"
    page.get_by_role("link", name="修改").click()
    assert page.get_by_label("看板名称").input_value() == "我常看的"
    assert len(rows(page)) == 2


@pytest.mark.parametrize("path", [NEW_TABLE, NEW_BOARD])
def test_picking_is_open_to_all_and_fits_a_phone(page: Any, site: Site, path: str):
    site.sign_in(page, "陈岚")
    page.set_viewport_size(PHONE)
    page.goto(f"{site.url}{path}")
    assert faults(page) == []
    pick(page, "党员总数", "党员总数")
    page.get_by_label("找指标", exact=True).fill("组织")
    page.locator(".f-picks").wait_for()
    page.locator(".j-arrange-boxes").first.evaluate("e => { e.open = true }")
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    small = page.evaluate(
        """[...document.querySelectorAll('.j-arrange button, .j-arrange input, .j-arrange select')]
        .filter(e => e.offsetParent && e.type !== 'checkbox'
                     && e.getBoundingClientRect().height < 43.5).map(e => e.outerHTML)"""
    )
    assert small == []


def test_what_was_picked_survives_leaving_the_page(page: Any, site: Site):
    site.sign_in(page, "陈岚")
    page.goto(f"{site.url}{NEW_TABLE}")
    pick(page, "党员总数", "党员总数")
    press(page, "文字")
    until(page, ["党员总数", "（还没有名称）"])
    page.locator(".j-arrange-row").nth(1).get_by_label("名称", exact=True).fill("特色做法")
    page.locator("#arrange-preview").get_by_text("特色做法").wait_for()
    page.get_by_text("草稿已保存").wait_for()
    page.evaluate("sessionStorage.clear()")  # as another day, on another machine
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"{site.url}/")
    page.goto(f"{site.url}{NEW_TABLE}")
    page.get_by_role("button", name="接着填").click()
    until(page, ["党员总数", "特色做法"])


def test_without_scripts_it_is_the_same_page(browser: Any, site: Site):
    context = browser.new_context(locale="zh-CN", java_script_enabled=False)
    page = context.new_page()
    site.sign_in(page, "陈岚")
    page.goto(f"{site.url}{NEW_TABLE}")
    page.locator("input[name=title]").fill("不用脚本")
    page.locator("input[name=words]").fill("党员总数")
    page.get_by_role("button", name="查找").click()
    page.get_by_role("button", name="添加：党员总数", exact=True).click()
    page.get_by_role("button", name="文字", exact=True).click()
    page.get_by_role("button", name=re.compile("^上移：（还没有名称）")).click()
    assert rows(page) == ["（还没有名称）", "党员总数"]
    assert page.locator("input[name=title]").input_value() == "不用脚本"
    context.close()
