"""Many at once: threads that move subtrees about and found organisations under them.

Run as `python -m jishi.tree.tests.mover THREADS ROUNDS [FAULT]`; prints how many acts went
through, then what is unsound. With `gateless` nobody takes the one lock, with `forgetful` a move
leaves the paths below as they were.
"""

from __future__ import annotations

import random
import sys
import threading

import django


def work(number: int, rounds: int, done: list[str], broken: list[str]) -> None:
    from django.db import connection

    from jishi.orgs.actions import Basis, found_organisation, move_organisation
    from jishi.tree.actor import local_operator
    from jishi.tree.errors import NotDone
    from jishi.tree.models import Organisation
    from tests.world import TODAY

    chance = random.Random(number)
    operator, basis = local_operator(TODAY), Basis(TODAY)
    try:
        for index in range(rounds):
            committees = list(Organisation.objects.filter(kind="committee"))
            org, parent = chance.sample(committees, 2)
            try:
                if chance.random() < 0.35:
                    code = f"N{number}-{index}"
                    found_organisation(
                        operator, parent, code=code, name=code, short_name=code,
                        kind="committee", sector="township", basis=basis,
                    )  # fmt: skip
                else:
                    move_organisation(operator, org, org.version, parent=parent, basis=basis)
                done.append("")
            except NotDone:
                continue
    except Exception as fault:
        broken.append(f"{type(fault).__name__}: {fault}")
    finally:
        connection.close()


def main(threads: int, rounds: int, fault: str) -> None:
    from jishi.orgs.actions import changes as actions
    from jishi.tree.models import Organisation
    from jishi.tree.tests.sound import faults

    if fault == "gateless":
        actions.lock_tree = lambda: None
    if fault == "forgetful":
        actions._rehang = lambda org, path, line: Organisation.objects.filter(pk=org.pk).update(
            path=path, line=line
        )
    done: list[str] = []
    broken: list[str] = []
    team = [
        threading.Thread(target=work, args=(number, rounds, done, broken))
        for number in range(threads)
    ]
    for one in team:
        one.start()
    for one in team:
        one.join()
    sys.stdout.write(f"{len(done)}\n" + "\n".join([*broken, *faults()]))


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3] if len(sys.argv) > 3 else "")
