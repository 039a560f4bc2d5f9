"""Clauses: every id that code cites is written down, whole and in our own words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from jishi.kernel.clauses import Strength, all_clauses, clause
from jishi.kernel.declare import all_rules

PROJECT = Path(__file__).parents[2]
CITED = re.compile(r"R-[A-Z]+-[0-9]+")


def test_every_clause_cited_anywhere_in_the_code_is_written_down() -> None:
    missing: dict[str, list[str]] = {}
    for file in sorted(PROJECT.rglob("*.py")):
        for code in CITED.findall(file.read_text("utf-8")):
            if code not in all_clauses():
                missing.setdefault(code, []).append(str(file.relative_to(PROJECT)))
    assert missing == {}


def test_every_clause_is_whole() -> None:
    for code, written in all_clauses().items():
        assert re.fullmatch(r"R-[A-Z]+-[0-9]{2}", code)
        assert written.meaning.endswith("。")
        assert written.meaning.count("。") == 1, f"{code} 应为一句话"
        assert written.source.strip()


def test_no_two_clauses_say_the_same() -> None:
    meanings = [written.meaning for written in all_clauses().values()]
    assert len(set(meanings)) == len(meanings)


def test_a_clause_is_found_by_its_id() -> None:
    quorum = clause("R-LIFE-09")
    assert quorum.strength is Strength.HARD
    assert quorum.strength.label == "必须"
    assert "应到会" in quorum.meaning
    with pytest.raises(KeyError):
        clause("R-LIFE-" + "99")


def test_rules_cite_hard_clauses_or_warn() -> None:
    """A rule that rests on local or optional clauses alone could not refuse anything.

    Findings point out what may be wrong and refuse nothing; local customs are reason enough.
    """
    for rule in (rule for rule in all_rules() if ".findings." not in rule.code):
        assert any(clause(code).strength in ("hard", "soft") for code in rule.cites), rule.code
