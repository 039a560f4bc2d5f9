"""Somebody at work while a backup is made: renames and attaches files until a file `stop` appears.

Run as `python -m tests.faults.busy NUMBER` in a data folder of its own.
"""

from __future__ import annotations

import os
import sys
from datetime import date
from itertools import count

import django

MOST_FILES = 40  # then renaming alone, so that a long run does not fill the disk


def main() -> None:
    django.setup()
    from django.db import transaction

    from jishi.base import files
    from jishi.config.environment import home
    from jishi.orgs.actions import Basis, rename_organisation
    from jishi.tree.actor import local_operator
    from jishi.tree.models import Organisation

    code, actor = f"QH010{sys.argv[1]}", local_operator(date(2026, 11, 20))
    for number in count():
        if (home() / "stop").exists():
            return
        with transaction.atomic():
            org = Organisation.objects.get(code=code)
            name = f"第{number}次"
            rename_organisation(
                actor, org, org.version, name=name, short_name=name, basis=Basis(actor.today)
            )
            if number < MOST_FILES:
                body = files.lay_down(os.urandom(20_000))
                owner = files.Owner("organisation", str(org.pk))
                files.register(body, f"{number}.bin", owner=owner, org_id=org.pk)


if __name__ == "__main__":
    main()
