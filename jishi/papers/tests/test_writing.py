"""A paper from draft to print: who may do what, what is frozen, who has read it."""

from __future__ import annotations

import io

import docx
import pytest

from jishi.base.models import InboxItem
from jishi.figures.queries.showing import figures
from jishi.figures.tests.test_reading import member as joined
from jishi.kernel.period import Period
from jishi.papers.actions import deciding, drafting
from jishi.papers.filling.filled import Named, filled_of
from jishi.papers.filling.making import shown_names
from jishi.papers.models import Paper, PaperBlock, PaperReceipt
from jishi.papers.queries.papers import later, live
from jishi.papers.queries.templates import usable_at
from jishi.tree.errors import Conflict, Forbidden, NotVisible, Refused
from tests.world import World

HALF = Period.parse("2026H1")


def draft(world: World, who: str = "陈岚", org: str = "白石镇党委", code: str = "notice") -> Paper:
    actor = world.actor(who)
    return drafting.draft_paper(actor, world[org], usable_at(world[org], code), HALF)


def write_all(world: World, paper: Paper, who: str = "陈岚") -> None:
    for row in paper.blocks.all():
        if row.body["kind"] == "narrative":
            drafting.change_block(world.actor(who), row, row.version, [""], "各支部要抓好落实。")


def approved(world: World) -> Paper:
    paper = draft(world)
    write_all(world, paper)
    paper = deciding.take_step(world.actor("陈岚"), paper, "submit", paper.version)
    return deciding.take_step(world.actor("周正"), paper, "approve", paper.version)


def words(world: World, paper: Paper, who: str = "周正") -> str:
    return live(world.actor(who), paper, list(paper.blocks.all())).filled.text()


def test_a_paper_goes_from_draft_to_print_and_its_readers_say_so(world: World):
    paper = approved(world)
    assert paper.document_number == "组发〔2026〕1号"
    assert paper.frozen is not None
    paper = deciding.take_step(world.actor("周正"), paper, "publish", paper.version)
    sent = PaperReceipt.objects.filter(paper=paper)
    assert {row.account.name for row in sent} == {"陈岚", "何文", "柳芳"}
    client = world.client("何文")
    mine = sent.get(account=world.people["何文"])
    page = client.get(f"/papers/received/{mine.pk}/")
    assert "各支部要抓好落实。" in page.content.decode()
    assert client.post(f"/papers/received/{mine.pk}/").status_code == 302
    mine.refresh_from_db()
    assert mine.read_at is not None
    items = InboxItem.objects.filter(account=world.people["何文"], key=f"paper:{paper.pk}:sent")
    assert items.get().done_at is not None
    assert world.client("宋青").get(f"/papers/received/{mine.pk}/").status_code == 404


def test_numbers_have_no_gaps_and_belong_to_the_organisation(world: World):
    first, second = approved(world), approved(world)
    assert [first.number, second.number] == [1, 2]
    other = draft(world, "周正", "青禾县委")
    write_all(world, other, "周正")
    with pytest.raises(Refused):
        deciding.take_step(world.actor("周正"), other, "approve", other.version)
    assert Paper.objects.filter(number=3).count() == 0


def test_who_submitted_does_not_approve_and_nothing_changes(world: World):
    paper = draft(world)
    write_all(world, paper)
    paper = deciding.take_step(world.actor("陈岚"), paper, "submit", paper.version)
    with pytest.raises(Refused, match="另一人"):
        deciding.take_step(world.actor("陈岚"), paper, "approve", paper.version)
    paper.refresh_from_db()
    assert (paper.state, paper.frozen, paper.number) == ("review", None, None)


def test_what_nobody_wrote_or_settled_is_not_submitted(world: World):
    paper = draft(world)
    actor = world.actor("陈岚")
    with pytest.raises(Refused, match="待撰写"):
        deciding.take_step(actor, paper, "submit", paper.version)
    write_all(world, paper)
    said = drafting.remark(world.actor("周正"), paper.blocks.all()[0], "请写明时限")
    with pytest.raises(Refused, match="意见"):
        deciding.take_step(actor, paper, "submit", paper.version)
    drafting.settle(actor, said, said.version)
    assert deciding.take_step(actor, paper, "submit", paper.version).state == "review"


def test_sending_back_needs_a_reason_and_opens_it_again(world: World):
    paper = draft(world)
    write_all(world, paper)
    paper = deciding.take_step(world.actor("陈岚"), paper, "submit", paper.version)
    row = paper.blocks.all()[1]
    with pytest.raises(Refused, match="起草中"):
        drafting.change_block(world.actor("陈岚"), row, row.version, ["改"])
    with pytest.raises(Refused, match="原因"):
        deciding.take_step(world.actor("周正"), paper, "send_back", paper.version)
    paper = deciding.take_step(
        world.actor("周正"), paper, "send_back", paper.version, reason="补时限"
    )
    assert (paper.state, paper.remark) == ("writing", "补时限")


