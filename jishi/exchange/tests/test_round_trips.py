"""What goes out comes back the same, for every kind; what is put in one cell stays in it."""

from __future__ import annotations

import csv
import io

import pytest

from jishi.exchange import actions, export_book
from jishi.exchange.ground import Ground
from jishi.exchange.records.kind import kinds
from jishi.exchange.tests.tables import MEMBER, bring_in, member, members, snapshot, workbook
from jishi.exchange.way import AtOnce
from jishi.funds.models import DuesBase, DuesPayment
from jishi.people.models import MemberChange, MemberState, Person
from jishi.registers.models import Link, Unit, UnitCoverage
from jishi.tree.models import Organisation, OrganisationChange, OrganisationState
from tests.world import World

ALL = frozenset({"identity", "phone", "base"})


def rows_of(actor, kind: str, org=None) -> list[dict]:
    """What an export of this kind holds, in clear, as it would be read."""
    found = kinds()[kind]
    table = list(found.rows(Ground(actor, found, org, clear=ALL)))
    return [
        dict(zip([f.name for f in found.fields], export_book.cells(found, row), strict=True))
        for row in table
    ]


def book(actor, kind: str) -> bytes:
    found = kinds()[kind]
    rows = list(found.rows(Ground(actor, found, None, clear=ALL)))
    from jishi.base.clock import now

    return export_book.book_of(export_book.Table(found, found.label, rows, now()))


POSTS = ("党组织编码", "任职党组织", "姓名", "身份证号", "职务", "任职日期", "任免文号")
UNITS = ("单位名称", "单位类型", "统一社会信用代码", "覆盖党组织", "覆盖方式", "从业人数",
         "党员人数", "党建入章", "牵头单位")  # fmt: skip
BASES = ("姓名", "身份证号", "所在党支部", "年度", "缴纳类别", "基数", "核定原因")
PAYMENTS = ("姓名", "身份证号", "所在党支部", "缴纳日期", "所属月份", "金额")


@pytest.fixture
def filled(world: World) -> World:
    """Members, posts, units, bases and payments of one township, all brought in by tables."""
    chen, town = world.actor("陈岚"), world["白石镇党委"]
    rows = [member(n, "河东村党支部" if n % 2 else "柳湾村党支部") for n in range(6)]
    rows.append(member(7, 入党日期="2025-12", 转正日期="", 党员类别="预备党员"))
    assert not bring_in(chen, "members", workbook(MEMBER, rows), org=town)[1].marks
    someone, other = rows[1], rows[0]
    posts = [
        ["QH0101", "河东村党支部", someone[0], someone[4], "书记", "2025-03-10", "白党〔2025〕1号"],
        ["QH0102", "柳湾村党支部", other[0], "", "党支部副书记", "2025-03-10", "白党〔2025〕1号"],
    ]
    _, plan = bring_in(chen, "posts", workbook(POSTS, posts), org=town)
    assert not plan.marks, plan.marks
    firm = uscc("91990000MA0A1B2C3")
    units = [
        ["绿源公司", "非公企业", firm, "河东村党支部", "单独组建", "30", "5", "是", ""],
        ["河东村", "村", "", "", "", "", "", "", "河东村党支部"],
    ]
    _, plan = bring_in(chen, "units", workbook(UNITS, units), org=town)
    assert not plan.marks, plan.marks
    bases = [[r[0], r[4], r[7], "2026", "事业单位人员", "4000", "年度核定"] for r in rows[:4]]
    _, plan = bring_in(chen, "dues_bases", workbook(BASES, bases), org=town)
    assert not plan.marks, plan.marks
    monthly = DuesBase.objects.order_by("pk").values_list("monthly_fen", flat=True)[0]
    paid = [
        [r[0], r[4], r[7], "2026-11-02", "2026年10-11月", f"{monthly * 2 / 100:.2f}"]
        for r in rows[:3]
    ]
    _, plan = bring_in(chen, "dues", workbook(PAYMENTS, paid), org=town)
    assert not plan.marks, plan.marks
    return world


