"""32 hands on the same cases: no number doubled or left out, one step each, none lost."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.faults.home import prepared, python
from tests.faults.test_writers import start_team

pytestmark = pytest.mark.faults

POOL = 3
PREPARE = f"""
from tests.world import World
from jishi.accounts.models import Account
from jishi.tree.models import Organisation
from jishi.cases.tests.cast import Hands
world = World(
    orgs={{o.short_name: o for o in Organisation.objects.all()}},
    people={{a.name: a for a in Account.objects.all()}},
)
hands = Hands(world)
for _ in range({POOL}):
    hands.opened(org=None)
    hands.handed_in()
"""
COUNT = """
from jishi.cases.models import Case, CaseCounter, CaseStep
from jishi.base.audit.verify import verify
for kind in ("problem", "request"):
    numbers = sorted(Case.objects.filter(kind=kind).values_list("number", flat=True))
    last = CaseCounter.objects.get(kind=kind).last
    assert numbers == list(range(1, last + 1)), numbers
for step in ("assign", "strike_off"):
    print(step, *CaseStep.objects.filter(step=step).values_list("case", flat=True))
print("open", *Case.objects.filter(kind="request").values_list("number", flat=True))
assert verify().intact
"""


def handled(home: Path, fault: str = "") -> tuple[dict[str, Counter[str]], dict[str, Counter[str]]]:
    """What was acknowledged, and what the books say, by kind of act."""
    python(PREPARE, home)
    before = said(python(COUNT.replace('"problem", "request"', '"problem",'), home))
    logs = start_team("tests.faults.casework", home, 4, 8, 3, fault)
    told: dict[str, Counter[str]] = {}
    for line in logs:
        act, what = line.split()
        told.setdefault(act, Counter())[what] += 1
    after = said(python(COUNT, home))
    return told, {act: found - before.get(act, Counter()) for act, found in after.items()}


def said(text: str) -> dict[str, Counter[str]]:
    return {line.split()[0]: Counter(line.split()[1:]) for line in text.splitlines()}


def test_many_hands_lose_double_and_skip_nothing(tmp_path: Path):
    told, found = handled(prepared(tmp_path / "home"))
    assert told == found
    assert len(told["open"]) == 4 * 8 * 3
    for act in ("assign", "strike_off"):
        assert len(told[act]) == POOL
        assert set(told[act].values()) == {1}


@pytest.mark.slow
def test_going_by_what_was_read_would_be_noticed(tmp_path: Path):
    told, _ = handled(prepared(tmp_path / "home"), "stale")
    assert any(n > 1 for act in ("assign", "strike_off") for n in told[act].values())
