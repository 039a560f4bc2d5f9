"""From an empty installation to a secretary at work: tree, roster, health report, slip, sign-in."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from tests.faults.home import ROOT, own_database, python, surroundings
from tests.journeys.site import Site, serving
from tests.world import PASSWORD

OWN = "青岭-石桥-兰坪-2026"
ANSWERS = {
    "name": "白石镇党建",
    "root": {
        "code": "BS", "name": "中国共产党白石镇委员会", "short_name": "白石镇党委",
        "kind": "committee", "sector": "township",
    },
    "administrators": {
        kind: {"login": kind, "name": name}
        for kind, name in (("sysadmin", "系统"), ("secadmin", "安全"), ("auditor", "审计"))
    },
}  # fmt: skip
# The township's clerk, as the two administrators would make her; that way has its own tests.
CLERK = f"""
from datetime import date
from django.contrib.auth.hashers import make_password
from django.utils import timezone
from jishi.accounts.models import Account
from jishi.tree.models import Grant, Organisation
clerk = Account.objects.create(login="chen", name="陈岚", kind="business", state="active",
    must_change=False, password=make_password({PASSWORD!r}), made_at=timezone.now())
Grant.objects.create(account=clerk, role="township", org=Organisation.objects.get(code="BS"),
    since=date(2026, 1, 1))
"""
TREE = [
    ("编码", "党组织全称", "简称", "党组织类型", "领域", "上级党组织", "成立日期"),
    ("BS01", "中国共产党白石镇河东村支部委员会", "河东村党支部", "党支部", "村", "白石镇党委",
     "2012-06-01"),
]  # fmt: skip
ROSTER = [
    ("林可", "男", "990000198003020016", "2005.7.1", "2006.7.1"),
    ("石岚", "女", "990000197511120028", "1999年6月", "2000年6月"),
    ("宋芳", "女", "990000196801150029", "1976-06-30", "1977-06-30"),
    ("何文", "男", "990000198209090013", "2008-07-01", "2009-07-01"),
]


def identity(stem: str) -> str:
    """With its last figure put right, so that the lines above need not be counted by hand."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(c) * w for c, w in zip(stem[:17], weights, strict=True))
    return stem[:17] + "10X98765432"[total % 11]


def tree_file(folder: Path) -> Path:
    path = folder / "tree.csv"
    path.write_text("\n".join(",".join(row) for row in TREE), encoding="gb18030")
    return path


def roster_file(folder: Path) -> Path:
    """As an office keeps it: a title, two blanks in a short name, no phone column."""
    path = folder / "roster.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.merge_range("A1:G1", "白石镇河东村党员花名册")
        sheet.write_row(
            "A2", ("序号", "姓 名", "性别", "身份证号码", "入党时间", "转正时间", "所在支部")
        )
        for number, (name, sex, stem, joined, full) in enumerate(ROSTER, 1):
            spaced = f"{name[0]}  {name[1]}"
            row = (number, spaced, sex, identity(stem), joined, full, "河东村党支部")
            sheet.write_row(number + 1, 0, row)
        sheet.write_row(len(ROSTER) + 2, 0, ("合计", f"{len(ROSTER)}人"))
    return path


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Installed a minute ago: the uppermost organisation, three administrators, one clerk."""
    folder = tmp_path_factory.mktemp("empty")
    home, answers = folder / "home", folder / "answers.json"
    home.mkdir()
    own_database(home)
    answers.write_text(json.dumps(ANSWERS), encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "jishi.config.cli", "init", "--answers", str(answers)],
        env=surroundings(home), cwd=ROOT, check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    python(CLERK, home)
    with serving(home) as running:
        yield running


def import_file(page: Any, site: Site, path: Path, kind: str) -> None:
    page.goto(f"{site.url}/exchange/new/")
    page.get_by_label("这是什么表").select_option(label=kind)
    page.get_by_label("选择文件").set_input_files(path)
    page.get_by_role("button", name="识别表头").click()
    page.get_by_role("button", name=re.compile("核对")).last.click()
    page.get_by_role("button", name=re.compile("^入库")).click(timeout=30_000)
    page.get_by_text("已入库").first.wait_for(timeout=30_000)


def test_an_empty_installation_becomes_a_branch_at_work(
    page: Any, site: Site, browser: Any, tmp_path: Path
):
    site.sign_in(page, "陈岚")
    page.get_by_text("开始使用").first.wait_for()
    assert "建组织树" in page.locator("main").inner_text()

    import_file(page, site, tree_file(tmp_path), "党组织")
    import_file(page, site, roster_file(tmp_path), "党员")

    page.get_by_role("link", name="看体检报告").first.click()
    report = page.locator("main").inner_text()
    assert "书记空缺" in report
    page.get_by_role("link", name=re.compile("党员缺手机号")).click()
    assert "林可" in page.locator("main").inner_text()

    page.goto(f"{site.url}/staff/below/")
    line = page.locator("li", has_text="河东村党支部")
    line.get_by_role("checkbox").check()
    line.get_by_role("textbox").fill("何文")
    page.get_by_role("button", name="建账号并打印密码条").click()
    slip = page.locator(".slip").first
    slip.wait_for()
    login, password = (slip.locator(".j-code").nth(place).inner_text() for place in (0, 1))

    secretary = browser.new_page()
    secretary.goto(f"{site.url}/login/")
    secretary.locator("input[name=login]").fill(login)
    secretary.locator("input[name=password]").fill(password)
    secretary.locator("form button[type=submit]").first.click()
    secretary.get_by_label("原密码").fill(password)
    secretary.get_by_label(re.compile("^新密码")).fill(OWN)
    secretary.get_by_label("再输一遍新密码").fill(OWN)
    secretary.get_by_role("button", name="修改密码").click()
    secretary.get_by_text("原密码").wait_for(state="detached")
    secretary.goto(f"{site.url}/")
    secretary.get_by_role("link", name="河东村党支部").first.click()
    secretary.wait_for_url(re.compile(r"/orgs/\d+/"))
    secretary.goto(f"{site.url}/people/")
    members = secretary.locator("main").inner_text()
    assert all(name in members for name, *_ in ROSTER)
    secretary.close()
