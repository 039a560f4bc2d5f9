"""The page of the checker: a text goes in, its numbers come back marked; nothing of it is kept."""

from __future__ import annotations

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from jishi.figures.tests.test_reading import member
from jishi.papers.tests.word_files import body, note, packed, paragraph, parts, refer, with_parts
from tests.world import World


def test_a_text_comes_back_with_its_numbers_marked(world: World):
    member(world, "河东村党支部", "林一", date(2026, 2, 3))
    sent = {"org": "QH", "period": "2026H1", "pasted": "全县共有党员3名。\n<b>公路8公里</b>"}
    page = world.client("周正").post("/papers/check/", sent)
    text = page.content.decode()
    assert page.status_code == 200
    assert "与记录不符" in text
    assert "应为 <b>1</b>" in text
    assert "/figures/member.all/?org=QH" in text
    assert "&lt;b&gt;公路" in text


def test_a_document_is_read_and_its_title_says_the_period(world: World):
    file = SimpleUploadedFile(
        "a.docx", packed(parts(body(paragraph("2026年上半年总结") + paragraph("党员3名。"))))
    )
    page = world.client("周正").post("/papers/check/", {"org": "QH", "file": file})
    assert "2026年上半年核对" in page.content.decode()


def test_what_cannot_be_read_is_said_beside_the_field(world: World):
    file = SimpleUploadedFile("a.docx", b"%PDF-1.7")
    page = world.client("周正").post("/papers/check/", {"org": "QH", "file": file})
    assert page.status_code == 422
    assert "这是PDF 文件" in page.content.decode()


def test_an_organisation_out_of_reach_cannot_be_asked_about(world: World):
    page = world.client("陈岚").post("/papers/check/", {"org": "QH02", "pasted": "党员3名"})
    assert page.status_code == 422
    assert "不在您的办理范围内" in page.content.decode()


def test_what_stands_in_a_note_is_checked_and_said_to_be_there(world: World):
    member(world, "河东村党支部", "林一", date(2026, 2, 3))
    inside = paragraph("2026年上半年总结") + paragraph("党员1名", refer(1), "。")
    data = with_parts(inside, footnotes=note(1, "全县女党员3名。"))
    file = SimpleUploadedFile("a.docx", data)
    page = world.client("周正").post("/papers/check/", {"org": "QH", "file": file})
    text = page.content.decode()
    said = '<span class="k-part">脚注1</span>'
    assert text.count(said) == 2  # beside the text, and before what is said of it
    assert "应为 <b>1</b>" in text
