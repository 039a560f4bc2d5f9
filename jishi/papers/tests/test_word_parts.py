"""What a .docx says beside its body is read with its place; what is no text of it is not."""

from __future__ import annotations

import pytest

from jishi.papers.opening import open_paper
from jishi.papers.reading import scan
from jishi.papers.tests.word_files import (
    RELATIONS,
    SEPARATORS,
    both_boxes,
    field,
    new_box,
    note,
    old_box,
    packed,
    paragraph,
    refer,
    run,
    section,
    table,
    unpacked,
    with_parts,
)


def read(inside: str, **beside: str) -> str:
    return open_paper(with_parts(inside, **beside), "a.docx").text


def placed(data: bytes) -> list[tuple[str, str]]:
    """Each figure with the place that it stands in."""
    opened = open_paper(data, "a.docx")
    return [
        (each.text, opened.part_at(each.start))
        for each in scan(opened.text) if each.kind == "figure"
    ]  # fmt: skip


# --- notes, pages, boxes --------------------------------------------------------------------------


def test_each_part_is_read_and_says_where_it_is():
    inside = (
        paragraph("全县2026年工作总结")
        + paragraph("全县党员100名", refer(7), "。", refer(2, "endnote"))
        + paragraph("见图", both_boxes(paragraph("女党员30名。")), "。")
        + section(header1="default")
    )  # fmt: skip
    data = with_parts(
        inside, footnotes=SEPARATORS + note(7, "含预备党员12名。"),
        endnotes=note(2, "其中农村党员60名。", "endnote"),
        header1=paragraph("现有党支部8个。", f"<w:r>{old_box(paragraph('党委3个。'))}</w:r>"),
    )  # fmt: skip
    assert placed(data) == [
        ("100", ""), ("12", "脚注1"), ("60", "尾注1"), ("30", "文本框"), ("8", "页眉"),
        ("3", "页眉文本框"),
    ]  # fmt: skip


def test_a_box_does_not_cut_the_sentence_that_it_hangs_on():
    inside = paragraph("全县党员", both_boxes(paragraph("图一")), "12名。") + paragraph("乙")
    assert read(inside) == "全县党员12名。\n图一\n乙\n"


def test_a_note_follows_its_paragraph_and_is_no_heading_of_the_next():
    """What is under 下一步打算 is a plan; the note of a sentence before it is none."""
    inside = (
        paragraph("工作总结") + paragraph("党员100名", refer(1), "。") + paragraph("女党员40名。")
        + paragraph("三、下一步打算") + paragraph("抓好落实", refer(2), "。")
        + paragraph("全年发展党员20名。")
    )  # fmt: skip
    data = with_parts(inside, footnotes=note(1, "含预备党员12名") + note(2, "计划30项"))
    assert placed(data) == [("100", ""), ("12", "脚注1"), ("40", "")]


def test_notes_come_in_the_order_in_which_they_are_named():
    data = with_parts(
        paragraph("甲", refer(5), "乙", refer(3)), footnotes=note(3, "三名") + note(5, "五名")
    )
    opened = open_paper(data, "a.docx")
    assert [part.label for part in opened.parts] == ["脚注1", "脚注2"]
    assert opened.text == "甲乙\n 五名。\n 三名。\n"


def test_a_note_that_nothing_refers_to_is_read_all_the_same():
    assert read(paragraph("甲"), footnotes=note(3, "三名")) == "甲\n脚注\n 三名。\n"


def test_heads_of_pages_are_read_once_each_and_only_where_they_are_shown():
    heads = {"header1": "default", "header2": "first", "header3": "even", "header4": "default"}
    said = {
        "header1": paragraph("党员12名"), "header2": paragraph("党员13名"),
        "header3": paragraph("党员14名"), "header4": paragraph("党员12名"),
    }  # fmt: skip
    alone = with_parts(paragraph("甲") + section(**heads), **said)
    assert placed(alone) == [("12", "页眉")]
    on = "<w:evenAndOddHeaders/>"
    every = with_parts(paragraph("甲") + section(first=True, **heads), settings=on, **said)
    assert placed(every) == [("12", "页眉"), ("13", "首页页眉"), ("14", "偶数页页眉")]
    off = '<w:evenAndOddHeaders w:val="0"/>'
    two = with_parts(paragraph("甲") + section(first=True, **heads), settings=off, **said)
    assert placed(two) == [("12", "页眉"), ("13", "首页页眉")]


