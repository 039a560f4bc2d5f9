"""One of many writers: renames one organisation again and again, logging what was answered.

Run as `python -m tests.faults.writer LOG THREADS ROUNDS [FAULT]`; every line of the log is one
acknowledged act (name, version read, version written), noted after the transaction has committed.
Seeded faults: with `blind` the version from the form is not compared, with `early` an act is
acknowledged before it is committed.
"""

from __future__ import annotations

import sys
import threading
from datetime import date
from pathlib import Path

import django


def rename_until_acknowledged(code: str, name: str, key: str) -> str:
    """A person at a form: reads, edits, sends; on a conflict reads again."""
    from jishi.base.once import run_once
    from jishi.orgs.actions import Basis, rename_organisation
    from jishi.tree.actor import local_operator
    from jishi.tree.errors import Conflict
    from jishi.tree.models import Organisation

    actor = local_operator(date(2026, 11, 20))
    for _ in range(500):
        org = Organisation.objects.get(code=code)

        def rename(org: Organisation = org) -> str:
            basis = Basis(date(2026, 11, 20))
            done = rename_organisation(
                actor, org, org.version, name=name, short_name=name, basis=basis
            )
            return str(done.version)

        try:
            first = run_once(actor, key, name, rename)
            assert run_once(actor, key, name, rename) == first  # a double click
            return f"{name} {org.version} {first}"
        except Conflict:
            continue
    raise AssertionError("never got through")


def work(log: Path, number: int, rounds: int, faults: list[str], early: bool) -> None:
    from django.db import connection

    try:
        with log.open("a", encoding="utf-8") as out:
            for index in range(rounds):
                name = f"{log.stem}-{number}-{index}"
                if early:
                    out.write(f"{name} 0 0\n")
                    out.flush()
                answer = rename_until_acknowledged("QH0101", name, name)
                if not early:
                    out.write(answer + "\n")
                    out.flush()
    except Exception as fault:
        faults.append(f"{type(fault).__name__}: {fault}")
    finally:
        connection.close()


def compare_no_versions() -> None:
    from jishi.orgs.actions import changes

    sound = changes.lock
    changes.lock = lambda rows, pk, version=None: sound(rows, pk)


def main(log: Path, threads: int, rounds: int, fault: str = "") -> int:
    django.setup()
    if fault == "blind":
        compare_no_versions()
    faults: list[str] = []
    team = [
        threading.Thread(target=work, args=(log, n, rounds, faults, fault == "early"))
        for n in range(threads)
    ]
    for thread in team:
        thread.start()
    for thread in team:
        thread.join()
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), *sys.argv[4:]))
