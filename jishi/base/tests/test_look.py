"""The look in a real browser: reachable by everyone, at desk and phone width, and on paper."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from jishi.base.clock import now
from jishi.base.models import Installation
from jishi.base.screens.design import PAGES
from jishi.base.tests.browser import DESK, PHONE, desk

pytestmark = pytest.mark.browser
ADDRESSES = ["/design/", *(f"/design/{part}/" for part in PAGES)]
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
SMALL = """() => [...document.querySelectorAll(
  'button, .btn, .form-control, .form-select, .j-menu a, .j-bottom a, .j-tabs a, .j-starts a')]
  .filter(e => e.offsetParent && e.getBoundingClientRect().height < 43.5)
  .map(e => e.outerHTML.slice(0, 90))"""
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def demo(world):
    Installation.objects.create(pk=1, demo=True, name="青禾县", made_at=now())
    return world


@pytest.fixture
def browser_of_chen(demo):
    with desk(demo.client("陈岚")) as found:
        yield found
        assert found.complaints == []


def barriers(page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{one['id']}: {node['html'][:120]}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_every_component_and_page_is_open_to_everyone(browser_of_chen, size):
    page = browser_of_chen.tab(size)
    for address in ADDRESSES:
        assert page.goto(address).status == 200
        assert (address, barriers(page)) == (address, [])
        assert (address, page.evaluate(SIDEWAYS)) == (address, 0)
        if size == PHONE:
            assert (address, page.evaluate(SMALL)) == (address, [])


def test_a_barrier_would_be_noticed(browser_of_chen):
    page = browser_of_chen.tab()
    page.goto("/design/form/")
    page.evaluate("document.querySelector('label[for=id_topic]').remove()")
    page.evaluate("document.querySelector('.j-lead').className = 'text-warning'")
    assert {line.split(":")[0] for line in barriers(page)} >= {"label", "color-contrast"}


def test_a_breach_of_the_content_policy_would_be_noticed(demo):
    with desk(demo.client("陈岚")) as found:
        page = found.tab()
        page.goto("/design/")
        page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color:red\">')")
        page.wait_for_timeout(50)
        assert "Content Security Policy" in found.complaints[0]


def test_the_open_menus_are_open_to_everyone_too(browser_of_chen):
    page = browser_of_chen.tab(PHONE)
    page.goto("/design/")
    page.get_by_label("打开菜单").click()
    page.wait_for_selector(".offcanvas-lg.show:not(.showing)")
    assert barriers(page) == []
    page.get_by_label("关闭菜单").click()
    page.wait_for_selector(".offcanvas-backdrop", state="detached")
    page.locator(".j-me").click()
    assert page.get_by_role("link", name="切换用户").is_visible()
    assert barriers(page) == []


def test_ones_own_name_is_large_on_every_page(browser_of_chen):
    for size in (DESK, PHONE):
        page = browser_of_chen.tab(size)
        page.goto("/design/list/")
        name = page.locator(".j-me b")
        assert name.inner_text() == "陈岚"
        assert float(name.evaluate("e => parseFloat(getComputedStyle(e).fontSize)")) >= 18


def test_a_dangerous_form_asks_first_and_can_be_cancelled(browser_of_chen):
    page = browser_of_chen.tab()
    page.goto("/design/danger/")
    page.get_by_role("button", name="撤销").click()
    page.wait_for_selector("#ask.show")
    assert "不能恢复" in page.locator("[data-ask-text]").inner_text()
    page.locator("#ask .modal-footer button", has_text="取消").click()
    page.wait_for_selector("#ask", state="hidden")
    assert not [one for one in browser_of_chen.sent if one[0] == "POST"]


def test_a_form_is_sent_once_however_often_its_button_is_pressed(browser_of_chen):
    page = browser_of_chen.tab()
    page.goto("/design/form/")
    page.evaluate("document.addEventListener('submit', e => setTimeout(() => e.target.remove()))")
    page.evaluate(
        """() => { let sent = 0; const form = document.querySelector('main form');
        document.addEventListener('submit', e => { if (!e.defaultPrevented) sent++;
        e.preventDefault(); document.title = 'sent ' + sent; });
        form.requestSubmit(); form.requestSubmit(); }"""
    )
    assert page.title() == "sent 1"


def drafts_sent(browser) -> list[dict[str, list[str]]]:
    return [values for method, to, values in browser.sent if (method, to) == ("POST", "/drafts/")]


def test_what_was_begun_is_kept_offered_again_and_dropped_once_sent(browser_of_chen):
    page = browser_of_chen.tab()
    page.clock.install()
    page.goto("/design/form/")
    page.get_by_label("主题").fill("学习贯彻全会精神")
    page.clock.run_for(5100)
    expect(page.locator("[data-draft-state]")).to_contain_text("草稿已保存")
    assert "学习贯彻全会精神" in drafts_sent(browser_of_chen)[0]["content"][0]

    later = browser_of_chen.tab()
    later.goto("/design/form/")
    later.get_by_role("button", name="接着填").click()
    expect(later.get_by_label("主题")).to_have_value("学习贯彻全会精神")
    later.get_by_role("button", name="保存").click()
    later.wait_for_url("/design/form/")
    expect(later.get_by_role("button", name="接着填")).to_have_count(0)
    assert drafts_sent(browser_of_chen)[-1]["discard"] == ["1"]


def test_a_draft_outlives_a_form_that_was_refused(browser_of_chen):
    page = browser_of_chen.tab()
    page.goto("/design/form/")
    page.evaluate("key => sessionStorage.setItem('jishi-sent', key)", '["/design/form/", ""]')
    page.goto("/design/faulty/")
    page.goto("/design/")
    assert drafts_sent(browser_of_chen) == []


def test_leaving_a_form_half_filled_is_asked_about(browser_of_chen):
    page = browser_of_chen.tab()
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto("/design/form/")
    page.get_by_label("主题").press_sequentially("学")
    page.get_by_role("link", name="取消").click()
    page.wait_for_url("/design/list/")
    assert asked == ["beforeunload"]


def test_the_org_box_finds_by_initials_with_the_keyboard_and_sends_the_code(browser_of_chen):
    page = browser_of_chen.tab()
    page.goto("/design/")
    box = page.get_by_role("combobox", name="组织", exact=True)
    assert box.input_value() == "河东村党支部"
    box.fill("lw")
    page.wait_for_selector("[role=option] >> text=柳湾村党支部")
    assert barriers(page) == []
    box.press("ArrowDown")
    box.press("Enter")
    assert box.input_value() == "柳湾村党支部"
    assert page.locator("input[name=org]").input_value() == "QH0102"


def test_words_that_were_not_chosen_are_sent_as_typed(browser_of_chen):
    page = browser_of_chen.tab()
    page.goto("/design/")
    box = page.get_by_role("combobox", name="组织", exact=True)
    box.fill("QH0101")
    page.locator("#design-note").focus()
    expect(page.locator("input[name=org]")).to_have_value("QH0101")


def test_filters_ask_for_the_list_alone_and_leave_empty_ones_out(browser_of_chen):
    page = browser_of_chen.tab()
    page.goto("/design/list/")
    with page.expect_request(lambda request: request.headers.get("hx-target") == "list") as asked:
        page.locator("#filter-kind").select_option("lesson")
    assert asked.value.url.endswith("?kind=lesson&from=2026-01-01&order=new")


def test_on_a_phone_more_conditions_open_on_demand(browser_of_chen):
    page = browser_of_chen.tab(PHONE)
    page.goto("/design/list/")
    kind, more = page.locator("#filter-kind"), page.get_by_role("button", name="更多条件")
    assert not kind.is_visible()
    more.click()
    assert kind.is_visible()
    assert more.get_attribute("aria-expanded") == "true"


def test_of_many_conditions_a_desk_shows_a_row_and_those_in_use(browser_of_chen):
    page = browser_of_chen.tab()
    page.goto("/people/?nation=han")
    age, nation = page.locator("#filter-age_from"), page.locator("#filter-nation")
    assert nation.is_visible()
    assert not age.is_visible()
    page.get_by_role("button", name="更多条件").click()
    assert age.is_visible()


def test_a_phone_shows_cards_and_paper_shows_the_table(browser_of_chen):
    page = browser_of_chen.tab(PHONE)
    page.goto("/design/list/")
    display = "e => getComputedStyle(e).display"
    row, head = page.locator(".j-table tbody tr").first, page.locator(".j-table thead")
    assert row.evaluate(display) == "flex"
    page.emulate_media(media="print")
    assert row.evaluate(display) == "table-row"
    assert head.evaluate(display) == "table-header-group"
    for chrome in (".j-top", ".j-side", ".j-bottom", ".j-filters", ".j-demo-ribbon"):
        assert page.locator(chrome).evaluate(display) == "none"


def test_without_scripts_the_code_of_an_organisation_can_be_typed(demo):
    client = demo.client("陈岚")
    text = client.get("/design/").content.decode()
    assert 'type="text" name="org" id="design-org" value="QH0101"' in text


def test_no_design_page_outside_a_demo(world):
    client = world.client("陈岚")
    assert [client.get(address).status_code for address in ADDRESSES] == [404] * len(ADDRESSES)
