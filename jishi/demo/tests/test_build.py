"""The invented county is the same for the same seed, sound, and never laid over real data."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from django.apps import apps
from django.db import models, transaction

from jishi.base.audit.verify import verify
from jishi.base.models import AuditEvent, Installation
from jishi.demo.build import Built, build
from jishi.demo.county import SIZES, Size
from jishi.demo.tests.conftest import UNTIL
from jishi.tree.errors import Refused
from jishi.tree.history import tree_at
from jishi.tree.kinds import ORG_KINDS
from jishi.tree.models import Grant, Organisation

TINY = Size("tiny", 3, 1, 6, 3, 3, 2, 1, 1, 18, 6)


class Undo(Exception):
    pass


ROOMS = ("tree", "orgs", "people", "registers", "funds", "activities", "duties")
SAID = (models.CharField, models.DateField, models.IntegerField, models.DecimalField)
APART = (models.DateTimeField, models.BigIntegerField)  # clocks; numbers of rows, which run on


def everything() -> dict[str, list[tuple[str, ...]]]:
    """What the rows of the county say, all but whom and what they point to by number."""
    found = {}
    for room in ROOMS:
        for model in apps.get_app_config(room).get_models():
            names = [
                f.name for f in model._meta.concrete_fields
                if isinstance(f, SAID) and not isinstance(f, APART) and not f.primary_key
                and f.name not in ("path", "line", "code")  # made of numbers of rows
            ]  # fmt: skip
            rows = model._default_manager.values_list(*names) if names else []
            found[model._meta.label] = sorted(tuple(map(str, row)) for row in rows)
    return found


def test_the_same_seed_gives_the_same_county_and_another_seed_another(
    db: None, monkeypatch: pytest.MonkeyPatch
):
    """Everything of it: people, posts, letters and money too. A tiny one, as it is made thrice."""
    monkeypatch.setitem(SIZES, "tiny", TINY)
    shapes = []
    for seed in (7, 7, 8):
        with suppress(Undo), transaction.atomic():
            build("tiny", seed, UNTIL)
            shapes.append(everything())
            raise Undo
    assert shapes[0] == shapes[1] != shapes[2]


def test_it_is_a_sound_county_of_some_120_organisations(county: Built):
    assert 100 <= county.organisations <= 140
    open_orgs = Organisation.objects.filter(closed_on__isnull=True)
    assert set(tree_at(UNTIL).nodes) == set(open_orgs.values_list("pk", flat=True))
    assert open_orgs.filter(kind="branch").count() > county.organisations * 0.75
    assert {o.kind for o in open_orgs} <= set(ORG_KINDS)
    assert len(tree_at(date(2025, 6, 30)).nodes) != len(tree_at(UNTIL).nodes)
    assert Grant.objects.filter(role="branch").count() > 50
    assert verify().intact


def test_it_is_never_laid_over_data_and_leaves_nothing_when_refused(county: Built):
    before = (everything(), AuditEvent.objects.count())
    with pytest.raises(Refused):
        build("small", 8, UNTIL)
    assert (everything(), AuditEvent.objects.count()) == before
    assert Installation.objects.get().demo


@pytest.mark.full
@pytest.mark.parametrize("seed", range(12))
def test_any_seed_and_any_day_give_a_county(seed: int, db: None, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(SIZES, "tiny", TINY)
    until = date(2026, 1 + seed, 1 + 2 * seed % 28)
    assert build("tiny", seed, until).organisations > 20
    assert verify().intact
