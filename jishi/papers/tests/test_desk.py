"""A finished text becomes a template; versions, retiring; whom a printed paper reaches."""

from __future__ import annotations

from typing import Any

import pytest

from jishi.figures.declared import all_indicators
from jishi.kernel.period import Period
from jishi.papers.actions.deciding import take_step
from jishi.papers.filling.sentences import fill
from jishi.papers.filling.values import values_of, wanted
from jishi.papers.linking.from_text import draft
from jishi.papers.linking.numbers import linked, numbers
from jishi.papers.models import Paper, PaperReceipt, PaperTemplate
from jishi.papers.queries.audience import named
from jishi.papers.queries.templates import retired, usable
from jishi.papers.template.shape import template_of
from jishi.papers.tests.test_writing import approved
from jishi.tree.errors import Refused
from tests.world import World

TEXT = """白石镇党委2026年上半年党建工作总结
县委组织部：
一、抓队伍
全镇共有党员1236名，比上年同期增加13名。发展党员12名，其中女党员5名、占41.7%。
二、抓活动
开展主题党日360余次，党课二十场；种植黄桃120亩。{未写}
"""
ABOUT: dict[str, Any] = {
    "code": "own", "title": "镇总结", "source": "R-DOC-22", "genre": "summary", "months": 6,
}  # fmt: skip


def texts(blocks: list[Any]) -> list[str]:
    return ["".join(block["text"]) for block in blocks]


def test_a_text_becomes_blocks_with_its_headings_and_sentences():
    data = draft(TEXT, **ABOUT)
    kinds = [(block["kind"], block.get("level")) for block in data["blocks"]]
    assert kinds == [
        ("recipient", None), ("heading", 1), ("paragraph", None), ("heading", 1),
        ("paragraph", None),
    ]  # fmt: skip
    assert data["heading"] == "白石镇党委2026年上半年党建工作总结"
    assert len(data["blocks"][2]["text"]) == 2
    assert "｛未写｝" in texts(data["blocks"])[-1]
    template_of(data, all_indicators())


def test_numbers_are_put_to_the_figures_they_say():
    blocks = draft(TEXT, **ABOUT)["blocks"]
    found = numbers(blocks)
    assert [each.text for each in found] == ["1236", "13", "12", "5", "41.7%", "360", "二十", "120"]
    done = linked(blocks, [(n, n.candidates[0].code, "") for n in found if n.candidates])
    assert texts(done)[2:] == [
        "全镇共有党员{member.all:unit}，{member.all~last_year}。发展党员{development.admitted:unit}，"
        "其中女党员{development.admitted_women:unit}、占{development.women_share}。",
        "抓活动",
        "开展主题党日{activity.theme_day:number}次，党课{activity.lesson:words}场；"
        "种植黄桃120亩。｛未写｝",
    ]  # fmt: skip
    assert [each.text for each in numbers(done)] == ["120"]
    again = linked(done, [(numbers(done)[0], "member.all", "previous")])
    assert "{member.all~previous}" in texts(again)[-1]


def upload(world: World, who: str = "陈岚", **more: Any) -> Any:
    client = world.client(who)
    sent = {"title": "镇总结", "genre": "summary", "months": 6, "pasted": TEXT, **more}
    return client.post("/papers/templates/upload/?org=" + world["白石镇党委"].code, sent)


def template(world: World) -> PaperTemplate:
    return PaperTemplate.objects.filter(org=world["白石镇党委"]).latest("number")


def test_a_clerk_makes_a_template_of_a_text_and_those_below_use_it(world: World):
    answer = upload(world, "周正")
    assert answer.status_code == 302
    client, row = world.client("周正"), template(world)
    page = client.get(answer["Location"]).content.decode()
    assert "党员总数" in page
    assert "没有对应的指标" in page
    sure = client.post(answer["Location"], {"take": [1, 2, 3, 4, 5], "_version": row.number})
    assert sure.status_code == 302
    assert "{member.all:unit}" in str(template(world).body)
    below = usable(world["柳湾村党支部"])[row.code]
    assert below.number == 2
    text = fill(below.template, values_of(
        world.actor("周正"), world["白石镇党委"], Period.parse("2026H1"), wanted(below.template),
    ))  # fmt: skip
    assert "1236" not in text.text()
    one = client.get(f"/papers/templates/{row.code}/numbers/1/?org={world['白石镇党委'].code}")
    assert one.status_code == 200
    chosen = client.post(
        f"/papers/templates/{row.code}/numbers/1/?org={world['白石镇党委'].code}",
        {"words": "党员", "shape": "number", "_version": 2},
    )
    assert chosen.status_code == 422, "several go by such a name"
    chosen = client.post(
        f"/papers/templates/{row.code}/numbers/1/?org={world['白石镇党委'].code}",
        {"code": "activity.theme_day", "shape": "number", "_version": 2},
    )
    assert chosen.status_code == 302
    assert "{activity.theme_day:number}余次" not in str(template(world).body)