def test_a_frozen_paper_stays_while_the_difference_is_told(world: World):
    joined(world, "河东村党支部", "江一")
    paper = draft(world, code="summary_township")
    write_all(world, paper)
    paper = deciding.take_step(world.actor("陈岚"), paper, "submit", paper.version)
    paper = deciding.take_step(world.actor("周正"), paper, "approve", paper.version)
    before = paper.frozen
    assert before is not None
    joined(world, "柳湾村党支部", "江二")
    paper.refresh_from_db()
    assert paper.frozen == before
    [one] = [
        each for each in later(world.actor("周正"), filled_of(before))
        if (each.was.code, each.was.org, each.was.period) == ("member.all", "QH01", "2026H1")
    ]  # fmt: skip
    assert (one.was.text, one.now.text) == ("1", "2")
    page = world.client("周正").get(f"/papers/{paper.pk}/?since=1").content.decode()
    assert "定稿的文字不变" in page


def test_two_who_write_the_same_block_are_told(world: World):
    paper = draft(world)
    row = paper.blocks.all()[1]
    drafting.change_block(world.actor("陈岚"), row, 1, ["请抓紧落实。"])
    with pytest.raises(Conflict):
        drafting.change_block(world.actor("陈岚"), row, 1, ["另一句。"])
    row.refresh_from_db()
    assert row.body["text"] == ["请抓紧落实。"]
    assert row.changed_by == world.people["陈岚"]


def test_blocks_come_and_go_in_order(world: World):
    paper = draft(world)
    first = paper.blocks.all()[0]
    made = drafting.add_block(
        world.actor("陈岚"), first, {"kind": "paragraph", "text": "共有党员{member.all:unit}。"}
    )
    places = list(paper.blocks.values_list("place", flat=True))
    assert places == list(range(1, len(places) + 1))
    assert made.place == 2
    drafting.remove_block(world.actor("陈岚"), made, made.version)
    assert not PaperBlock.objects.filter(pk=made.pk).exists()


def test_the_neighbour_and_the_reader_stay_out(world: World):
    paper = draft(world)
    row = paper.blocks.all()[0]
    with pytest.raises(NotVisible):
        drafting.change_block(world.actor("石磊"), row, 1, ["他人改"])
    with pytest.raises(Forbidden):
        drafting.change_block(world.actor("罗静"), row, 1, ["领导改"])
    for url in ("", "docx/", "annex/", "print/"):
        assert world.client("石磊").get(f"/papers/{paper.pk}/{url}").status_code == 404
        assert world.client("罗静").get(f"/papers/{paper.pk}/{url}").status_code == 200
        assert world.client("韦明").get(f"/papers/{paper.pk}/{url}").status_code == 403
    row.refresh_from_db()
    assert row.changed_by is None


def test_every_figure_of_the_page_opens_and_equals_the_catalogue(world: World):
    joined(world, "河东村党支部", "江一")
    paper = draft(world, code="summary_township")
    text = live(world.actor("陈岚"), paper, list(paper.blocks.all())).filled
    for used in text.figures:
        org = next(org for org in world.orgs.values() if org.code == used.org)
        [again] = figures(world.actor("陈岚"), [used.code], org, Period.parse(used.period))
        assert (again.numerator, again.denominator) == (used.numerator, used.denominator)
    page = world.client("陈岚").get(f"/papers/{paper.pk}/").content.decode()
    assert "/figures/member.all/?org=QH01" in page


def test_the_document_and_the_workbook_say_the_same(world: World):
    joined(world, "河东村党支部", "江一")
    paper = draft(world, code="summary_township")
    client = world.client("陈岚")
    body = client.get(f"/papers/{paper.pk}/docx/").content
    document = docx.Document(io.BytesIO(body))
    said = "\n".join(each.text for each in document.paragraphs)
    assert paper.heading in said
    assert "共有党员1名" in said
    annex = document.tables[-1]
    assert [cell.text for cell in annex.rows[0].cells][:2] == ["序号", "指标"]
    assert "党员总数" in [row.cells[1].text for row in annex.rows]
    book = client.get(f"/papers/{paper.pk}/annex/?format=xlsx")
    assert book.content[:2] == b"PK"


def test_names_are_for_those_who_may_see_their_record(world: World):
    named = [
        Named(1, "韦明", world["河东村党支部"].path, "person.view"),
        Named(2, "宋可", world["松林村党支部"].path, "person.view"),
    ]
    assert shown_names(world.actor("陈岚"), named) == ["韦明", "宋＊"]
    assert shown_names(world.actor("周正"), named) == ["韦明", "宋可"]
    assert shown_names(world.actor("系统"), named) == ["韦＊", "宋＊"]
