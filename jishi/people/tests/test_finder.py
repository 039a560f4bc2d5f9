"""People are found by what they are; every number is its rows; nobody sees beyond their reach."""

from datetime import date
from io import BytesIO

import pytest
from django.http import QueryDict
from python_calamine import CalamineWorkbook

from jishi.base.models import AuditEvent
from jishi.base.web.panels import panels
from jishi.base.web.workbench import BLOCKS
from jishi.people import blocks, queries
from jishi.people.actions import searches, turn
from jishi.people.actions.correct import take_part
from jishi.people.actions.states import Basis
from jishi.people.models import Person, SavedSearch
from jishi.people.search import found_by, in_words
from jishi.people.tests.conftest import number
from jishi.tree.errors import NotVisible, Refused
from tests.world import TODAY, World

Folk = dict[str, Person]
assert blocks  # declares what the first page says of members


def found(world: World, query: str, name: str = "周正") -> set[str]:
    return {p.name for p in found_by(world.actor(name), QueryDict(query))}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", "何文 韦明 林可 覃梅 宋青"),
        ("q=linke", "林可"),
        ("q=qm", "覃梅"),  # a surname that dictionaries read otherwise
        ("org=QH01", "何文 韦明 林可 覃梅"),
        ("sex=2", "林可 覃梅"),
        ("education=college", "何文 林可 覃梅"),
        ("education=graduate", "覃梅"),
        ("age=61", "韦明 宋青"),
        ("age_from=46&age_to=64", "韦明 林可"),
        ("years_from=50", "宋青"),
        ("era=building", "宋青"),
        ("era=new_era", "覃梅"),
        ("joined_from=2005-07-01&joined_to=2010-06-01", "何文 林可"),
        ("standing=probation", "覃梅"),
        ("standing=voting", "何文 韦明 林可 宋青"),
        ("watch=probation_due", "覃梅"),
        ("watch=fifty_now", "宋青"),
        ("nation=minority", ""),
        ("category=rural&occupation=farmer", "何文 韦明 林可 覃梅 宋青"),
        ("sex=3", ""),  # what is no choice finds nobody, rather than everybody
        ("age_from=999", ""),
    ],
)
def test_people_are_found(world: World, folk: Folk, query: str, names: str):
    assert found(world, query) == set(names.split())


def test_nobody_is_found_beyond_ones_reach(world: World, folk: Folk):
    assert found(world, "", "何文") == {"何文", "韦明", "林可"}
    assert found(world, "org=QH02", "何文") == set()
    assert found(world, "", "韦明") == set()


def test_who_has_left_is_found_only_when_asked_for(world: World, folk: Folk):
    turn(folk["林可"], standing="struck_off", on=TODAY, today=TODAY)
    assert "林可" not in found(world, "")
    assert found(world, "standing=gone") == {"林可"}
    assert len(found(world, "standing=all")) == 5


def test_the_age_band_is_that_of_the_day(world: World, folk: Folk):
    """R-GEN-11, R-STAT-02: 46 until the day before the birthday."""
    day_before, birthday = date(2027, 3, 1), date(2027, 3, 2)
    for day, band in ((day_before, "50"), (birthday, "50"), (date(2031, 3, 1), "50")):
        rows = found_by(world.actor("周正", day), QueryDict(f"age={band}&q=林可"))
        assert rows.count() == 1
    assert not found_by(world.actor("周正", date(2031, 3, 2)), QueryDict("age=50&q=林可")).exists()


def test_conditions_are_said_in_words(world: World):
    words = in_words(world.actor("周正"), QueryDict("sex=2&age_from=60&org=QH01"))
    assert words == "所在组织及下级 白石镇党委，性别 女，年龄从 60"


def test_the_list_shows_chosen_columns_and_exports_them_masked(world: World, folk: Folk):
    client = world.client("何文")
    query = "/people/?col=name&col=identity&col=phone&sex=2"
    page = client.get(query).content.decode()
    assert "99*************" in page
    assert "身份证号" in page
    answer = client.get(f"{query}&format=xlsx")
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert rows[0] == ["姓名", "身份证号", "手机号"]
    assert [row[0] for row in rows[1:]] == ["林可"]
    assert "*" in str(rows[1][1])
    assert "*" in str(rows[1][2])


