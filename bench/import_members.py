"""A roster of 50,000 rows and 30 columns: recognised, checked, sealed, staged, in force, audited.

    python -m bench.import_members [rows]

Yardsticks of the same run: openpyxl merely reading the file, and django-import-export in its bulk
mode, which checks less, seals nothing, keeps no history and no trace of who did it. It needs
`django-import-export` beside the packages of the project (`uv pip install django-import-export`).
"""

from __future__ import annotations

import datetime as dt
import os
import resource
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

from bench.report import note

ROOT = Path(__file__).resolve().parent.parent
ROWS, BRANCHES = 50_000, 1_200
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
HEADERS = (
    "序号", "姓名", "性别", "民族", "出生日期", "身份证号", "手机号", "学历", "工作单位及职务",
    "职业", "所在党支部", "党员类别", "入党日期", "转正日期", "党员分类", "转入本支部日期", "籍贯",
    "婚姻状况",
    "家庭住址", "邮政编码", "入党介绍人", "参加工作时间", "职称", "专业", "毕业院校", "兴趣特长",
    "志愿服务时长", "联系人", "档案号", "备注",
)  # fmt: skip
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN = "伟芳娜敏静秀丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华文辉建国春梅宇欣荣波宁"


def identity(born: dt.date, serial: int, man: int) -> str:
    stem = f"99{serial // 500 % 10000:04d}{born:%Y%m%d}{serial % 500 * 2 + man:03d}"
    total = sum(int(sign) * weight for sign, weight in zip(stem, WEIGHTS, strict=True))
    return stem + "10X98765432"[total % 11]


def row(number: int, random: Random) -> list[str]:
    born = dt.date(1945, 1, 1) + dt.timedelta(random.randrange(365 * 58))
    joined = min(born + dt.timedelta(7000 + random.randrange(9000)), dt.date(2024, 6, 1))
    full = joined + dt.timedelta(366)
    man = random.randrange(2)
    return [
        str(number + 1), random.choice(SURNAMES) + random.choice(GIVEN) + random.choice(GIVEN),
        "男" if man else "女", random.choice(("汉族", "满族", "回族", "蒙古族")), born.isoformat(),
        identity(born, number, man), f"1{3 + number % 7}{number:09d}",
        random.choice(("小学", "初中", "高中", "大专", "大学", "研究生")),
        f"单位{number % 997}职员",
        random.choice(("农牧渔民", "工人", "公务员", "教师")), f"第{number % BRANCHES + 1}党支部",
        "正式党员", joined.isoformat(), full.isoformat(), random.choice(("在职", "农村无职")),
        full.isoformat(), "青禾县", "已婚", f"青禾县某镇{number % 4000}号", "990000",
        random.choice(SURNAMES) + "介绍", joined.isoformat(), "无", "农学", "青禾学校", "书法",
        str(number % 300), random.choice(SURNAMES) + "某", f"D{number:07d}", "",
    ]  # fmt: skip


def write(path: Path, rows: int) -> None:
    import xlsxwriter

    random = Random(20260701)
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("党员花名册")
        for column, header in enumerate(HEADERS):
            sheet.write_string(0, column, header)
        for number in range(rows):
            for column, text in enumerate(row(number, random)):
                sheet.write_string(number + 1, column, text)


def ready(home: Path) -> None:
    """A county of 1,200 branches in a fresh data folder."""
    os.environ |= {"JISHI_HOME": str(home), "DJANGO_SETTINGS_MODULE": "jishi.config.settings"}
    import django

    django.setup()
    from django.core.management import call_command

    from jishi.config.environment import prepare_home

    prepare_home()
    call_command("migrate", verbosity=0)
    from jishi.base.clock import today
    from jishi.orgs.actions import Basis, found_organisation
    from jishi.tree.actor import local_operator

    who, on = local_operator(today()), Basis(dt.date(2012, 6, 1))
    root = found_organisation(
        who, None, code="QH", name="青禾县委", short_name="青禾县委", kind="local_committee",
        sector="county", basis=on,
    )  # fmt: skip
    for number in range(1, BRANCHES + 1):
        found_organisation(
            who, root, code=f"QH{number:04d}", name=f"中共第{number}党支部",
            short_name=f"第{number}党支部", kind="branch", sector="village", basis=on,
        )  # fmt: skip


def ours(home: Path, file: Path, rows: int) -> None:
    """In a process of its own; prints seconds of each step and its peak memory."""
    ready(home)
    from jishi.base.audit.verify import verify
    from jishi.base.clock import today
    from jishi.exchange import actions
    from jishi.exchange.recognition import Opened
    from jishi.exchange.way import AtOnce
    from jishi.people.models import Person
    from jishi.tree.actor import local_operator

    way = AtOnce(local_operator(today()))
    data, marks = file.read_bytes(), [time.perf_counter()]
    opened = Opened()
    batch = actions.hand_in(way.actor, "members", data, file.name, opened=opened)
    marks.append(time.perf_counter())
    checked = actions.check(way, batch, opened)
    marks.append(time.perf_counter())
    found = actions.publish(way, batch, checked)
    marks.append(time.perf_counter())
    assert found.counts()["new"] == rows == Person.objects.count(), found.counts()
    assert verify().intact, "the chain"
    steps = [b - a for a, b in pairwise(marks)]
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(*(f"{step:.3f}" for step in steps), own, child)


