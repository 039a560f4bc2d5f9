"""Between two days the organisations of every subtree add up, and each number is its rows."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from jishi.tree.bridge import Cause, Span, _Walk, bridge
from jishi.tree.tests.histories import BEGIN, DAYS, History, make_history, recount

HISTORIES = 1000


def faults(history: History, first: int, last: int) -> Iterator[str]:
    """What does not add up, or is not what the slow recount says, in any subtree."""
    days = BEGIN + timedelta(days=first), BEGIN + timedelta(days=last)
    spans = history.spans()
    for root in sorted({org for tree in history.trees for org in tree}):
        made = bridge(spans, root, *days, history.merged)
        kinds = made.kinds()
        for kind in (None, *sorted(kinds)):
            if not made.adds_up(kind):
                yield f"{root}: {kind} does not add up"
        for number, said in ((first, made.start), (last, made.end)):
            tree = history.trees[number]
            counted = {org: place[0] for org, place in tree.items() if _under(tree, org, root)}
            if said != counted:
                yield f"{root}: {said} stands, should be {counted}"
        slow = recount(history, root, first, last)
        ours: dict[tuple[str, str], list[tuple[int, int]]] = {}
        for each in made.movements:
            row = ((each.on - BEGIN).days, each.org)
            ours.setdefault((each.kind, each.cause.value), []).append(row)
        if {k: sorted(v) for k, v in ours.items()} != {k: sorted(v) for k, v in slow.items()}:
            yield f"{root}: {ours} moved, should be {slow}"


def _under(tree: dict[int, tuple[str, int | None]], org: int, root: int) -> bool:
    at: int | None = org
    while at is not None and at != root:
        at = tree[at][1]
    return at == root and root in tree


def test_a_thousand_random_histories_add_up_in_every_subtree():
    acts: set[str] = set()
    for seed in range(HISTORIES):
        history = make_history(seed)
        first = history.random.randrange(DAYS - 1)
        last = history.random.randrange(first, DAYS)
        acts |= set(history.acts)
        assert list(faults(history, first, last)) == [], seed
    assert acts == {"found", "rekind", "move", "close", "merge", "split", "reopen", "rename"}


@pytest.mark.parametrize("hole", ["descendants", "mergers", "reopened"])
def test_a_fault_in_the_bridge_is_noticed(hole: str, monkeypatch: pytest.MonkeyPatch):
    if hole == "descendants":  # whoever moves would leave those below behind
        monkeypatch.setattr(_Walk, "below", lambda self, orgs: set(orgs))
    elif hole == "mergers":
        real = _Walk.__init__
        monkeypatch.setattr(_Walk, "__init__", lambda self, root, merged: real(self, root, ()))
    else:
        monkeypatch.setattr(_Walk, "note", lambda self, s: self.founded.update({s.org: s.since}))
    seen = [f for seed in range(60) for f in faults(make_history(seed), 5, DAYS - 1)]
    assert seen


def test_a_branch_moved_with_its_group_to_the_next_township():
    day = date(2026, 5, 10)
    spans = [
        Span(1, BEGIN, None, "committee", None),
        Span(2, BEGIN, None, "committee", 1),
        Span(3, BEGIN, None, "committee", 1),
        Span(4, BEGIN, day, "branch", 2),
        Span(4, day, None, "branch", 3),
        Span(5, BEGIN, None, "group", 4),
    ]
    left, came, whole = (bridge(spans, org, BEGIN, day) for org in (2, 3, 1))
    assert [(m.org, m.cause) for m in left.movements] == [
        (4, Cause.MOVED_OUT), (5, Cause.MOVED_OUT),
    ]  # fmt: skip
    assert [(m.org, m.cause) for m in came.movements] == [
        (4, Cause.MOVED_IN), (5, Cause.MOVED_IN),
    ]  # fmt: skip
    assert whole.movements == []
    assert len(left.at_end("branch")) == 0
