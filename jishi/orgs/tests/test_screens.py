"""Pages of organisations as a clerk meets them."""

import re
from datetime import date
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from jishi.orgs.actions import Basis, move_organisation, register_election
from jishi.tree.models import ChangeKind, Organisation
from tests.world import TODAY, World

PAPER = "青组〔2026〕9号"
BASIS = {"on": TODAY.isoformat(), "document": PAPER}
FULL = "中国共产党青禾县白石镇新村支部委员会"


def post(world: World, who: str, url: str, version: int = 1, **values: str) -> tuple[int, str]:
    answer = world.client(who).post(url, {"_version": str(version), "_once": "", **values})
    return answer.status_code, answer.content.decode()


def merge_url(world: World) -> str:
    return f"/orgs/{world['河东村党支部'].pk}/merge/"


def test_a_merger_shows_first_what_moves_and_who_reads_on(world: World):
    asked = {"way": "here", "with_1": "QH0102", **BASIS}
    status, page = post(world, "陈岚", merge_url(world), **asked)
    assert status == 200
    for text in ("合并前核对", "柳湾村党支部", "账号授权", "本级设置", "台账", "确认合并"):
        assert text in page, text
    assert Organisation.objects.get(code="QH0102").is_open  # nothing has happened yet
    status, _ = post(world, "陈岚", merge_url(world), **asked, confirmed="1")
    assert status == 302
    assert Organisation.objects.get(code="QH0102").successor == world["河东村党支部"]


def test_a_merger_that_cannot_be_is_said_before_the_list(world: World):
    asked = {"way": "there", "with_1": "QH01", **BASIS}
    status, page = post(world, "周正", merge_url(world), **asked)
    assert status == 422
    assert "不能与基层党委合并" in page
    assert "合并前核对" not in page


def test_a_merger_into_a_new_organisation_needs_its_name_and_superior(world: World):
    asked = {"way": "new", "with_1": "QH0102", "kind": "branch", "sector": "village", **BASIS}
    status, page = post(world, "陈岚", merge_url(world), **asked)
    assert (status, page.count("新设组织须填这一项")) == (422, 8)  # above and beside
    more = {"code": "QH0188", "name": FULL, "short_name": "新村党支部", "parent": "QH01"}
    status, _ = post(world, "陈岚", merge_url(world), **asked, **more, confirmed="1")
    assert status == 302
    new = Organisation.objects.get(code="QH0188")
    assert {o.code for o in new.absorbed.all()} == {"QH0101", "QH0102"}


def test_a_stranger_next_door_cannot_be_named(world: World):
    status, page = post(
        world, "陈岚", merge_url(world), way="here", with_1="QH0201", confirmed="1", **BASIS
    )
    assert status == 422
    assert "不在您的办理范围内" in page
    assert "松林村" not in page


def test_dividing_takes_the_ticked_children(world: World):
    school = world["县实验学校党总支"]
    status, _ = post(
        world, "周正", f"/orgs/{school.pk}/split/", code="QH04",
        name="中国共产党青禾县第二学校总支部", short_name="第二学校党总支", kind="general_branch",
        sector="school", children=str(world["小学部党支部"].pk), **BASIS,
    )  # fmt: skip
    assert status == 302
    world["小学部党支部"].refresh_from_db()
    assert world["小学部党支部"].parent == Organisation.objects.get(code="QH04")


def found(world: World, **values: str) -> tuple[int, str]:
    asked = {
        "parent": "QH01", "code": "QH0199", "name": FULL, "short_name": "新村党支部",
        "kind": "branch", "sector": "village", **BASIS, **values,
    }  # fmt: skip
    return post(world, "陈岚", "/orgs/new/", 0, **asked)


@pytest.mark.parametrize(
    ("values", "remark"),
    [
        ({"name": "新村党支部"}, "R-FMT-09"),
        ({"document": ""}, "没有填批复文号"),
        ({"applied_on": "2026-09-01"}, "一个月内一般应批复"),
    ],
)
def test_a_soft_rule_is_obeyed_or_answered_with_a_reason(
    world: World, values: dict[str, str], remark: str
):
    status, page = found(world, **values)
    assert status == 422
    assert remark in page
    assert "请在这里写明理由" in page
    assert found(world, **values, note="批复另行补发")[0] == 302


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"kind": "committee", "approved_by": "committee", "name": "中共新村委员会"}, "R-ORG-06"),
        ({"kind": "mobile_organisation", "approved_by": ""}, "R-ORG-12"),
        ({"kind": "temporary_branch", "document": ""}, "R-ORG-10"),
    ],
)
def test_without_the_right_approval_nothing_is_founded(
    world: World, values: dict[str, str], why: str
):
    status, page = found(world, note="情况说明", **values)
    assert status == 422
    assert why in page
    assert not Organisation.objects.filter(code="QH0199").exists()


