"""A branch of twelve at work: 何文 its secretary, duties looked after since October."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults.home import python
from tests.journeys.site import Site, serving

TODAY = "2026-12-10"
MEMBERS = """
from datetime import date
from jishi.accounts.models import Account
from jishi.activities.tests import cast
from jishi.duties.actions.starting import set_start
from jishi.tree.actor import local_operator
from jishi.tree.models import Organisation
from tests.world import World
world = World({o.short_name: o for o in Organisation.objects.all()},
    {a.name: a for a in Account.objects.all()})
cast.build(world)
set_start(local_operator(date(2026, 10, 1)), world["青禾县委"], starts_on=date(2026, 10, 1))
"""


@contextmanager
def branch_at_work(county: Path, home: Path) -> Iterator[Site]:
    shutil.copytree(county, home)
    python(MEMBERS, home)
    with serving(home, JISHI_TODAY=TODAY) as running:
        yield running
