"""Declarations: what cannot stand is refused with a text that helps."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from jishi.kernel import declare
from jishi.kernel.declare import Declaration, DeclarationError, Example, discover, faults_of, rule
from jishi.kernel.verdict import OK, Verdict, refuse


@dataclass(frozen=True, kw_only=True)
class Fruit(Declaration):
    weight: int = 1


def fruit(code: str, since: date | None = None, until: date | None = None) -> Fruit:
    return Fruit(code=code, title="果", source="示例", since=since, until=until)


def test_a_declaration_counts_from_its_first_day_to_the_day_before_its_end() -> None:
    plum = fruit("plum", date(2019, 1, 1), date(2020, 1, 1))
    assert not plum.in_force(date(2018, 12, 31))
    assert plum.in_force(date(2019, 1, 1))
    assert plum.in_force(date(2019, 12, 31))
    assert not plum.in_force(date(2020, 1, 1))


@pytest.mark.parametrize("code", ["", "Plum", "李子", "1plum", "plum.", "a..b", "plum pie"])
def test_a_code_is_plain_words(code: str) -> None:
    with pytest.raises(DeclarationError, match="编码"):
        fruit(code)


def test_title_and_source_are_always_given() -> None:
    with pytest.raises(DeclarationError, match="缺少名称"):
        Fruit(code="plum", title=" ", source="示例")
    with pytest.raises(DeclarationError, match="缺少依据"):
        Fruit(code="plum", title="李", source="")


def test_the_end_lies_after_the_start() -> None:
    with pytest.raises(DeclarationError, match="应早于"):
        fruit("plum", date(2020, 1, 1), date(2020, 1, 1))


HEADER = """
from jishi.kernel.tests.test_declare import Fruit
"""


def _package(folder: Path, name: str, files: dict[str, str]) -> ModuleType:
    root = folder / name
    (root / "tests").mkdir(parents=True)
    for file in ("__init__.py", "tests/__init__.py"):
        (root / file).write_text("")
    for file, text in files.items():
        (root / file).write_text(HEADER + text)
    return __import__(name)


@pytest.fixture
def orchard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.syspath_prepend(str(tmp_path))
    before = set(sys.modules)
    yield tmp_path
    for name in set(sys.modules) - before:
        if name.startswith("orchard"):
            del sys.modules[name]


def test_every_module_of_a_package_is_searched_but_no_test(orchard: Path) -> None:
    package = _package(
        orchard,
        "orchard_one",
        {
            "south.py": "PLUM = Fruit(code='plum', title='李', source='示例')",
            "north.py": "from orchard_one.south import PLUM\n"
            "MORE = (Fruit(code='apple', title='苹果', source='示例'),)",
            "tests/extra.py": "PEAR = Fruit(code='pear', title='梨', source='示例')",
        },
    )
    assert list(discover(package, Fruit)) == ["apple", "plum"]
    assert list(discover("orchard_one", Fruit)) == ["apple", "plum"]


def test_two_objects_with_one_code_are_an_error_that_names_both_places(orchard: Path) -> None:
    twin = "PLUM = Fruit(code='plum', title='李', source='示例')"
    package = _package(orchard, "orchard_two", {"south.py": twin, "north.py": twin})
    with pytest.raises(DeclarationError, match=r"north.*south"):
        discover(package, Fruit)


@pytest.fixture
def _own_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(declare, "_registry", {})


def _ripe(*examples: Example) -> declare.AnyRule:
    @rule(title="可以采摘", cites=("R-GEN-03",), source="示例", examples=examples)
    def ripe(weight: int) -> Verdict:
        return OK if weight >= 3 else refuse("too_light", "太轻")

    return ripe


HEAVY = Example({"weight": 3}, True, "正好三斤")
LIGHT = Example({"weight": 2}, "too_light", "差一斤")


@pytest.mark.usefixtures("_own_registry")
class TestRules:
    def test_a_rule_is_called_like_its_function_and_is_registered(self) -> None:
        ripe = _ripe(HEAVY, LIGHT)
        assert ripe(weight=4)
        assert declare.all_rules() == (ripe,)
        assert faults_of(ripe) == ()

    def test_a_wrong_answer_is_a_fault_that_quotes_the_example(self) -> None:
        wrong = Example({"weight": 2}, True, "写错的示例")
        assert any("写错的示例" in fault for fault in faults_of(_ripe(HEAVY, LIGHT, wrong)))

    def test_a_rule_without_a_failing_or_a_passing_example_is_faulty(self) -> None:
        assert faults_of(_ripe(HEAVY)) == ("kernel.tests.test_declare.ripe：缺少不通过的示例",)
        assert faults_of(_ripe(LIGHT)) == ("kernel.tests.test_declare.ripe：缺少通过的示例",)

    def test_an_example_that_crashes_is_a_fault_not_a_crash(self) -> None:
        crash = Example({"height": 2}, True, "参数不对")
        assert any("参数不对" in fault for fault in faults_of(_ripe(HEAVY, LIGHT, crash)))

    def test_a_rule_cites_at_least_one_well_formed_clause(self) -> None:
        def ripe() -> bool:
            return True

        for cites in ((), ("R-9",)):
            with pytest.raises(DeclarationError, match="条款"):
                rule(title="空", cites=cites, source="示例", examples=())(ripe)


def test_rule_codes_drop_the_house_and_the_drawer() -> None:
    assert declare.rule_code("jishi.cases.rules.deadline", "may_close") == (
        "cases.deadline.may_close"
    )
    assert declare.rule_code("jishi.kernel.vote", "may_vote") == "kernel.vote.may_vote"


def test_an_example_may_expect_codes_a_yes_or_the_answer_itself() -> None:
    no = refuse("a", "甲") & refuse("b", "乙")
    assert Example({}, ("a", "b"), "").agrees(no)
    assert not Example({}, "a", "").agrees(no)
    assert Example({}, False, "").agrees(no)
    assert Example({}, no, "").agrees(no)
    assert Example({}, True, "").agrees(True)
