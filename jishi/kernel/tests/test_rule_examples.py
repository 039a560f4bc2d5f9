"""The one test that runs every example of every rule in the whole project.

A rule is found wherever `@rule(` stands in the text of a module, so no room has to register.
"""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from jishi.kernel.declare import all_rules, faults_of

PROJECT = Path(__file__).parents[2]


def _import_rule_modules() -> None:
    for file in sorted(PROJECT.rglob("*.py")):
        if "tests" in file.parts or "\n@rule(" not in file.read_text("utf-8"):
            continue
        name = ".".join(file.relative_to(PROJECT.parent).with_suffix("").parts)
        importlib.import_module(name.removesuffix(".__init__"))


_import_rule_modules()


@pytest.mark.parametrize("subject", all_rules(), ids=lambda subject: subject.code)
def test_every_example_of_every_rule_holds(subject: object) -> None:
    assert faults_of(subject) == ()  # type: ignore[arg-type]


def test_there_are_rules_to_test() -> None:
    assert len(all_rules()) >= 10
