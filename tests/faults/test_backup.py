"""The restore drill: everything that was there comes back, and a bad archive changes nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults.home import ROOT, own_database, prepared, python, surroundings

pytestmark = pytest.mark.faults

# What a database holds, table by table, and the hash of every file.
CONTENT = """
import hashlib, json
from pathlib import Path
from django.db import connection
from jishi.base.backup import postgresql_side, sqlite_side
from jishi.config.environment import home
if connection.vendor == 'sqlite':
    tables = sqlite_side.tables(Path(connection.settings_dict['NAME']))
else:
    with postgresql_side.snapshot() as cursor:
        names = postgresql_side.columns(cursor)
        tables = {n: postgresql_side.table_of(cursor, n, c) for n, c in names.items()}
files = {str(p.relative_to(home())): hashlib.sha256(p.read_bytes()).hexdigest()
         for p in (home() / 'files').glob('??/*')}
print(json.dumps({'tables': {n: [t.rows, t.digest] for n, t in tables.items()}, 'files': files}))
"""
LOGIN = (
    "from django.test import Client\n"
    "from tests.world import PASSWORD\n"
    "print(Client().login(username='chen', password=PASSWORD))"
)


def jishi(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "jishi.config.cli", *words],
        env=surroundings(home), capture_output=True, text=True, timeout=120, check=False, cwd=ROOT,
    )  # fmt: skip


@contextmanager
def busy(home: Path, people: int = 2) -> Iterator[None]:
    team = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.faults.busy", str(n + 1)], env=surroundings(home),
            cwd=ROOT, stderr=subprocess.PIPE, text=True,
        )
        for n in range(people)
    ]  # fmt: skip
    try:
        while len(list((home / "files").glob("??/*"))) < 6:
            time.sleep(0.05)
            assert all(person.poll() is None for person in team), team[0].communicate()[1]
        yield
    finally:
        (home / "stop").touch()
        for person in team:
            assert person.wait(30) == 0, person.communicate()[1]
        (home / "stop").unlink()


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A home, and a backup of it made while two people were working."""
    folder = tmp_path_factory.mktemp("backup")
    home, archive = prepared(folder / "home"), folder / "a.jishi"
    with busy(home):
        done = jishi(home, "backup", str(archive), "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["missing"] == []
    return home, archive


def test_the_drill_backup_wipe_restore_and_every_row_and_file_is_back(
    lived_in: tuple[Path, Path], tmp_path: Path
) -> None:
    home, archive = lived_in
    fresh = tmp_path / "fresh"  # another machine: nothing but the key file
    fresh.mkdir()
    own_database(fresh)
    (fresh / "keys.json").write_bytes((home / "keys.json").read_bytes())
    (fresh / "keys.json").chmod(0o600)
    done = jishi(fresh, "restore", str(archive), "--yes", "--json")
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["epoch"] == 2

    promised = python(
        "import json; from pathlib import Path\n"
        "from jishi.base.backup.restore import unpacked\n"
        f"with unpacked(Path({str(archive)!r})) as (folder, found):\n"
        "    print(json.dumps([{n: [t.rows, t.digest] for n, t in found.tables.items()},\n"
        "        {n: e.sha256 for n, e in found.entries.items() if n.startswith('files/')}]))",
        home,
    )
    tables, files = json.loads(promised)
    now = json.loads(python(CONTENT, fresh))
    # The restore itself is the one new line of the audit; all else is as it was.
    assert now["tables"].pop("audit_event")[0] == tables.pop("audit_event")[0] + 1
    del now["tables"]["audit_head"], tables["audit_head"]
    assert now["tables"] == tables
    assert now["files"] == files
    assert len(files) >= 6
    verified = json.loads(jishi(fresh, "audit", "verify", "--json").stdout)
    assert verified["intact"]
    assert [r["seq"] for r in verified["restores"]] == [answer["after"]]
    assert python(LOGIN, fresh) == "True"


def test_an_older_backup_over_newer_data_gives_up_the_newer_lines_openly(
    lived_in: tuple[Path, Path],
) -> None:
    home, archive = lived_in
    before = json.loads(jishi(home, "audit", "anchor", "--json").stdout)
    done = jishi(home, "restore", str(archive), "--yes", "--json")
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert before["seq"] > answer["after"]
    assert json.loads(jishi(home, "audit", "verify", "--json").stdout)["intact"]
    assert list(home.glob(".backup-*")) == []


@pytest.mark.parametrize("times", [5, pytest.param(40, marks=pytest.mark.full)])
def test_backups_under_concurrent_writes_are_all_of_one_moment(times: int, tmp_path: Path) -> None:
    """The chain's head stands in another table than its lines: torn apart, they would disagree."""
    home = prepared(tmp_path / "home")
    with busy(home):
        out = python(
            "import tempfile; from pathlib import Path; from datetime import date\n"
            "from jishi.base.backup.make import make_backup\n"
            "from jishi.base.backup.restore import unpacked\n"
            "from jishi.tree.actor import local_operator\n"
            "from jishi.base.backup.archive import file_name\n"
            f"folder = Path({str(tmp_path)!r})\n"
            f"for n in range({times}):\n"
            "    made = make_backup(local_operator(date(2026, 11, 20)), folder / f'{n}.jishi')\n"
            "    with unpacked(made.path) as (_, found):\n"
            "        whole = found.tables['audit_event'].rows == found.chain.seq\n"
            "        print(int(whole and not found.missing), found.chain.seq)\n",
            home,
            timeout=300,
        )
    lines = [line.split() for line in out.splitlines()]
    assert [whole for whole, _ in lines] == ["1"] * times
    heads = [int(seq) for _, seq in lines]
    assert heads[-1] - heads[0] > times  # others did write meanwhile


# Tries to restore each spoilt copy; prints how many were refused, and whether anything changed.
SPOILT = """
import random, sys
from datetime import date
from pathlib import Path
from jishi.base.backup.restore import restore_backup
from jishi.config.environment import Fault
from jishi.tree.actor import local_operator
whole, copy = Path(sys.argv[1]).read_bytes(), Path(sys.argv[1]).with_suffix('.spoilt')
chance, words = random.Random(7), set()
for number in range(100):
    at = chance.randrange(len(whole))
    if number % 2:
        spoilt = whole[:at]
    else:
        spoilt = whole[:at] + bytes([whole[at] ^ (1 << chance.randrange(8))]) + whole[at + 1:]
    copy.write_bytes(spoilt)
    try:
        restore_backup(local_operator(date(2026, 11, 20)), copy)
        print('restored', number, at)
    except Fault as fault:
        assert '\\n' not in str(fault)
        words.add(str(fault))
print('refused', len(words) > 1)
"""


def test_altered_and_truncated_archives_are_refused_and_nothing_is_damaged(
    lived_in: tuple[Path, Path],
) -> None:
    home, archive = lived_in
    before = python(CONTENT, home)
    out = python(f"import sys; sys.argv = ['', {str(archive)!r}]\n{SPOILT}", home, timeout=120)
    assert out == "refused True"
    assert python(CONTENT, home) == before
    assert list(home.glob(".backup-*")) == []


def refused(home: Path, archive: Path) -> str:
    done = jishi(home, "restore", str(archive), "--yes")
    assert done.returncode == 4, done.stdout + done.stderr
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    return done.stderr


def test_a_wrong_key_a_foreign_file_and_a_running_service_are_refused_in_one_line(
    lived_in: tuple[Path, Path], tmp_path: Path
) -> None:
    home, archive = lived_in
    other = tmp_path / "other"
    other.mkdir()
    own_database(other)
    python("from jishi.config.environment import prepare_home; prepare_home()", other)
    line = refused(other, archive)
    assert "密钥文件" in line
    assert not (other / "jishi.sqlite3").exists()
    assert "不是基石的备份文件" in refused(home, Path(__file__))
    assert "读不了" in refused(home, tmp_path / "nowhere")
    with subprocess.Popen(
        [sys.executable, "-c",
         "import sys, time; from pathlib import Path; from jishi.config.ready import lock_home\n"
         "held = lock_home(Path(sys.argv[1])); print('held', flush=True); time.sleep(60)",
         str(home)],
        stdout=subprocess.PIPE, env=surroundings(home), cwd=ROOT, text=True,
    ) as server:  # fmt: skip
        assert server.stdout is not None
        assert server.stdout.readline() == "held\n"
        done = jishi(home, "restore", str(archive), "--yes")
        server.kill()
    assert done.returncode != 0
    assert "已有一个服务在运行" in done.stderr


# Archives that only somebody with the key can make: still nothing leaves the temporary folder.
CRAFTED = """
import dataclasses, json, re, sys
from datetime import date
from pathlib import Path
from jishi.base.backup import archive, manifest, restore, sealing
from jishi.config.environment import Fault
from jishi.config.keys import keys
from jishi.tree.actor import local_operator
source, copy = Path(sys.argv[1]), Path(sys.argv[1]).with_suffix('.crafted')

def craft(name, parts, packed=False, change=None):
    kept, archive.NAMES = archive.NAMES, re.compile('.*')
    with restore.unpacked(source) as (folder, found), copy.open('wb') as out:
        box = archive.Archive(sealing.SealedWriter(out, keys(), {}))
        for path in sorted(folder.rglob('*')):
            if path.is_file() and path.name != 'manifest.json':
                box.add(str(path.relative_to(folder)), archive.parts_of(path), True)
        if name:
            box.add(name, parts, packed)
        found = dataclasses.replace(found, entries=dict(box.entries), **(change or {}))
        box.add('manifest.json', [found.text()])
        box.close()
    archive.NAMES = kept

def attempt(label):
    try:
        restore.restore_backup(local_operator(date(2026, 11, 20)), copy)
        print(label, 'restored')
    except Fault as fault:
        print(label, fault)

for name in ('../evil', '/etc/evil', 'files/../../evil', 'files/aa/../evil', 'keys.json',
             'tables/x;y'):
    craft(name, [b'x'])
    attempt('name')
craft('files/aa/' + 'b' * 62, (bytes(1 << 20) for _ in range(64)), True)
restore.SPARE += restore.shutil.disk_usage('/').free - (16 << 20)  # as on a disk nearly full
attempt('bomb')
restore.SPARE = 0
craft('', [], change={'migrations': (('base', '9999_from_the_future'),), 'version': '99.0'})
attempt('newer')
craft('', [], change={'format': 99, 'version': '99.0'})
attempt('format')
craft('', [], change={'field_keys': {'7': '00000000'}})
attempt('ring')
craft('', [], change={'database': 'oracle'})
attempt('kind')
"""


def test_crafted_archives_escape_nowhere_and_newer_ones_are_refused(
    lived_in: tuple[Path, Path],
) -> None:
    home, archive = lived_in
    before = python(CONTENT, home)
    out = python(f"import sys; sys.argv = ['', {str(archive)!r}]\n{CRAFTED}", home, timeout=120)
    lines = dict(line.split(" ", 1) for line in out.splitlines())
    assert [line for line in out.splitlines() if "不该有的内容" in line] == [
        "name 备份里有不该有的内容，没有恢复任何内容"
    ] * 6
    assert "放不下" in lines["bomb"]
    assert "更新的版本" in lines["newer"]
    assert "更新的版本" in lines["format"]
    assert "第 7 号密钥" in lines["ring"]
    assert "请按备份的那种数据库设置" in lines["kind"]
    assert python(CONTENT, home) == before
    assert not list(home.parent.rglob("evil"))


def test_a_restore_that_breaks_before_the_swap_leaves_everything_as_it_was(
    lived_in: tuple[Path, Path],
) -> None:
    home, archive = lived_in
    before = json.loads(python(CONTENT, home))
    out = python(
        "from datetime import date; from pathlib import Path\n"
        "from jishi.base.backup import restore\n"
        "from jishi.tree.actor import local_operator\n"
        "def broken(*args):\n    raise OSError(5, 'Input/output error')\n"
        "restore._put_files = broken\n"
        "try:\n"
        f"    restore.restore_backup(local_operator(date(2026, 11, 20)), Path({str(archive)!r}))\n"
        "except OSError:\n    print('broken')",
        home,
    )
    assert out == "broken"
    after = json.loads(python(CONTENT, home))
    assert after == before
    assert json.loads(jishi(home, "audit", "verify", "--json").stdout)["intact"]


def test_neither_keys_nor_readable_data_are_in_a_backup(lived_in: tuple[Path, Path]) -> None:
    home, archive = lived_in
    whole = archive.read_bytes()
    secrets = json.loads((home / "keys.json").read_text())
    assert secrets["signing"].encode() not in whole
    for value in (secrets["index"], secrets["audit"], *secrets["fields"].values()):
        assert value.encode() not in whole
        assert bytes.fromhex(value) not in whole
    for word in ("青禾县委", "陈岚", "SQLite format", "PGCOPY", "organisation"):
        assert word.encode() not in whole
    assert archive.stat().st_mode & 0o077 == 0 or os.name != "posix"