def test_nothing_is_made_of_what_is_no_text_or_by_whom_it_does_not_reach(world: World):
    assert upload(world, "周正", pasted="只有一行").status_code == 422
    assert upload(world, "何文").status_code in (403, 404)
    assert not PaperTemplate.objects.exists()


def test_a_version_is_taken_up_again_and_a_template_retired(world: World):
    upload(world, "周正")
    row, org, client = template(world), world["白石镇党委"], world.client("周正")
    at = f"/papers/templates/{row.code}"
    more = {"pasted": "新的题目\n新的一段。", "_version": 1}
    assert client.post(f"{at}/upload/?org={org.code}", more).status_code == 302
    assert template(world).body["heading"] == "新的题目"
    assert client.post(f"{at}/upload/?org={org.code}", more).status_code == 409, "seen before"
    page = client.get(f"{at}/history/?org={org.code}").content.decode()
    assert "第 2 版" in page
    back = client.post(f"{at}/history/{row.pk}/restore/?org={org.code}", {"_version": 2})
    assert back.status_code == 302
    assert template(world).body["heading"].startswith("白石镇党委")
    assert client.post(f"{at}/retire/?org={org.code}", {"_version": 3}).status_code == 302
    assert row.code not in usable(world["柳湾村党支部"])
    assert [each.code for each in retired(org)] == [row.code]
    assert "镇总结" in client.get(f"/papers/templates/?org={org.code}").content.decode()
    client.post(f"{at}/history/{row.pk}/restore/?org={org.code}", {"_version": 4})
    assert row.code in usable(world["柳湾村党支部"])


@pytest.mark.parametrize(
    ("audience", "chosen", "names"),
    [
        ("own", [], {"陈岚"}),
        ("below", [], {"陈岚", "何文", "柳芳"}),
        ("all", [], {"陈岚", "何文", "柳芳"}),
        ("chosen", ["柳湾村党支部"], {"陈岚", "柳芳"}),
    ],
)
def test_it_goes_to_whom_one_says(world: World, audience: str, chosen: list[str], names: set[str]):
    paper = approved(world)
    codes = [world[name].code for name in chosen]
    take_step(world.actor("周正"), paper, "publish", paper.version, audience=audience, chosen=codes)
    sent = {row.account.name for row in PaperReceipt.objects.filter(paper=paper)}
    assert sent == names


@pytest.mark.parametrize(("audience", "chosen"), [("chosen", []), ("chosen", ["99"]), ("x", [])])
def test_to_nobody_is_refused(world: World, audience: str, chosen: list[str]):
    paper = approved(world)
    with pytest.raises(Refused):
        take_step(
            world.actor("周正"), paper, "publish", paper.version, audience=audience, chosen=chosen
        )
    paper.refresh_from_db()
    assert paper.state == "approved"
    assert not PaperReceipt.objects.exists()


def of_the_county(world: World) -> Paper:
    """Approved by the head of the county's office, whose staff drafted it."""
    paper = approved(world)
    Paper.objects.filter(pk=paper.pk).update(org=world["青禾县委"])
    return Paper.objects.get(pk=paper.pk)


def test_it_goes_to_any_below_that_are_named(world: World):
    paper = of_the_county(world)
    page = world.client("周正").get(f"/papers/{paper.pk}/steps/publish/").content.decode()
    assert "更下级的组织" in page
    sent = {
        "audience": "chosen", "chosen": [world["石桥镇党委"].code],
        "further": f"柳湾村党支部、{world['河东村党支部'].code}", "_version": paper.version,
    }  # fmt: skip
    assert world.client("周正").post(f"/papers/{paper.pk}/steps/publish/", sent).status_code == 302
    to = {row.account.name for row in PaperReceipt.objects.filter(paper=paper)}
    assert {"何文", "柳芳"} <= to
    assert "陈岚" not in to


@pytest.mark.parametrize("further", ["没有的支部", "青禾县委", "柳湾村党支部、没有的支部"])
def test_who_is_not_below_is_refused_by_name(world: World, further: str):
    paper = of_the_county(world)
    sent = {"audience": "chosen", "further": further, "_version": paper.version}
    page = world.client("周正").post(f"/papers/{paper.pk}/steps/publish/", sent)
    assert page.status_code == 422
    assert f"「{further.split('、')[-1]}」下级里没有" in page.content.decode()
    assert not PaperReceipt.objects.exists()


def test_what_is_out_of_reach_cannot_be_named(world: World):
    """Another town's branch has a name too."""
    with pytest.raises(Refused, match="不在您的办理范围内"):
        named(world.actor("陈岚"), world["青禾县委"], "松林村党支部")
    org = world["松林村党支部"]
    org.short_name = world["柳湾村党支部"].short_name
    org.save()
    with pytest.raises(Refused, match="有 2 个，请写编码"):
        named(world.actor("周正"), world["青禾县委"], org.short_name)