def test_numbers_of_the_first_page_open_to_exactly_their_rows(world: World, folk: Folk):
    for name in ("周正", "陈岚", "何文", "罗静"):
        actor = world.actor(name)
        content = BLOCKS["党员概况"].make(actor)
        assert content is not None
        for one in content.numbers:
            query = QueryDict(one.url.partition("?")[2])
            assert found_by(actor, query).count() == one.value, (name, one.label)


def test_numbers_of_an_organisation_open_to_exactly_their_rows(world: World, folk: Folk):
    take_part(world.actor("陈岚"), folk["林可"], 1, world["柳湾村党支部"], Basis(TODAY))
    actor, org = world.actor("周正"), world["白石镇党委"]
    (shown,) = [
        d.shown for d in panels(actor, "organisation", org, org)[0] if d.panel.title == "党员"
    ]
    assert [n.value for n in shown.numbers] == [4, 3, 1, 3]
    for one in shown.numbers:
        assert found_by(actor, QueryDict(one.url.partition("?")[2])).count() == one.value
    assert ("流入参加组织生活", "1 名，不计入本组织党员数") in shown.facts


def test_a_number_finds_its_person_and_the_look_is_noted(world: World, folk: Folk):
    he = world.actor("何文")
    lin = folk["林可"]
    identity = number(date(1980, 3, 2), woman=True)
    for typed in (lin.code, f" {identity[:6]} {identity[6:]} ", "+86-199 0000 0002"):
        assert searches.look_up(he, typed) == lin
    with pytest.raises(Refused, match="没有这个号码"):
        searches.look_up(he, "19900000004")  # of another township
    lines = AuditEvent.objects.filter(verb="person.lookup")
    assert lines.count() == 3
    assert not any("1990000" in line.detail for line in lines)


def test_a_search_is_kept_shared_and_forgotten(world: World, folk: Folk):
    he, liu = world.actor("何文"), world.actor("柳芳")
    own = searches.save_search(he, "女党员", "sex=2")
    shared = searches.save_search(he, "老党员", "age=61", share=True)
    assert set(map(str, queries.saved_searches(he))) == {"女党员", "老党员"}
    assert queries.saved_searches(world.actor("韦明")) == [shared]  # of the same branch
    assert queries.saved_searches(liu) == []
    with pytest.raises(Refused, match="同名"):
        searches.save_search(he, "女党员", "sex=1")
    with pytest.raises(NotVisible):
        searches.forget_search(liu, own.pk, 1)
    searches.forget_search(he, own.pk, 1)
    assert list(SavedSearch.objects.all()) == [shared]


def test_the_roster_on_paper_holds_the_rows_of_the_list(world: World, folk: Folk):
    page = world.client("陈岚").get("/people/print/?sex=2").content.decode()
    assert "林可" in page
    assert "覃梅" in page
    assert "韦明" not in page
    assert "1990000" not in page


def test_the_month_of_joining_is_told_where_it_is_known(folk: Folk, world: World):
    """Not of this very year, and not where the roster only says the year."""
    november = date(2004, 11, 3)
    Person.objects.filter(name="何文").update(joined_on=november)
    Person.objects.filter(name="韦明").update(joined_on=date(1975, 11, 1), joined_precision="year")
    Person.objects.filter(name="林可").update(
        joined_on=date(2026, 11, 2), full_on=date(2027, 11, 2)
    )
    assert found(world, "watch=party_birthday") == {"何文"}
    content = BLOCKS["党员概况"].make(world.actor("何文"))
    assert content is not None
    (number_,) = (n for n in content.numbers if n.label == "本月政治生日")
    assert number_.value == 1
    above = BLOCKS["党员概况"].make(world.actor("陈岚"))
    assert above is not None
    assert "本月政治生日" not in {n.label for n in above.numbers}
