"""Several processes verify a long chain: they find what one finds, also while others write."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.faults.home import prepared, python
from tests.faults.test_backup import busy

pytestmark = pytest.mark.faults

START = """
import json
from django.db import connection, transaction
from jishi.base.audit import anchors, chain, verify
from jishi.base.audit.chain import Line, append
from jishi.base.models import AuditHead
from jishi.tree.actor import local_operator
from tests.world import TODAY
verify.PARALLEL_FROM, verify.MOST_PROCESSES = 1, 3
verify.os.cpu_count = lambda: 3
"""
TAMPERED = """
with transaction.atomic():
    append([Line(local_operator(TODAY), 'org.rename', 'organisation', str(n), None, None, {})
            for n in range(200)])
kept = chain.anchor('demand')
apart = verify.verify()
verify.PARALLEL_FROM = 10**9
alone = verify.verify()
same = (apart.checked, apart.last, apart.faults) == (alone.checked, alone.last, alone.faults)
print(json.dumps([apart.intact, apart.checked, same]))
with connection.cursor() as cursor:
    for name in ('audit_no_update', 'audit_no_delete'):
        if connection.vendor == 'sqlite':
            cursor.execute(f'DROP TRIGGER {name}')
    if connection.vendor != 'sqlite':
        cursor.execute('DROP TRIGGER audit_no_change ON audit_event')
    middle = kept.point.seq // 3  # where one process ends and the next begins
    cursor.execute('UPDATE audit_event SET verb = %s WHERE seq IN (%s, %s, %s)',
                   ['x', 5, middle, middle + 1])
    cursor.execute('DELETE FROM audit_event WHERE seq = %s', [middle * 2])
apart_of = []
for limit in (1, 10**9):
    verify.PARALLEL_FROM = limit
    apart_of.append(sorted({f.seq for f in verify.verify().faults}))
print(json.dumps([apart_of, [5, middle, middle + 1, middle * 2 + 1]]))
"""


def test_several_processes_find_what_one_finds_also_at_their_seams(tmp_path: Path) -> None:
    home = prepared(tmp_path / "home")
    sound, tampered = map(json.loads, python(START + TAMPERED, home).splitlines())
    assert sound == [True, sound[1], True]
    assert sound[1] > 200
    (apart, alone), wanted = tampered
    assert apart == alone == wanted


GROWING = """
import time
first, number, until = chain.head().seq, 0, time.monotonic() + 40
while number < 6 or (chain.head().seq < first + 10 and time.monotonic() < until):
    number += 1
    verify.PARALLEL_FROM = 1 if number % 2 else 10**9
    chain.anchor('demand')
    report = verify.verify()
    assert report.intact, report.faults
print(chain.head().seq - first)
"""


def test_a_chain_that_grows_meanwhile_shows_no_fault(tmp_path: Path) -> None:
    home = prepared(tmp_path / "home")
    with busy(home):
        assert int(python(START + GROWING, home)) >= 10
