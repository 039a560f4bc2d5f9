"""A thousand ID and phone numbers go through the system; none is left anywhere in clear."""

from __future__ import annotations

import gzip
import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from jishi.base.tests.specimen import identities, phones
from tests.faults.home import ROOT, prepared, surroundings
from tests.leaks import scan, search

pytestmark = pytest.mark.faults

# Store, change, look, draft, export, fail and log; then die without tidying up, so that the
# write-ahead log stays as it is.
LIFE = """
import json, logging, os
from pathlib import Path
import django; django.setup()
from django.db import connection
from jishi.accounts.models import Account
from jishi.accounts.queries import actor_of
from jishi.base import crypto, files
from jishi.base.backup.make import make_backup
from jishi.base.clock import now, today
from jishi.base.jobs import Result, enqueue, job
from jishi.base.jobs.worker import work_one
from jishi.base.models import Draft
from jishi.base.tests.specimen import PHONE, Specimen, identities, make_tables, phones, specimen
from jishi.tree.actor import local_operator
from jishi.tree.models import Organisation
from jishi.tree.permissions import SELF
LEAK = os.environ.get('LEAK', '')
make_tables()
logging.getLogger().setLevel(logging.INFO)
org = Organisation.objects.get(code='QH0101')
he = Account.objects.get(login='he')
actor = actor_of(he, today())
numbers, ids = phones(1000), identities(1000)
people = [specimen(f'人{n}', numbers[n], ids[n], org) for n in range(500)]
people += Specimen.objects.bulk_create(
    [Specimen(name=f'人{n}', phone=numbers[n], identity=ids[n], org=org) for n in range(500, 1000)])
for person in people[:20]:
    person.phone = numbers[0]; person.save()
    person.phone = numbers[people.index(person)]; person.save()
    assert person.phone.open_for(actor, '联系本人', person) in numbers
    logging.info('looked at %s %r', person.phone, vars(person))
Draft.objects.create(account=he, key='k', title='', link='', saved_at=now(),
                     content=crypto.seal(json.dumps(numbers + ids), 'draft.content'))
sheet = '\\n'.join(f'{a},{b}' for a, b in zip(numbers, ids)).encode()
files.store(sheet, 'roll.csv', owner=files.Owner('x', '1'), sealed=LEAK != 'file')
@job('leak.export', '导出', SELF)
def export(run):
    return Result(sheet, 'roll.csv')
@job('leak.broken', '坏', SELF, retries=0)
def broken(run):
    raise ValueError(numbers[7])
for kind in ('leak.export', 'leak.broken'):
    enqueue(actor, kind, {'org': org.pk})
while work_one(): pass
if LEAK == 'log': logging.info('phone %s', numbers[3])
if LEAK == 'row': Specimen.objects.filter(pk=people[0].pk).update(name=numbers[5])
if connection.vendor != 'sqlite':
    with connection.cursor() as cursor, open(os.environ['JISHI_HOME'] + '/tables.txt', 'w') as out:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            out.writelines(str(row[0]) + '\\n' for row in cursor.fetchall())
make_backup(local_operator(today()), Path(os.environ['JISHI_HOME']) / 'copy.backup')
os._exit(0)
"""

VALUES = {*phones(1000), *identities(1000)}


def live(home: Path, leak: str = "") -> dict[str, set[str]]:
    """One life of the system; what a scan of all it left behind finds."""
    prepared(home)
    (home / "output").mkdir()
    with (home / "output" / "log.txt").open("wb") as log:
        done = subprocess.run(
            [sys.executable, "-c", LIFE], env=surroundings(home, LEAK=leak), cwd=ROOT, stdout=log,
            stderr=log, check=False, timeout=120,
        )  # fmt: skip
    text = (home / "output" / "log.txt").read_text()
    assert done.returncode == 0, text[-2000:]
    assert "looked at" in text
    return scan([home], VALUES)


def test_no_seeded_value_is_left_in_database_log_or_files(tmp_path: Path):
    assert len(VALUES) == 2000
    home = tmp_path / "home"
    assert live(home) == {}
    assert list(home.glob("files/??/*"))
    assert (home / "copy.backup").stat().st_size > 100_000
    if not (home / "database-url").exists():
        assert (home / "jishi.sqlite3-wal").stat().st_size > 0


@pytest.mark.slow
@pytest.mark.parametrize("leak", ["file", "log", "row"])
def test_one_value_let_slip_is_found(tmp_path: Path, leak: str):
    found = live(tmp_path / "home", leak)
    assert found
    where = {"file": "/files/", "log": "/output/", "row": "/home/"}[leak]
    assert all(where in name for name in found)


def test_the_scanner_sees_through_coding_and_packing():
    value = phones(1)[0]
    box, tight = io.BytesIO(), gzip.compress(f"x{value}".encode())
    with zipfile.ZipFile(box, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("a.txt.gz", tight)
    for data in (value.encode(), value.encode("utf-16-le"), value.encode("utf-16-be"), tight,
                 box.getvalue(), f"00{value}99".encode()):  # fmt: skip
        assert search(data, {value}) == {value}
    assert search(identities(1)[0].lower().encode(), {identities(1)[0]})
    assert search(value[:-1].encode(), {value}) == set()