def uscc(stem: str) -> str:
    signs = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    total = sum(signs.index(c) * pow(3, i, 31) for i, c in enumerate(stem))
    return stem + signs[(31 - total % 31) % 31]


def wipe(*models) -> None:
    for model in models:
        model._default_manager.all().delete()


def test_every_kind_comes_back_the_same(filled: World):
    """Out in clear, wiped, in again: the same rows, and once more nothing changes."""
    from jishi.funds.models import DuesItem

    operator = _operator()
    order = ("members", "posts", "units", "dues_bases", "dues_payments")
    before = {kind: rows_of(operator, kind) for kind in order}
    assert {kind: len(rows) for kind, rows in before.items()} == {
        "members": 7, "posts": 2, "units": 2, "dues_bases": 4, "dues_payments": 3,
    }  # fmt: skip
    books = {kind: book(operator, kind) for kind in order}
    wipe(DuesItem, DuesPayment, DuesBase, Link, UnitCoverage, Unit)
    wipe(MemberChange, MemberState, Person)
    for kind in order:
        _, plan = bring_in(operator, kind, books[kind])
        assert not plan.marks, (kind, plan.marks)
        assert rows_of(operator, kind) == before[kind], kind
    whole = snapshot()
    for kind in order:
        _, plan = bring_in(operator, kind, books[kind])
        assert plan.counts()["same"] == len(before[kind]), kind
    assert snapshot() == whole


def test_organisations_come_back_in_the_order_of_the_tree(world: World):
    operator = _operator()
    before, data = rows_of(operator, "organisations"), book(operator, "organisations")
    _empty_tree()
    _, plan = bring_in(operator, "organisations", data)
    assert not plan.marks, plan.marks
    assert rows_of(operator, "organisations") == before
    _, plan = bring_in(operator, "organisations", data)
    assert plan.counts()["same"] == len(before)
    assert OrganisationChange.objects.count() == len(before)


def _operator():
    from jishi.tree.actor import local_operator
    from tests.world import TODAY

    return local_operator(TODAY)


def _empty_tree() -> None:
    from jishi.accounts.models import Account, SignIn
    from jishi.exchange.models import ImportBatch
    from jishi.tree.models import Grant

    wipe(ImportBatch, Grant, SignIn, Account, OrganisationState, OrganisationChange)
    for org in Organisation.objects.order_by("-line"):
        org.delete()


@pytest.mark.parametrize("kind", ["posts", "units", "dues_bases", "members"])
def test_undo_gives_back_every_row_of_each_kind(filled: World, kind: str):
    """A further table of the kind, undone: every table is as it was."""
    chen, town = filled.actor("陈岚"), filled["白石镇党委"]
    post = ["QH0101", "河东村党支部", member(3)[0], "", "组织委员", "2025-05-01", "白党〔2025〕2号"]
    grown = ["绿源公司", "", uscc("91990000MA0A1B2C3"), "", ""]
    earlier = [member(1)[0], "", "河东村党支部", "2025", "事业单位人员", "3800", ""]
    later = [member(5)[0], "", "河东村党支部", "2026", "农民", "", ""]
    extra = {
        "posts": (POSTS, [post]),
        "units": (UNITS, [["新厂", "非公企业", "", "", "", "9", "", "", ""],
                          [*grown, "31", "", "", ""]]),
        "dues_bases": (BASES, [earlier, later]),
        "members": (MEMBER, [member(1, 学历="大学"), member(30)]),
    }[kind]  # fmt: skip
    before = snapshot()
    batch, plan = bring_in(chen, kind, workbook(*extra), org=town)
    assert plan.counts()["new"] + plan.counts()["changed"] >= 1, plan.marks
    outcome = actions.undo(AtOnce(chen), batch)
    assert outcome.kept == []
    assert snapshot() == before


def test_an_amount_that_ends_another_is_undone_with_it(filled: World):
    chen, town = filled.actor("陈岚"), filled["白石镇党委"]
    before = snapshot()
    row = [member(3)[0], "", "河东村党支部", "2026", "事业单位人员", "4000", ""]
    _, plan = bring_in(chen, "dues_bases", workbook(BASES, [row]), org=town)
    assert plan.counts()["same"] == 1
    assert snapshot() == before


