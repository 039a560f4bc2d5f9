"""Random steps by random people over every kind: the flow is never left, nobody judges oneself."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest

from jishi.base.act import act
from jishi.cases.access import CASE_EDIT, CLUE_EDIT
from jishi.cases.actions import Given, open_case, take_step
from jishi.cases.actions.marks import name_role
from jishi.cases.kinds import CaseKind, all_kinds
from jishi.cases.models import Case, CaseStep
from jishi.cases.queries.facts import doers
from jishi.cases.rules.flow import FLOW
from jishi.cases.tests.cast import PHOTO, entry
from jishi.tree.errors import NotDone
from jishi.tree.models import Grant
from jishi.tree.reach import reach
from tests.world import TODAY, World

STEPS = [step.name for step in FLOW.transitions]
# Those who have something to do here come up more often than those who have not.
NEAR = ("陈岚", "陈岚", "何文", "何文", "周正")
WHO = (*NEAR, "严可", "柳芳", "石磊", "罗静")
CLUES = ("严可", "罗静")


def given(random: Random, world: World, case: Case, turn: int) -> Given:
    kind = case.of_kind
    mostly = random.random() < 0.85
    org = world["河东村党支部"] if mostly else random.choice([None, *world.orgs.values()])
    return Given(
        text="写了几句" if mostly else "", outcome="办好了" if mostly else "",
        files=[("照.png", PHOTO)] if mostly else (), org=org,
        method=kind.methods[turn % len(kind.methods)][0] if kind.methods and mostly else "",
        days=5 if mostly else random.choice([None, 0, 999]),
        reached=mostly or None, solved=random.choice([True, True, False, None]),
        satisfaction=random.choice([None, 1, 5]), kept=random.choice([True, False]),
        into=Case.objects.filter(kind=kind.code).order_by("pk").first(),
        grade=random.choice(["", kind.grades[0].code, "none"]),
    )  # fmt: skip


def walk(world: World, steps: int, seed: int) -> tuple[int, int]:
    """How many steps were taken, and how many refused."""
    random, today = Random(seed), TODAY
    Grant.objects.create(
        account=world.people["严可"], org=world["青禾县委"], role="discipline", subtree=True,
        since=TODAY,
    )  # fmt: skip
    cases: dict[str, list[int]] = {}
    done = refused = 0
    for turn in range(steps):
        today += timedelta(days=random.random() < 0.05)
        kind: CaseKind = random.choice(list(all_kinds().values()))
        mine = cases.setdefault(kind.code, [])
        near = random.random() < 0.7
        names = (CLUES if kind.narrow else NEAR) if near else WHO
        who = world.actor(random.choice(names), today)
        if not mine or random.random() < 0.06:
            try:
                with act(who, CLUE_EDIT if kind.narrow else CASE_EDIT):
                    made = open_case(who, entry(world, kind.code))
                mine.append(made.pk)
            except NotDone:
                refused += 1
            continue
        # Mostly one that is still in somebody's hands: what has ended only refuses.
        case = Case.objects.get(pk=random.choice(mine[-3:] if random.random() < 0.8 else mine))
        leads = [each.name for each in FLOW.leaving(case.state)]
        step = random.choice(leads if leads and random.random() < 0.9 else STEPS)
        before = snapshot(case)
        judged_by = doers(case, step)
        if kind.roles and random.random() < 0.1:
            try:
                name_role(who, case, random.choice(kind.roles).code, name=f"某{turn}")
            except NotDone:
                refused += 1
            continue
        try:
            take_step(who, case, step, None, given(random, world, case, turn))
        except NotDone:
            refused += 1
            assert snapshot(Case.objects.get(pk=case.pk)) == before
            continue
        done += 1
        check(Case.objects.get(pk=case.pk), case.state, step, who, judged_by)
    numbers_have_no_gaps()
    return done, refused


def snapshot(case: Case) -> tuple[object, ...]:
    row = Case.objects.filter(pk=case.pk).values_list().get()
    return (*row, CaseStep.objects.filter(case=case).count())


def check(case: Case, before: str, step: str, who: object, judged_by: set[int]) -> None:
    kind = case.of_kind
    origins = next(each.origins for each in FLOW.transitions if each.name == step)
    assert before in origins, (step, before)
    assert kind.has(step)
    assert case.state in {state.name for state in FLOW.states}
    if step in ("strike_off", "refuse", "send_back", "call_back"):
        assert who.account_id not in judged_by  # type: ignore[attr-defined]
    if step == "strike_off":
        assert case.outcome
        if "evidence" in kind.conditions:
            assert case.files.filter(step__round=case.reopened).exists()
        if "called_back" in kind.conditions:
            assert CaseStep.objects.filter(case=case, step__in=("call_back", "confirm")).exists()
        if "roles" in kind.conditions:
            named = set(case.roles.filter(until=None).values_list("role", flat=True))
            assert {role.code for role in kind.roles if role.needed} <= named
    permission = CLUE_EDIT if kind.narrow else CASE_EDIT
    assert reach(who, permission).covers(case.home.path) or reach(who, permission).covers(  # type: ignore[arg-type]
        case.org.path
    )


def numbers_have_no_gaps() -> None:
    by_year: dict[tuple[str, int], list[int]] = {}
    for kind, year, number in Case.objects.values_list("kind", "year", "number"):
        by_year.setdefault((kind, year), []).append(number)
    assert all(sorted(found) == list(range(1, len(found) + 1)) for found in by_year.values())


def test_a_short_walk(world: World):
    done, refused = walk(world, 600, seed=7)
    assert done > 30
    assert refused > 200


@pytest.mark.full
@pytest.mark.parametrize("seed", range(11, 15))
def test_twenty_thousand_steps(world: World, seed: int):
    done, refused = walk(world, 5_000, seed)  # four of them: one transaction grows no further
    assert done > 350
    assert refused > 1_200
