"""Any room adds to the page of an organisation, and only those who may see it see it."""

import pytest

from jishi.base.web import panels
from jishi.base.web.panels import Link, PageAction, Panel, Shown
from jishi.base.web.workbench import Entry, Number
from jishi.orgs.access import ORG_EDIT, ORG_VIEW
from tests.world import World


@pytest.fixture
def own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(panels, "PANELS", {})
    monkeypatch.setattr(panels, "ACTIONS", {})
    monkeypatch.setattr(panels, "drawers", lambda name: ())


@pytest.mark.usefixtures("own")
def test_a_panel_shows_all_its_parts(world: World):
    Panel(
        "organisation", "全样", "shapes", ORG_VIEW,
        lambda actor, org: Shown(
            numbers=[Number("党员", 12, "/orgs/", "人")],
            facts=[("书记", "何文"), ("电话", None)],
            rows=[Entry("应换届", "/orgs/", "超期", tone="red"), Entry("无处可去", "")],
            headers=("姓名", "职务"),
            cells=[(Link("韦明", "/me/"), "委员")],
            timeline=[(org.founded_on, "成立", "", "")],
            actions=[("登记", "/orgs/", "plus")],
            note="截至今天",
        ),
    )  # fmt: skip
    Panel("organisation", "空的", "inbox", ORG_VIEW, lambda a, o: Shown(empty="没有人"), side=True)
    Panel("organisation", "不适用", "inbox", ORG_VIEW, lambda a, o: None)
    page = world.client("何文").get(f"/orgs/{world['河东村党支部'].pk}/").content.decode()
    for text in ("全样", "12", "书记", "应换届", "无处可去", "韦明", 'data-label="职务"', "成立",
                 "登记", "截至今天", "没有人"):  # fmt: skip
        assert text in page, text
    assert "不适用" not in page


@pytest.mark.usefixtures("own")
def test_a_panel_and_a_button_need_their_permission_at_this_very_place(world: World):
    Panel("organisation", "只给管理者", "lock", ORG_EDIT, lambda a, o: Shown(note="在此"))
    PageAction("organisation", "改", lambda org: "/orgs/", "pencil", ORG_EDIT)
    PageAction("organisation", "不是时候", lambda org: "/", "x", ORG_EDIT, when=lambda org: False)
    org = world["河东村党支部"]

    def seen(name: str) -> tuple[int, list[str]]:
        actor = world.actor(name)
        wide, _ = panels.panels(actor, "organisation", org, org)
        return len(wide), [b.label for b in panels.buttons(actor, "organisation", org, org)]

    assert seen("陈岚") == (1, ["改"])
    assert seen("石磊") == (0, [])  # holds the permission, but next door
    assert seen("何文") == (0, [])


@pytest.mark.usefixtures("own")
def test_one_title_is_declared_once(world: World):
    Panel("person", "党籍", "flag", ORG_VIEW, lambda a, o: None)
    with pytest.raises(ValueError, match="twice"):
        Panel("person", "党籍", "flag", ORG_EDIT, lambda a, o: None)
