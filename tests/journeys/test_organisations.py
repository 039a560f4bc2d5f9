"""A township clerk changes organisations in a browser: finds, founds, renames, meets a conflict."""

from __future__ import annotations

import re
from typing import Any

from tests.journeys.site import Site


def open_branch(page: Any, site: Site, initials: str, name: str) -> None:
    page.goto(f"{site.url}/search/?q={initials}")
    page.locator("main").get_by_role("link", name=re.compile(name)).first.click()
    page.wait_for_url(re.compile(r"/orgs/\d+/"))


def test_a_branch_is_found_by_initials_and_renamed(page: Any, site: Site):
    site.sign_in(page, "陈岚")
    open_branch(page, site, "hdc", "河东村党支部")
    page.get_by_role("link", name="更名").click()
    page.get_by_label("简称").fill("河东新村党支部")
    page.get_by_label("批复文号").fill("青组发〔2026〕21号")
    page.get_by_role("button", name="保存").click()
    page.wait_for_url(re.compile(r"/orgs/\d+/$"))
    assert "河东新村党支部" in page.locator("h1").inner_text()
    history = page.locator("main").inner_text()
    assert "青组发〔2026〕21号" in history
    assert "陈岚" in history


def test_two_clerks_at_one_branch_see_both_versions(page: Any, site: Site, context: Any):
    site.sign_in(page, "陈岚")
    open_branch(page, site, "lwc", "柳湾村党支部")
    second = context.new_page()
    second.goto(page.url)
    for tab in (page, second):
        tab.get_by_role("link", name="更名").click()
    page.get_by_label("简称").fill("柳湾一村党支部")
    page.get_by_role("button", name="保存").click()
    page.wait_for_url(re.compile(r"/orgs/\d+/$"))
    second.get_by_label("简称").fill("柳湾二村党支部")
    second.get_by_role("button", name="保存").click()
    second.get_by_text("有人先改了一步").first.wait_for()
    both = second.locator("main").inner_text()
    assert "柳湾一村党支部" in both
    assert "柳湾二村党支部" in both
    second.get_by_role("button", name="用我的").click()
    second.wait_for_url(re.compile(r"/orgs/\d+/$"))
    assert "柳湾二村党支部" in second.locator("h1").inner_text()


def test_founding_picks_the_superior_by_pinyin(page: Any, site: Site):
    site.sign_in(page, "陈岚")
    page.goto(f"{site.url}/orgs/new/")
    page.get_by_label("上级组织").fill("bsz")
    page.get_by_role("option", name=re.compile("白石镇党委")).click()
    page.get_by_label("编码").fill("QH0109")
    page.get_by_label("全称").fill("中共青岭村支部委员会")
    page.get_by_label("简称").fill("青岭村党支部")
    page.get_by_role("button", name="成立").click()
    page.get_by_text("请在这里写明理由").first.wait_for()  # no approval: a soft rule asks why
    page.get_by_label("批复文号").fill("青组发〔2026〕22号")
    page.get_by_role("button", name="成立").click()
    page.wait_for_url(re.compile(r"/orgs/\d+/$"))
    assert "青岭村党支部" in page.locator("h1").inner_text()


def test_the_superior_is_chosen_from_the_tree_with_the_keyboard_alone(page: Any, site: Site):
    site.sign_in(page, "陈岚")
    page.goto(f"{site.url}/orgs/new/")
    opener = page.get_by_role("button", name="从组织树上选")
    opener.focus()
    page.keyboard.press("Enter")
    branch = page.locator(".j-pick-name[data-code=QH0101]")
    branch.wait_for()  # a single beginning is opened
    page.keyboard.press("Escape")
    assert opener.get_attribute("aria-expanded") == "false"
    page.keyboard.press("Enter")
    page.locator("summary[aria-label=白石镇党委的下级]").focus()
    page.keyboard.press("Enter")
    branch.wait_for(state="hidden")
    page.keyboard.press("Enter")
    branch.wait_for()
    page.locator(".j-pick-name[data-code=QH01]").focus()
    page.keyboard.press("Enter")
    assert page.get_by_label("上级组织").input_value() == "白石镇党委"
    assert page.locator("input[name=parent]").input_value() == "QH01"
    branch.wait_for(state="hidden")


def test_what_is_missing_is_said_beside_its_field(page: Any, site: Site):
    site.sign_in(page, "陈岚")
    open_branch(page, site, "lwc", "柳湾")
    _seldom(page, "撤销")
    page.get_by_role("button", name="撤销组织").click()
    dialog = page.get_by_role("dialog")
    if dialog.count():
        dialog.get_by_role("button", name=re.compile("撤销|确定")).click()
    page.get_by_text("撤销须填上级批复文号").first.wait_for()


def test_a_merger_is_checked_against_its_list_before_it_is_done(page: Any, site: Site):
    site.sign_in(page, "石磊")
    for code, name in (("QH0288", "一"), ("QH0289", "二")):
        page.goto(f"{site.url}/orgs/new/?parent=QH02")
        page.get_by_label("编码").fill(code)
        page.get_by_label("全称").fill(f"中共{name}村支部委员会")
        page.get_by_label("简称").fill(f"{name}村党支部")
        page.get_by_label("生效日期").fill("2026-01-05")
        page.get_by_label("批复文号").fill("青组发〔2026〕23号")
        page.get_by_role("button", name="成立").click()
        page.wait_for_url(re.compile(r"/orgs/\d+/$"))
    _seldom(page, "合并")
    page.get_by_label("与之合并的组织").fill("QH0288")
    page.get_by_role("option", name=re.compile("一村党支部")).click()
    page.get_by_label("批复文号").fill("青组发〔2026〕24号")
    page.get_by_role("button", name="核对清单").click()

    page.get_by_text("合并前核对").first.wait_for()
    assert "账号授权" in page.locator("#preview").inner_text()
    page.get_by_label("已核对").check()
    page.get_by_role("button", name="确认合并").click()
    page.wait_for_url(re.compile(r"/orgs/\d+/$"))
    assert "接收一村党支部" in page.locator("main").inner_text()


def _seldom(page: Any, label: str) -> None:
    """A button that is not needed often stands behind 「更多」."""
    page.get_by_text("更多", exact=True).first.click()
    page.get_by_role("link", name=label, exact=True).click()
