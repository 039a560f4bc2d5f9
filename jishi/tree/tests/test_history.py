"""The tree on any day equals the recorded acts replayed; epochs equal a look at every month end."""

import random
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jishi.kernel.period import Month
from jishi.orgs.actions import (
    Basis,
    close_organisation,
    found_organisation,
    move_organisation,
    rekind_organisation,
    rename_organisation,
)
from jishi.tree.actor import local_operator
from jishi.tree.errors import Refused
from jishi.tree.history import Epoch, TreeAt, cut_epochs, epochs, tree_at
from jishi.tree.models import Organisation
from tests.world import TODAY

START = date(2025, 1, 1)
OPERATOR = local_operator(TODAY)


@dataclass(frozen=True)
class Seen:
    """An organisation as the replay knows it: nothing shared with the dated states."""

    name: str
    kind: str
    sector: str
    parent: int | None


class Chronicle:
    """Acts done one after another, with the whole tree written down after each, in plain dicts."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.day = START
        self.now: dict[int, Seen] = {}
        self.pages: list[tuple[date, dict[int, Seen]]] = []
        self.found(None)
        for _ in range(self.chance.randint(25, 40)):
            self.day += timedelta(self.chance.choice((0, 0, 1, 3, 9, 20)))
            self.act()

    def act(self) -> None:
        do = self.chance.choice(
            (self.found, self.found, self.move, self.rename, self.rekind, self.close)
        )
        org = Organisation.objects.get(pk=self.chance.choice(list(self.now)))
        with suppress(Refused):
            do(org)

    def write_down(self) -> None:
        self.pages.append((self.day, dict(self.now)))

    def found(self, parent: Organisation | None) -> None:
        kind = "local_committee" if parent is None else self.chance.choice(("committee", "branch"))
        code = f"C{len(self.pages)}-{self.chance.random()}"[:20]
        org = found_organisation(
            OPERATOR, parent, code=code, name=code, short_name=code, kind=kind, sector="village",
            basis=Basis(self.day),
        )  # fmt: skip
        self.now[org.pk] = Seen(code, kind, "village", parent.pk if parent else None)
        self.write_down()

    def move(self, org: Organisation) -> None:
        target = Organisation.objects.get(pk=self.chance.choice(list(self.now)))
        if org.parent_id is None:
            return
        move_organisation(OPERATOR, org, org.version, parent=target, basis=Basis(self.day))
        self.change(org, parent=target.pk)

    def rename(self, org: Organisation) -> None:
        name = f"名{self.chance.randint(1, 999)}"
        rename_organisation(
            OPERATOR, org, org.version, name=name, short_name=name, basis=Basis(self.day)
        )
        self.change(org, name=name)

    def rekind(self, org: Organisation) -> None:
        rekind_organisation(
            OPERATOR, org, org.version, kind="committee", sector="street", basis=Basis(self.day)
        )
        self.change(org, kind="committee", sector="street")

    def close(self, org: Organisation) -> None:
        if org.parent_id is None:
            return
        basis = Basis(self.day, "青组〔2025〕1号")
        close_organisation(OPERATOR, org, org.version, basis=basis)
        del self.now[org.pk]
        self.write_down()

    def change(self, org: Organisation, **values: object) -> None:
        before = self.now[org.pk]
        self.now[org.pk] = Seen(**{**before.__dict__, **values})  # type: ignore[arg-type]
        self.write_down()

    def on(self, day: date) -> dict[int, Seen]:
        """The last page written on or before the day."""
        known = [page for written, page in self.pages if written <= day]
        return known[-1] if known else {}


def as_seen(tree: TreeAt) -> dict[int, Seen]:
    return {n.id: Seen(n.short_name, n.kind, n.sector, n.parent) for n in tree.nodes.values()}


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(4))
def test_the_tree_of_any_day_equals_the_acts_replayed(seed: int):
    told = Chronicle(seed)
    span = (told.day - START).days + 3
    for offset in range(-2, span, 3):
        day = START + timedelta(offset)
        assert as_seen(tree_at(day)) == told.on(day), day


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(4))
def test_epochs_equal_a_look_at_every_month_end(seed: int):
    told = Chronicle(seed)
    first, last = Month.of(2024, 11), Month.holding(told.day).plus(2)
    slow: list[list[Month]] = []
    for index in range(first.index, last.index + 1):
        month = Month(index)
        same = slow and told.on(month.last_day) == told.on(month.plus(-1).last_day)
        slow[-1].append(month) if same else slow.append([month])
    cut = epochs(first, last)
    starts = {epoch.first for epoch in cut}
    assert {run[0] for run in slow} <= starts
    # What came and went within one month cuts though the month ends agree; nothing else does.
    acted = {Month.holding(day) for day, _ in told.pages}
    assert starts - {run[0] for run in slow} <= acted
    for epoch in cut:
        trees = [told.on(Month(i).last_day) for i in range(epoch.first.index, epoch.last.index + 1)]
        assert all(tree == trees[0] for tree in trees), "an epoch with two trees in it"
    assert cut[0].first == first
    assert cut[-1].last == last
    assert all(a.last.plus(1) == b.first for a, b in pairwise(cut))


DAYS = st.dates(date(2024, 1, 1), date(2026, 12, 31))


@settings(max_examples=300, deadline=None)
@given(st.lists(DAYS, max_size=12), DAYS, st.integers(0, 30))
def test_cutting_equals_going_month_by_month(days: list[date], start: date, length: int):
    first = Month.holding(start)
    last = first.plus(length)
    runs: list[list[Month]] = [[first]]
    for index in range(first.index + 1, last.index + 1):
        month = Month(index)
        changed = any(month.first_day <= day <= month.last_day for day in days)
        runs.append([month]) if changed else runs[-1].append(month)
    assert cut_epochs(days, first, last) == [Epoch(run[0], run[-1]) for run in runs]


@pytest.mark.django_db
def test_order_spans_and_lines_of_a_random_tree_agree():
    Chronicle(9)
    tree = tree_at(TODAY)
    assert sorted(tree.order) == sorted(tree.nodes)
    for ident in tree.nodes:
        slow = {i for i in tree.nodes if i == ident or ident in tree.ancestors(i)}
        assert set(tree.subtree(ident)) == slow
        assert tree.path(ident) == Organisation.objects.get(pk=ident).path
