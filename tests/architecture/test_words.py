"""What an act notes is read by people: each fact has a word of theirs."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from jishi.base.audit.words import FACTS
from tests.architecture.source import Module, modules, none

OF_RECORD = {"org", "changed", "behalf_of"}  # told apart by `Doing.record` itself


def wordless(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        if node.func.attr == "record":
            names = {key.arg for key in node.keywords if key.arg}
            yield from ((node.lineno, n) for n in names - OF_RECORD if n not in FACTS)


def in_module(module: Module) -> list[str]:
    return [f"{module.name}:{line} {name}" for line, name in wordless(module.tree)]


def test_every_fact_on_record_has_a_word():
    none(found for module in modules() if not module.is_test for found in in_module(module))


@pytest.mark.parametrize("source", ["doing.record(DONE, org, nonsense=1)"])
def test_a_fact_without_a_word_is_noticed(source: str):
    assert list(wordless(ast.parse(source))) == [(1, "nonsense")]
