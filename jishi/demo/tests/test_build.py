"""The invented county is the same for the same seed, sound, and never laid over real data."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from django.db import transaction

from jishi.base.audit.verify import verify
from jishi.base.models import AuditEvent, Installation
from jishi.demo.build import build
from jishi.tree.errors import Refused
from jishi.tree.history import tree_at
from jishi.tree.kinds import ORG_KINDS
from jishi.tree.models import Grant, Organisation

UNTIL = date(2026, 11, 20)


class Undo(Exception):
    pass


def shape() -> list[tuple[str, ...]]:
    return list(Organisation.objects.order_by("line").values_list("code", "name", "kind", "sector"))


def test_the_same_seed_gives_the_same_county_and_another_seed_another(db: None):
    shapes = []
    for seed in (7, 7, 8):
        with suppress(Undo), transaction.atomic():
            build("small", seed, UNTIL)
            shapes.append(shape())
            raise Undo
    assert shapes[0] == shapes[1] != shapes[2]


def test_it_is_a_sound_county_of_some_120_organisations(db: None):
    built = build("small", 20260701, UNTIL)
    assert 100 <= built.organisations <= 140
    open_orgs = Organisation.objects.filter(closed_on__isnull=True)
    assert set(tree_at(UNTIL).nodes) == set(open_orgs.values_list("pk", flat=True))
    assert open_orgs.filter(kind="branch").count() > built.organisations * 0.75
    assert {o.kind for o in open_orgs} <= set(ORG_KINDS)
    assert len(tree_at(date(2025, 6, 30)).nodes) != len(tree_at(UNTIL).nodes)
    assert Grant.objects.filter(role="branch").count() > 50
    assert verify().intact


def test_it_is_never_laid_over_data_and_leaves_nothing_when_refused(db: None):
    build("small", 7, UNTIL)
    before = (shape(), AuditEvent.objects.count())
    with pytest.raises(Refused):
        build("small", 8, UNTIL)
    assert (shape(), AuditEvent.objects.count()) == before
    assert Installation.objects.get().demo
