"""Kinds of activities stand by their own declaration."""

from __future__ import annotations

import pytest

from jishi.activities.kinds import ActivityKind, all_kinds
from jishi.kernel.declare import DeclarationError
from jishi.kernel.items import Field


def test_every_kind_of_the_design_are_there():
    assert set(all_kinds()) == {
        "assembly", "committee", "group", "lesson", "theme_day", "life_meeting", "appraisal",
        "democratic_meeting", "talk", "center_study", "branch_study", "training", "visit",
        "inspection", "volunteering", "public_event", "ceremony", "warning_education",
        "leadership_meeting",
    }  # fmt: skip


GOOD = {"code": "own.song", "title": "红歌会", "source": "县委办通知", "group": "service"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"code": "红歌"},
        {"title": " "},
        {"source": ""},
        {"group": "nowhere"},
        {"org_kinds": ("club",)},
        {"expects": "everybody"},
        {"needs": ("love",)},
        {"needs": ("quorum",)},
        {"quorum": "two"},
        {"topics": ("gossip",)},
        {"fields": (Field(code="a", label="甲", type="photo"),)},
        {"fields": (Field(code="a", label="甲", type="choice"),)},
        {"fields": (Field(code="a", label="甲"), Field(code="a", label="乙"))},
    ],
)
def test_a_kind_that_cannot_stand_is_refused_in_words(wrong: dict[str, object]):
    ActivityKind(**GOOD)
    with pytest.raises(DeclarationError):
        ActivityKind(**{**GOOD, **wrong})
