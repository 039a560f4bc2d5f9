"""What is never asked is refused under any disguise, and ordinary labels pass."""

from __future__ import annotations

from pathlib import Path

import pytest

from jishi.base.refusals import GROUNDS, refuses

HERE = Path(__file__).parent


def items(name: str) -> list[str]:
    return (HERE / name).read_text(encoding="utf-8").replace("\n", "|").strip("|").split("|")


def test_evasions_are_refused():
    labels = items("labels_refused.txt")
    assert len(labels) >= 120
    passed = [label for label in labels if refuses(label) is None]
    assert len(passed) <= len(labels) * 0.05, passed


def test_ordinary_labels_pass():
    labels = items("labels_ordinary.txt")
    assert len(labels) >= 200
    assert [(label, refuses(label)) for label in labels if refuses(label)] == []


@pytest.mark.parametrize(
    "label", ["政治面貌", "政 治 面 貌", "zhengzhimianmao", "political_status"]
)
def test_political_status_is_lawful_in_the_member_register_alone(label: str):
    assert refuses(label) == "政治面貌只在党员名册中登记"
    assert refuses(label, member_register=True) is None


def test_the_member_register_opens_nothing_else():
    assert refuses("宗教信仰", member_register=True)


@pytest.mark.parametrize("ground", GROUNDS, ids=lambda ground: ground.code)
def test_every_ground_is_needed(ground, monkeypatch: pytest.MonkeyPatch):
    """The seeded fault: with a ground struck out, its own first word passes."""
    word = ground.words[0]
    assert refuses(word) == ground.reason
    monkeypatch.setattr("jishi.base.refusals.GROUNDS", [g for g in GROUNDS if g is not ground])
    assert refuses(word) is None


def test_an_ordinary_word_hides_nothing_beside_it():
    assert refuses("诚信教育") is None
    assert refuses("诚信教育（是否信教）")
