"""The pages of an import from the file to the undo, as a clerk goes through them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jishi.base.commands import SOME_REFUSED, declared, load, parser_of
from jishi.base.jobs.worker import work_one
from jishi.exchange.models import ImportBatch
from jishi.exchange.tests.tables import (
    MEMBER,
    bring_in,
    member,
    members,
    workbook,
    workbook_of_sheets,
)
from jishi.people.models import Person
from tests.world import World


def work() -> None:
    while work_one():
        pass


def hand_in(client, world: World, data: bytes, **more: str):
    file = SimpleUploadedFile("名册.xlsx", data)
    sent = {"file": file, "org": world["白石镇党委"].code, "kind": "", "pasted": "", **more}
    return client.post("/exchange/new/", sent)


def text(client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.django_db(transaction=True)
def test_from_the_file_to_the_undo(transactional_db: None):
    from tests.world import build

    world = build()
    client = world.client("陈岚")
    bring_in(world.actor("陈岚"), "members", members(3), org=world["白石镇党委"])
    rows = [member(0, 学历="研究生"), member(5), member(6, "何东村党支部"), member(7, 手机号="12")]
    rows.append(member(1, 党员类别="留党察看"))
    url = hand_in(client, world, workbook(MEMBER, rows)).headers["Location"]
    page = text(client, url)
    assert "各列对应什么" in page
    assert "公民身份" not in page
    batch = ImportBatch.objects.get(pk=int(url.split("/")[2]))
    fields = {f"column-{n}": name for n, name in enumerate(
        ("name", "sex", "nation", "born_on", "identity", "phone", "education", "org", "standing",
         "joined_on", "full_on"), start=1)}  # fmt: skip
    client.post(f"{url}columns/", {"_version": batch.version, **fields})
    assert 'hx-trigger="every 1s"' in text(client, url)
    assert client.get(f"{url}progress/").status_code == 200
    work()
    assert client.get(f"{url}progress/").headers["HX-Refresh"] == "true"
    page = text(client, url)
    for words in ("何东村党支部", "研究生", "手机号应为 11 位", "按规定程序", "河东村党支部"):
        assert words in page, words
    batch.refresh_from_db()
    client.post(
        f"{url}choices/",
        {"_version": batch.version, "unknown": "何东村党支部", "org-0": "QH0101"},
    )
    work()
    page = text(client, url)
    assert "没有找到的组织" not in page
    client.post(f"{url}publish/")
    work()
    page = text(client, url)
    assert "已入库" in page
    assert "退回的行，改好再导" in page
    assert Person.objects.count() == 5
    assert "名册.xlsx" in text(client, "/exchange/")
    other = world.client("周正")
    assert "退回的行，改好再导" not in text(other, url)  # the rows are for who handed them in
    client.post(f"{url}undo/")
    work()
    assert "已撤销" in text(client, url)
    assert Person.objects.count() == 3


def test_what_is_pasted_is_a_table_too(world: World):
    client = world.client("何文")
    pasted = "姓名\t性别\t入党时间\n韦甲乙\t男\t2010-07-01\n"
    sent = {"org": "QH0101", "kind": "members", "pasted": pasted}
    url = client.post("/exchange/new/", sent).headers["Location"]
    assert "入党日期" in text(client, url)


def test_a_wrong_file_gets_one_line_beside_its_box(world: World):
    response = hand_in(world.client("陈岚"), world, b"%PDF-1.7 nothing")
    assert response.status_code == 422
    assert "不能直接导入" in response.content.decode()


def test_nothing_chosen_is_said_beside_the_box(world: World):
    sent = {"org": "QH01", "kind": "", "pasted": ""}
    response = world.client("陈岚").post("/exchange/new/", sent)
    assert response.status_code == 422
    assert "请选择文件，或粘贴表格" in response.content.decode()


def test_anothers_import_is_not_carried_on(world: World):
    client = world.client("陈岚")
    url = hand_in(client, world, members(1)).headers["Location"]
    for step in ("columns", "check", "choices", "publish", "abandon"):
        assert world.client("周正").post(f"{url}{step}/").status_code == 404
    assert world.client("石磊").get(url).status_code == 404
    assert client.post(f"{url}abandon/").status_code == 302
    assert ImportBatch.objects.get().state == "cancelled"


def test_an_empty_table_and_an_export_are_one_click_away(world: World):
    client = world.client("陈岚")
    assert client.get("/exchange/template/members/").headers["Content-Type"].endswith("sheet")
    assert client.get("/exchange/template/nothing/").status_code == 404
    sent = {"kind": "members", "org": "QH01", "format": "csv"}
    assert client.post("/exchange/export/", sent).headers["Location"].startswith("/jobs/")


@pytest.mark.parametrize("by", ["page", "command"])
@pytest.mark.django_db(transaction=True)
def test_one_roster_on_several_sheets(
    by: str, transactional_db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    """A sheet a branch, the same header on each: all of them, and faults name their sheet."""
    from tests.world import build

    world = build()
    data = workbook_of_sheets(
        {
            "一支部": [MEMBER, member(0), member(1)],
            "二支部": [MEMBER, member(2, "柳湾村党支部"), member(3, "柳湾村党支部", 手机号="12")],
            "说明": [["填表说明"], ["手机号须为 11 位"]],
            "三支部": [MEMBER, member(4), member(0)],
        }
    )
    if by == "page":
        client = world.client("陈岚")
        url = hand_in(client, world, data).headers["Location"]
        assert "3 张工作表" in text(client, url)
        client.post(f"{url}check/")
        work()
        page = text(client, url)
        assert "工作表“二支部”第 3 行" in page
        assert "与第 2 行相同" in page
        client.post(f"{url}publish/")
        work()
    else:
        file = tmp_path / "roster.xlsx"
        file.write_bytes(data)
        command = load(declared()["import"])
        words = ["members", str(file), "--json"]
        assert command.run(parser_of(command).parse_args(words)) == SOME_REFUSED
        told = json.loads(capsys.readouterr().out)
        assert told["rows"] == {"total": 6, "accepted": 4, "refused": 2, "blank": 0}
        places = [(f["sheet"], f["row"], f["code"]) for f in told["faults"]]
        assert places == [("二支部", 3, "phone_form"), ("三支部", 3, "duplicate")]
    assert Person.objects.count() == 4