PAYLOADS = [
    "=1+1", "=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(1,1)", "=HYPERLINK(\"http://x\",\"y\")",
    "＝1+1", "＋1", "－1", "＠SUM(1)", "'=1+1", "''=1", "=1+1 x", "=\"a\"&\"b\"", "=1;2", "=1,2",
    "=A1", "+A1", "-A1", "@A1", "=(1)", "=-1", "=+1", "=@1", "-2+3+cmd|' /C calc'!A0",
    "=IMPORTXML(1)", "=WEBSERVICE(1)", "=DDE(1)", "=RTD(1)", "=EXEC(1)", "=1/0", "=NOW()",
    "+cmd", "-cmd", "@cmd", "=cmd", "'+1", "'-1", "'@1", "'＝1",
]  # fmt: skip


def test_there_are_forty_of_them():
    assert len(set(PAYLOADS)) == 40


def test_what_looks_like_a_formula_stays_text_and_comes_back_the_same(world: World):
    """Threat 8, in both formats, through a column of free text."""
    operator = _operator()
    bring_in(operator, "members", members(len(PAYLOADS)))
    for person, payload in zip(Person.objects.order_by("pk"), PAYLOADS, strict=True):
        Person.objects.filter(pk=person.pk).update(work_place=payload)
    found = kinds()["members"]
    table = actions.export_table(operator, "members", None)
    before = snapshot()
    for name, body in (
        ("x.xlsx", export_book.book_of(table)),
        ("x.csv", export_book.csv_of(table)),
    ):
        assert not executable(name, body)
        _, plan = bring_in(operator, "members", body, name=name)
        assert [i.changes for i in plan.intents if i.changes] == []
        assert (plan.counts()["same"], plan.marks) == (len(PAYLOADS), [])
        assert snapshot() == before
    assert found.code == "members"


def executable(name: str, body: bytes) -> list[str]:
    """Cells that a spreadsheet would compute."""
    if name.endswith(".csv"):
        text = body.decode("utf-8-sig")
        cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
        return [cell for cell in cells if cell[:1] in tuple("=+-@＝＋－＠\t\r") and cell[:1]]
    import openpyxl

    sheet = openpyxl.load_workbook(io.BytesIO(body)).worksheets[0]
    return [c.value for row in sheet.iter_rows() for c in row if c.data_type == "f"]


def test_a_table_out_is_ready_to_be_filled_and_printed(filled: World):
    import openpyxl

    table = actions.export_table(filled.actor("陈岚"), "members", filled["白石镇党委"])
    sheet = openpyxl.load_workbook(io.BytesIO(export_book.book_of(table))).worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    assert "编码" in heads[0]
    identity = heads.index("身份证号")
    assert {row[identity].value[:2] for row in sheet.iter_rows(min_row=2)} == {"99"}
    assert all("*" in row[identity].value for row in sheet.iter_rows(min_row=2))
    assert all(c.number_format == "@" for row in sheet.iter_rows(min_row=2) for c in row)
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.print_title_rows == "$1:$1"
    assert len(sheet.data_validations.dataValidation) >= 4


@pytest.mark.parametrize("kind", ["organisations", "members", "posts", "units", "dues_bases"])
def test_an_empty_table_is_recognised_as_what_it_is(world: World, kind: str):
    from jishi.exchange.recognition import recognised, workbook_of

    workbook = workbook_of(export_book.template(kinds()[kind]), "空表.xlsx")
    _, layout = recognised(workbook, "", "", {})
    assert layout.kind == kind
    fields = [column.field for column in layout.columns]
    assert fields == [field.name for field in kinds()[kind].fields]


def test_the_stranger_takes_nothing_out(filled: World):
    from jishi.tree.errors import NotVisible

    with pytest.raises(NotVisible):
        actions.export_table(filled.actor("石磊"), "members", filled["白石镇党委"])
    table = actions.export_table(filled.actor("石磊"), "members", filled["石桥镇党委"])
    assert table.rows == []