@pytest.mark.parametrize(
    "foot",
    [
        paragraph("— ", field("PAGE", "1"), " —"), paragraph("- 3 -"), paragraph("第3页 共12页"),
        paragraph("第", field("PAGE \\* ROMAN", "3"), "页，共", field("NUMPAGES", "12"), "页"),
        paragraph(both_boxes(paragraph(field("PAGE", "4")))), paragraph("7"), paragraph("3/12"),
        paragraph(f'<w:fldSimple w:instr="PAGE">{run("1")}</w:fldSimple>'),
    ],
)  # fmt: skip
def test_the_number_of_a_page_is_no_text(foot: str):
    inside = paragraph("党员12名。") + section(footer1="default")
    assert read(inside, footer1=foot) == "党员12名。\n"


def test_a_figure_beside_the_number_of_the_page_is_read():
    foot = paragraph("党员12名　第", field("PAGE", "3"), "页")
    data = with_parts(paragraph("甲") + section(footer1="default"), footer1=foot)
    assert placed(data) == [("12", "页脚")]


def test_a_table_of_contents_keeps_its_words_without_the_pages():
    start = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o</w:instrText>'
        '</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    tab, stop = "<w:r><w:tab/></w:r>", '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    inside = (
        paragraph(start, "一、队伍", tab, field("PAGEREF _1", "3"))
        + paragraph("二、阵地", tab, "9") + paragraph(stop) + paragraph("甲", tab, "5")
    )  # fmt: skip
    assert read(inside).splitlines() == ["一、队伍", "二、阵地", "", "甲\t5"]


def test_what_wps_writes_is_read():
    """Targets from the root of the container, a foot of a gallery, page numbers in a box."""
    number = paragraph(both_boxes(paragraph(field("PAGE  \\* MERGEFORMAT", "1"))))
    foot = f"<w:sdt><w:sdtPr><w:docPartObj/></w:sdtPr><w:sdtContent>{number}</w:sdtContent></w:sdt>"
    inside = paragraph("党员12名", refer(1)) + section(header1="default", footer1="default")
    data = with_parts(
        inside,
        header1=paragraph("党支部8个"),
        footer1=foot,
        footnotes=SEPARATORS + note(1, "女5名"),
    )
    members = unpacked(data)
    members[RELATIONS] = members[RELATIONS].replace(b'Target="', b'Target="/word/')
    assert placed(packed(members)) == [("12", ""), ("5", "脚注1"), ("8", "页眉")]


def test_the_strict_form_of_the_format_is_read():
    strict = {
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main":
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships":
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    }  # fmt: skip
    members = unpacked(with_parts(paragraph("12名", refer(1)), footnotes=note(1, "女5名")))
    for name, content in members.items():
        for loose, tight in strict.items():
            content = content.replace(loose, tight)
        members[name] = content
    assert placed(packed(members)) == [("12", ""), ("5", "脚注1")]


