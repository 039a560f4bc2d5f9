"""A secretary with a phone: what is due on the first page, held, counted, photographed, archived.

Every tap and every field typed into is counted, as a thumb would have to do it.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import expect

from tests.faults.home import python
from tests.journeys.branch import TODAY, branch_at_work
from tests.journeys.site import Site

PHONE = {"width": 390, "height": 844}
MOST = 25
ACTIVITIES = """
from jishi.activities.models import Activity
print(*Activity.objects.values_list("stage", flat=True))
"""


@pytest.fixture(scope="module")
def site(county: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:

    with branch_at_work(county, tmp_path_factory.mktemp("phone") / "home") as running:
        yield running


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "viewport": PHONE, "has_touch": True, "is_mobile": True}


@dataclass
class Thumb:
    """Taps on what is seen; whatever is covered or too far away fails by itself."""

    page: Any
    taps: int = 0
    fields: list[str] = field(default_factory=list)

    def tap(self, target: Any) -> None:
        self.taps += 1
        target.tap()

    def write(self, target: Any, text: str) -> None:
        """Into the field, then letters."""
        self.tap(target)
        self.fields.append(text)
        self.page.keyboard.insert_text(text)


def photo(folder: Path) -> Path:
    """A page of minutes, as a camera leaves it."""
    picture = Image.new("RGB", (1200, 1600), "#f4f1e6")
    pen = ImageDraw.Draw(picture)
    for line in range(24):
        pen.line((120, 160 + 56 * line, 1080 - 37 * (line % 5), 160 + 56 * line), "#333", 5)
    body = io.BytesIO()
    picture.save(body, "JPEG")
    path = folder / "IMG_2031.jpg"
    path.write_bytes(body.getvalue())
    return path


def state_of(site: Site, duty: str) -> str:
    done = site.jishi("duties", "board", "--org", "QH0101", "--period", "2026Q4", "--json")
    cells = json.loads(done.stdout)["cells"]
    (found,) = [c for c in cells if c["duty"] == duty and c["org"] == "QH0101"]
    return str(found["state"])


def kept(site: Site) -> list[str]:
    return python(ACTIVITIES, site.home).split()


def begin(page: Any, site: Site) -> None:
    site.sign_in(page, "何文")
    page.goto(f"{site.url}/")


def save(page: Any) -> Any:
    return page.get_by_role("button", name="登记", exact=True)


def test_a_meeting_from_due_to_archived_in_a_few_taps(
    page: Any, site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert state_of(site, "assembly.quarterly") == "upcoming"
    begin(page, site)
    thumb = Thumb(page)
    thumb.tap(page.locator("main").get_by_role("link", name="2026年第四季度党员大会"))
    expect(page.locator("[name=held_on]")).to_have_value(TODAY)
    expect(page.locator("[name=chair]").locator("option:checked")).to_have_text("何文")

    people = page.locator(".a-person")
    assert people.count() == 12
    for place in range(12):
        thumb.tap(people.nth(place))
        if place == 4:
            expect(page.locator("[data-live]")).to_contain_text("还不可以表决")
    live = page.locator("[data-live]")
    expect(live).to_contain_text("实到 12 / 应到 12")
    expect(live).to_contain_text("有表决权 12 / 12，可以表决")

    thumb.write(page.locator("[name=t1_title]"), "讨论村道硬化方案")
    with page.expect_file_chooser() as chooser:
        thumb.tap(page.locator("[name=photos]"))
    thumb.taps += 1  # the shutter
    chooser.value.set_files(photo(tmp_path))
    thumb.tap(page.get_by_role("button", name="登记并归档"))
    thumb.tap(page.locator("[data-ask-yes]"))
    page.wait_for_url("**/activities/*/")

    main = page.locator("main")
    expect(main).to_contain_text("已登记并归档")
    met = main.get_by_role("link", name="2026年第四季度党员大会")
    expect(met).to_contain_text("由这次活动完成")
    assert main.locator(".a-files img").count() == 1
    assert kept(site) == ["archived"]
    assert state_of(site, "assembly.quarterly") == "fulfilled"

    page.goto(f"{site.url}/")
    expect(page.locator("main")).to_contain_text("本月应办")
    assert page.get_by_role("link", name="2026年第四季度党员大会").count() == 0
    with capsys.disabled():
        print(f"\nphone: {thumb.taps} taps, {len(thumb.fields)} field typed into, of {MOST}")
    assert thumb.taps <= MOST


def test_what_is_typed_outlives_a_reload_and_a_lost_network(page: Any, site: Site):
    begin(page, site)
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("link", name="2026年12月主题党日").tap()
    page.locator(".a-person").first.tap()
    page.locator("[name=t1_title]").fill("清理河道")
    page.reload()
    expect(page.locator("[name=t1_title]")).to_have_value("清理河道")
    expect(page.locator("[data-live]")).to_contain_text("实到 1 /")

    before = kept(site)
    page.context.set_offline(True)
    page.locator("[name=place]").fill("村口小河边")
    save(page).tap()
    expect(page.locator("[data-draft-state]")).to_contain_text("没有网络")
    page.context.set_offline(False)
    assert kept(site) == before
    expect(page.locator("[name=place]")).to_have_value("村口小河边")

    # The network goes away while it is being sent: the browser shows a page of its own.
    page.route("**/activities/new/**", lambda route: route.abort("internetdisconnected"))
    save(page).tap()
    page.wait_for_timeout(300)
    page.unroute("**/activities/new/**")
    page.goto("about:blank")
    page.goto(f"{site.url}/")
    page.get_by_role("link", name="2026年12月主题党日").tap()
    expect(page.locator("[name=t1_title]")).to_have_value("清理河道")
    expect(page.locator("[name=place]")).to_have_value("村口小河边")
    assert kept(site) == before
    save(page).tap()
    page.wait_for_url("**/activities/*/")
    page.goto(f"{site.url}/activities/new/?kind=theme_day&org=QH0101&on={TODAY}")
    expect(page.locator("[name=t1_title]")).to_have_value("")


def test_a_double_tap_makes_one_activity(page: Any, site: Site, browser: Any):
    """With scripts the second tap goes nowhere; without them both arrive with one key."""
    begin(page, site)
    address = f"{site.url}/activities/new/?kind=lesson&org=QH0101&on={TODAY}"
    before = len(kept(site))
    page.goto(address)
    page.locator(".a-person").first.tap()
    box = save(page).bounding_box()
    for _ in range(2):
        page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_url("**/activities/*/")
    assert len(kept(site)) == before + 1

    page.goto(address)
    answers = page.evaluate(
        """async () => { const form = document.querySelector('form.a-form');
        const body = () => new FormData(form);
        const send = () => fetch(form.action, {method: 'POST', body: body()});
        const both = await Promise.all([send(), send()]);
        return both.map(one => [one.status, one.url]); }"""
    )
    assert answers[0] == answers[1]
    assert answers[0][0] == 200
    assert len(kept(site)) == before + 2