def test_what_was_there_before_the_system_needs_no_new_approval(world: World):
    asked = {"kind": "committee", "name": "中共新村委员会", "document": "", "existing": "on"}
    assert found(world, **asked)[0] == 302
    change = Organisation.objects.get(code="QH0199").changes.get(kind=ChangeKind.FOUND)
    assert change.note == "系统启用前已有"


# --- terms --------------------------------------------------------------------------------------


def test_an_election_is_registered_extended_and_seen_on_the_page(world: World):
    org = world["小学部党支部"]
    assert post(world, "严可", f"/orgs/{org.pk}/elect/", 0, elected_on="2023-11-10")[0] == 302
    page = world.client("严可").get(f"/orgs/{org.pk}/").content.decode()
    assert "超期 10 天" in page
    status, told = post(
        world, "严可", f"/orgs/{org.pk}/extend/", until="2027-12-10", document=PAPER, note="项目"
    )
    assert (status, "延期最迟至2026" in told or "最迟至2027-11-10" in told) == (422, True)
    status, _ = post(
        world, "严可", f"/orgs/{org.pk}/extend/", until="2027-05-10", document=PAPER, note="项目"
    )
    assert status == 302
    assert "延期批复" in world.client("严可").get(f"/orgs/{org.pk}/").content.decode()


def test_the_list_of_terms_is_narrowed_by_state(world: World):
    for org, on in (("河东村党支部", date(2021, 3, 5)), ("柳湾村党支部", date(2024, 3, 5))):
        register_election(world.actor("周正"), world[org], 0, elected_on=on)
    page = world.client("陈岚").get("/orgs/terms/?state=overdue").content.decode()
    assert "河东村党支部" in page
    assert "柳湾村党支部" not in page


# --- tree and bridge ----------------------------------------------------------------------------


@pytest.fixture
def moved(world: World) -> World:
    move_organisation(
        world.actor("周正"), world["河东村党支部"], 1, parent=world["石桥镇党委"],
        basis=Basis(date(2026, 5, 10), PAPER),
    )  # fmt: skip
    return world


def numbers(page: str) -> list[list[str]]:
    rows = re.findall(r"<tr>(<th scope=\"row\".*?)</tr>", page, re.S)
    return [[re.sub(r"<[^>]+>", "", c).strip() for c in re.findall(r"<t[hd].*?</t[hd]>", r, re.S)]
            for r in rows]  # fmt: skip


def test_the_bridge_adds_up_and_each_number_opens_to_its_rows(moved: World):
    client = moved.client("石磊")
    page = client.get("/orgs/bridge/?from=2026-01-01&to=2026-11-20").content.decode()
    assert ["党支部", "1", "0", "1", "0", "2"] in numbers(page)  # 新成立 0，划入 1，撤销 0
    link = next(u for u in re.findall(r'href="([^"]+)"', page) if "column=moved_in" in u)
    rows = client.get(link.replace("&amp;", "&")).content.decode()
    assert "河东村党支部" in rows
    assert PAPER in rows


def test_who_has_left_ones_reach_is_counted_and_not_named(moved: World):
    client = moved.client("陈岚")
    page = client.get("/orgs/bridge/?from=2026-01-01&to=2026-11-20").content.decode()
    assert "－划出" in page
    ask = "from=2026-01-01&to=2026-11-20&org=QH01&column=moved_out"
    rows = client.get(f"/orgs/bridge/rows/?{ask}").content.decode()
    assert "已转出本范围的组织" in rows
    assert "河东村" not in rows


def test_the_bridge_of_another_place_does_not_exist(moved: World):
    assert moved.client("陈岚").get("/orgs/bridge/?org=QH02").status_code == 404
    assert moved.client("陈岚").get("/orgs/bridge/rows/?column=nothing").status_code == 404


def test_the_exported_bridge_says_the_same(moved: World):
    answer = moved.client("周正").get("/orgs/bridge/?from=2026-01-01&to=2026-11-20&format=xlsx")
    sheet = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0)
    total = sheet.to_python()[-1]
    assert (total[0], total[1], total[-1]) == ("合计", 8.0, 8.0)


def test_wrong_days_are_said_and_something_is_shown(moved: World):
    for ask in ("from=x", "to=2027-01-01", "from=2026-11-01&to=2026-01-01"):
        page = moved.client("周正").get(f"/orgs/bridge/?{ask}")
        assert page.status_code == 200
        assert 'role="alert"' in page.content.decode()


def test_the_tree_is_marked_against_an_earlier_day(moved: World):
    page = moved.client("周正").get("/orgs/tree/?on=2026-11-20&against=2026-01-01")
    assert "原属白石镇党委" in page.content.decode()


def test_base_figures_open_to_their_rows(world: World):
    client = world.client("陈岚")
    page = client.get(f"/orgs/{world['白石镇党委'].pk}/").content.decode()
    link = next(u for u in re.findall(r'href="([^"]+)"', page) if "kind=branches" in u)
    rows = client.get(link.replace("&amp;", "&")).content.decode()
    assert "共 <b>2</b> 条" in rows
