"""What an act notes is read by people: each fact has a word of theirs."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
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


def declared(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Verb":
            yield from (arg.value for arg in node.args[:1] if isinstance(arg, ast.Constant))


def test_the_server_knows_every_verb_by_its_word():
    """One that only a command loads would stand on the history page as its code."""
    asked = "import django, json; django.setup(); import jishi.config.urls; "
    asked += "from jishi.base.audit.verbs import all_verbs; print(json.dumps(sorted(all_verbs())))"
    answer = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, check=True, text=True,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "jishi.config.settings"},
    )  # fmt: skip
    known = set(json.loads(answer.stdout))
    ours = {verb for module in modules() if not module.is_test for verb in declared(module.tree)}
    assert len(ours) > 100
    assert ours - known == set()