def openpyxl_reads(file: Path) -> None:
    import openpyxl

    started = time.perf_counter()
    sheet = openpyxl.load_workbook(file, data_only=True).active
    cells = sum(len(line) for line in sheet.iter_rows(values_only=True))
    assert cells
    print(f"{time.perf_counter() - started:.3f}")


DATES = ("出生日期", "入党日期", "转正日期", "转入本支部日期", "参加工作时间")


def bulk_mode(file: Path) -> None:
    """django-import-export over a table of its own: dates as dates, branches by their names."""
    import django
    from django.conf import settings

    store = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(file.with_suffix(".bulk"))}
    settings.configure(
        INSTALLED_APPS=["import_export"], USE_TZ=True, DATABASES={"default": store},
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    )  # fmt: skip
    django.setup()
    import tablib

    table, rows = _plain_table()
    started = time.perf_counter()
    data = tablib.Dataset().load(file.read_bytes(), format="xlsx")
    for dry in (True, False):  # its preview, then its import, as its pages do
        result = table().import_data(data, dry_run=dry, raise_errors=True, use_transactions=True)
    assert not result.has_errors()
    took = time.perf_counter() - started
    assert rows.objects.count() == len(data)
    print(f"{took:.3f}")


def _plain_table() -> Any:
    """Its resource in bulk mode, and the model behind it."""
    from django.db import connection, models
    from import_export import resources, widgets
    from import_export.fields import Field

    app = type("Meta", (), {"app_label": "bulk"})
    name = models.CharField(max_length=60, unique=True)
    branch = type("Branch", (models.Model,), {"name": name, "Meta": app, "__module__": "bulk"})
    columns: dict[str, Any] = {}
    parts: dict[str, Any] = {}
    for place, header in enumerate(HEADERS):
        code = f"c{place}"
        if header == "所在党支部":
            columns[code] = models.ForeignKey(branch, models.CASCADE)
            widget: Any = widgets.ForeignKeyWidget(branch, "name")
        elif header in DATES:
            columns[code], widget = models.DateField(), widgets.DateWidget()
        else:
            unique = header == "身份证号"
            columns[code] = models.CharField(max_length=80, blank=True, unique=unique)
            widget = widgets.CharWidget()
        parts[code] = Field(column_name=header, attribute=code, widget=widget)
    rows = type("Rows", (models.Model,), {**columns, "Meta": app, "__module__": "bulk"})
    with connection.schema_editor() as editor:
        editor.create_model(branch)
        editor.create_model(rows)
    made = [branch(name=f"第{n}党支部") for n in range(1, BRANCHES + 1)]
    branch.objects.bulk_create(made)
    options = {
        "model": rows, "fields": tuple(parts), "import_id_fields": ["c5"], "use_bulk": True,
        "batch_size": 1000, "skip_diff": True, "skip_unchanged": True,
        "force_init_instance": True,
    }  # fmt: skip
    meta = type("Meta", (), options)
    return type("Table", (resources.ModelResource,), {**parts, "Meta": meta}), rows


def apart(*words: str) -> list[float]:
    """The numbers that a process of its own prints last."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.import_members", *words], cwd=ROOT, check=True,
        capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    return [float(word) for word in done.stdout.strip().splitlines()[-1].split()]


def main() -> None:
    if len(sys.argv) > 2:
        _part(sys.argv[1], [Path(word) for word in sys.argv[2:]])
        return
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory(prefix="jishi-bench-") as folder:
        file, home = Path(folder) / "roster.xlsx", Path(folder) / "home"
        write(file, rows)
        home.mkdir()
        *steps, own, child = apart("--ours", str(home), str(file), str(rows))
        [read], [bulk] = apart("--openpyxl", str(file)), apart("--bulk", str(file))
    took = sum(steps)
    names = ("recognised", "checked and staged", "in force")
    for name, step in zip(names, steps, strict=True):
        print(f"  {name}: {step:.2f} s")
    print(f"  {rows / took:.0f} rows/s, peak {own:.0f} MB, reading apart {child:.0f} MB")
    shared = {"rows": rows, "peak_mb": max(own, child)}
    note(
        "import_members_openpyxl", ours_ms=took * 1000,
        yardstick="openpyxl merely reading the file", yardstick_ms=read * 1000, **shared,
    )  # fmt: skip
    note(
        "import_members_bulk", ours_ms=took * 1000,
        yardstick="django-import-export, bulk mode, preview and import", yardstick_ms=bulk * 1000,
        **shared,
    )  # fmt: skip
    print(f"  {read / took:.1f} × openpyxl, {bulk / took:.1f} × django-import-export")
    assert max(own, child) <= 500, "too much memory"


def _part(word: str, rest: list[Path]) -> None:
    if word == "--ours":
        ours(rest[0], rest[1], int(str(rest[2])))
    elif word == "--openpyxl":
        openpyxl_reads(rest[0])
    else:
        bulk_mode(rest[0])


if __name__ == "__main__":
    main()