# --- what a paragraph may hold --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ('<w:ins w:id="1">' + run("12") + "</w:ins><w:del><w:r><w:delText>9</w:delText></w:r>"
         "</w:del>" + run("名"), "12名"),
        ("<w:moveFrom>" + run("9名") + "</w:moveFrom><w:moveTo>" + run("12名") + "</w:moveTo>",
         "12名"),
        (f'<w:fldSimple w:instr="DOCPROPERTY n">{run("12")}</w:fldSimple>' + run("名"), "12名"),
        (field("=SUM(ABOVE) 99", "12") + run("名"), "12名"),
        ("<w:sdt><w:sdtPr><w:tag w:val='9'/></w:sdtPr><w:sdtContent>" + run("12名")
         + "</w:sdtContent></w:sdt>", "12名"),
        ('<w:hyperlink r:id="x">' + run("12名") + "</w:hyperlink>", "12名"),
        ("<w:r><w:t>1</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>2</w:t></w:r>" + run("名"), "12名"),
        ("<w:r><w:t>1</w:t><w:softHyphen/><w:t>2</w:t></w:r>" + run("名"), "12名"),
        ("<w:r><w:t>3</w:t><w:noBreakHyphen/><w:t>5名</w:t></w:r>", "3-5名"),
        ("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r>", "甲\t乙\n丙"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>9</w:t></w:r>" + run("12名"), "12名"),
        ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>1</w:t></w:r>' + run("2名"), "12名"),
        ("<w:r><w:ruby><w:rt>" + run("dang") + "</w:rt><w:rubyBase>" + run("党")
         + "</w:rubyBase></w:ruby></w:r>" + run("员"), "党员"),
        (run("12名") + '<w:r><w:commentReference w:id="1"/></w:r>', "12名"),
        ("<w:pPr><w:tabs><w:tab w:val='left' w:pos='9'/></w:tabs><w:numPr><w:ilvl w:val='0'/>"
         "<w:numId w:val='3'/></w:numPr></w:pPr>" + run("12名"), "12名"),
        ("<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" + run("12名"), "12名"),
        ('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + run("9"), ""),
    ],
)  # fmt: skip
def test_a_paragraph_says_what_is_seen(inside: str, said: str):
    assert read(f"<w:p>{inside}</w:p>" + paragraph("完")) == f"{said}\n完\n".lstrip("\n")


def test_comments_are_no_text():
    comments = f'<w:comment w:id="1">{paragraph("应为9名")}</w:comment>'
    assert read(paragraph("党员12名。"), comments=comments) == "党员12名。\n"


def test_the_first_branch_that_says_something_counts():
    empty = new_box(paragraph(""))
    box = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="x">{empty}</mc:Choice><mc:Choice '
        f'Requires="wps">{new_box(paragraph("党员12名"))}</mc:Choice><mc:Fallback>'
        f"{old_box(paragraph('党员13名'))}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert read(paragraph(box)).split() == ["党员12名"]


# --- tables ---------------------------------------------------------------------------------------


def test_cells_keep_their_columns_whatever_is_in_them():
    wide = f'<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{paragraph("合计")}'
    inside = table(
        ("序号", "单位", "党员"),
        ("1", paragraph("白石") + paragraph("镇"), paragraph("12", "<w:r><w:br/></w:r>", "名")),
        (wide, "12"), ("2", "", ""),
    )  # fmt: skip
    assert read(inside).splitlines() == [
        "序号\t单位\t党员",
        "1\t白石 镇\t12 名",
        "合计\t\t12",
        "2\t\t",
    ]


def test_a_table_a_box_and_a_note_in_a_cell_follow_the_table():
    """So that its further rows keep their heads."""
    inner = table(("女", "5")) + paragraph("")
    boxed = paragraph("8", both_boxes(paragraph("图例")))
    inside = table(("单位", "党员"), ("白石镇", paragraph("12") + inner), ("石桥镇", boxed))
    inside = inside.replace("12</w:t></w:r>", f"12</w:t></w:r>{refer(1)}")
    assert read(inside, footnotes=note(1, "含预备")).splitlines() == [
        "单位\t党员", "白石镇\t12 ", "石桥镇\t8", "", " 含预备。", "女\t5", "图例",
    ]  # fmt: skip


def test_a_template_made_of_it_leaves_out_what_stands_on_every_page():
    inside = paragraph("总结") + paragraph("党员12名", refer(1), "。") + section(header1="default")
    data = with_parts(inside, footnotes=note(1, "含5名"), header1=paragraph("青禾县"))
    opened = open_paper(data, "a.docx")
    assert opened.text.endswith("页眉\n青禾县\n")
    assert opened.flowing == "总结\n党员12名。\n 含5名。\n"
