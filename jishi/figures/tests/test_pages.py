"""Pages, commands and the interface say the same number."""

from __future__ import annotations

import json
import re

import pytest

from jishi.figures.declared import all_indicators, all_measures, all_tables
from jishi.figures.groups import GROUPS, group_of
from jishi.figures.queries.finding import find
from jishi.figures.tests.test_reading import member
from jishi.kernel.clauses import all_clauses
from tests.world import World


@pytest.fixture
def county(world: World) -> World:
    member(world, "河东村党支部", "林一")
    return world


def test_the_list_opens_to_the_page_and_the_page_to_the_rows(county: World):
    client = county.client("陈岚")
    listed = client.get("/figures/?q=dangyuanzongshu").content.decode()
    assert "党员总数" in listed
    page = client.get("/figures/member.all/?org=QH01&period=2026").content.decode()
    assert re.search(r"j-stat-value\">1<small>名", page)
    assert "按正式组织关系所在支部" in page
    rows = client.get("/figures/member.all/rows/?org=QH01&period=2026").content.decode()
    assert "林一" in rows
    assert "共 1 条" in rows


def test_rows_go_out_as_a_table(county: World):
    client = county.client("陈岚")
    answer = client.get("/figures/member.all/rows/?org=QH01&period=2026&format=csv")
    assert "林一" in answer.content.decode("utf-8-sig")


def test_the_neighbour_has_no_such_place(county: World):
    client = county.client("石磊")
    assert client.get("/figures/?org=QH01").status_code == 404
    assert client.get("/figures/member.all/?org=QH01").status_code == 404
    assert client.get("/figures/member.all/rows/?org=QH01").status_code == 404


def test_a_wrong_period_is_this_year(county: World):
    assert county.client("陈岚").get("/figures/member.all/?period=2026Q9").status_code == 200


def test_an_indicator_is_found_by_name_letters_and_code():
    for asked in ("女党员占比", "ndyzb", "women_share"):
        assert "member.women_share" in [i.code for group in find(asked).values() for i in group]
    assert find("没有这个东西") == {}


def test_closing_by_the_page(county: World):
    client = county.client("周正")
    made = client.post("/figures/closings/new/", {"org": "QH", "period": "2026H1", "_once": "a"})
    assert made.status_code == 302
    assert "封存完好" in client.get(made.headers["Location"]).content.decode()
    page = client.get(made.headers["Location"] + "?since=1").content.decode()
    assert "与封存时一致" in page
    assert "2026年上半年" in client.get("/figures/closings/").content.decode()


# --- declarations -----------------------------------------------------------------------------


def test_there_are_enough_and_each_is_described():
    assert len(all_indicators()) >= 150
    for each in all_indicators().values():
        assert each.describe().endswith("。"), each.code
        assert group_of(each.code) in GROUPS, each.code


def test_every_title_is_its_own():
    titles = [each.title for each in all_indicators().values()]
    assert sorted({t for t in titles if titles.count(t) > 1}) == []


def test_every_table_is_used_and_says_what_touches_it():
    used = {measure.table.code for measure in all_measures().values()}
    assert set(all_tables()) == used
    assert all(table.follows for table in all_tables().values())


def test_clauses_that_are_named_exist():
    known = all_clauses()
    told = " ".join(each.source for each in all_indicators().values())
    named = set(re.findall(r"R-[A-Z]+-\d\d", told))
    assert named <= set(known)


def test_shares_are_made_of_parts_of_their_whole():
    for each in all_indicators().values():
        if each.is_ratio:
            assert each.denominator is not None
            assert each.denominator.table.stock == each.numerator.table.stock, each.code


def test_documents_of_the_command_line(county: World, capsys: pytest.CaptureFixture[str]):
    from jishi.base.commands import declared, load, parser_of

    def run(name: str, *words: str) -> object:
        which = load(declared()[name])
        which.run(parser_of(which).parse_args([*words, "--json"]))
        return json.loads(capsys.readouterr().out)

    listed = run("figures list")
    assert isinstance(listed, list)
    assert set(listed[0]) == {"code", "title", "unit", "kind", "description", "source"}
    where = ("--org", "QH", "--period", "2026")
    [shown] = run("figures show", "member.all", *where)  # type: ignore[misc]
    assert shown["value"] == shown["numerator"] == 1
    assert set(shown) == {
        "code", "org", "period", "value", "numerator", "denominator", "unit", "qualifier",
        "as_of", "missing",
    }  # fmt: skip
    rows = run("figures rows", "member.all", *where)
    assert isinstance(rows, dict)
    assert (rows["count"], [row["kind"] for row in rows["rows"]]) == (1, ["member"])
    children = run("figures show", "member.all", *where, "--by", "child")
    assert isinstance(children, list)
    assert sum(child["value"] for child in children) == 1
