"""What the documents say is so."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from jishi import __version__
from jishi.base.commands import declared
from jishi.config import reference
from jishi.config.environment import VARIABLES
from jishi.config.reference.inside import cited
from jishi.config.reference.words import KINDS, Word, read
from jishi.kernel.clauses import all_clauses
from tests.architecture.source import ROOT, Module, modules, none

DOCS = ROOT / "docs"
LINK = re.compile(r"\[[^\]]*\]\(([^)#]+)(?:#[^)]*)?\)")
PLACE = re.compile(r"`((?:tests|jishi|bench|tools|docs)/[\w./-]+)`")


def pages() -> list[Path]:
    return [*sorted(ROOT.glob("*.md")), *sorted(DOCS.rglob("*.md"))]


def test_the_reference_is_what_the_code_says():
    """By the real command: tests declare verbs and rules of their own."""
    done = subprocess.run(
        [sys.executable, "-m", "jishi.config.cli", "docs", "--check"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_a_changed_page_is_noticed(tmp_path: Path):
    shutil.copytree(DOCS, tmp_path / "docs")
    page = tmp_path / "docs" / "reference" / "permissions.md"
    page.write_text(page.read_text(encoding="utf-8").replace("查看组织", "看组织"), "utf-8")
    (tmp_path / "docs" / "reference" / "roles.md").unlink()
    assert {"permissions.md", "roles.md"} <= set(reference.stale(tmp_path / "docs"))


def broken_links(page: Path) -> list[str]:
    text = page.read_text(encoding="utf-8")
    places = [page.parent / t for t in LINK.findall(text) if "://" not in t]
    places += [ROOT / found.rstrip("/.") for found in PLACE.findall(text)]
    return [f"{page.name}: {place}" for place in places if not place.exists()]


def test_links_and_named_files_lead_somewhere():
    none(fault for page in pages() for fault in broken_links(page))


def test_a_broken_link_is_noticed(tmp_path: Path):
    page = tmp_path / "page.md"
    page.write_text("[x](nowhere.md) and `tests/nowhere.py`", encoding="utf-8")
    assert len(broken_links(page)) == 2


def test_commands_named_in_documents_exist():
    names = set(declared()) | {"manage"}
    words = {name.split()[0] for name in names}
    found = []
    for page in [*pages(), ROOT / "Makefile"]:
        for first, second in re.findall(
            r"(?:\.venv/bin/|\$\(BIN\)/|`)jishi ([a-z][a-z-]*)(?: ([a-z]+))?",
            page.read_text("utf-8"),
        ):
            if first not in words and f"{first} {second}" not in names:
                found.append(f"{page.name}: jishi {first} {second}")
    none(found)


def test_make_targets_named_in_documents_exist():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.M))
    for page in pages():
        for target in re.findall(r"`?make ([a-z-]+)", page.read_text(encoding="utf-8")):
            if f"`make {target}" in page.read_text(encoding="utf-8"):
                assert target in targets, f"{page.name}: make {target}"


def test_both_readmes_name_the_two_commands():
    for name in ("README.md", "README.zh-CN.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "make run" in text
        assert "make test" in text
        assert len(text.splitlines()) <= 60, f"{name} is one page"


def test_variables_named_in_documents_exist():
    known = {variable.name for variable in VARIABLES} | {"JISHI_TEST_DB"}
    found = []
    for page in pages():
        named = set(re.findall(r"\bJISHI_[A-Z_]+\b", page.read_text(encoding="utf-8")))
        found += [f"{page.name}: {name}" for name in sorted(named - known)]
    none(found)


def test_every_variable_read_is_declared():
    known = {variable.name for variable in VARIABLES}
    found = []
    for module in modules():
        for node in ast.walk(module.tree):
            name = node.value if isinstance(node, ast.Constant) else ""
            if isinstance(name, str) and re.fullmatch(r"JISHI_[A-Z_]+", name) and name not in known:
                found.append(f"{module.name}: {name}")
    none(found)


def test_every_cited_clause_has_a_meaning():
    none(
        f"{clause} in {places}" for clause, places in cited().items() if clause not in all_clauses()
    )


def test_the_version_is_said_once():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f'version = "{__version__}"' in text
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_glossary_is_sound():
    words = read(DOCS)
    assert len(words) >= 80
    assert {word.kind for word in words} <= set(KINDS)
    assert [zh for zh, count in Counter(w.zh for w in words).items() if count > 1] == []
    none(f"{w.zh}: {w.source}" for w in words if w.source and w.source not in all_clauses())
    none(f"{w.zh}: no meaning" for w in words if len(w.meaning) < 4)


def forbidden_words(module: Module, words: list[Word]) -> list[str]:
    """Identifiers made of a word that the glossary replaces by another."""
    forbidden = {other: word.code for word in words for other in word.forbidden}
    found = []
    for node in ast.walk(module.tree):
        for name in (getattr(node, "id", ""), getattr(node, "attr", ""), getattr(node, "arg", "")):
            text = f"_{name}_".lower() if isinstance(name, str) else ""
            for other, ours in forbidden.items():
                if f"_{other}_" in text:
                    line = getattr(node, "lineno", 0)
                    found.append(f"{module.name}:{line} {name}: say {ours}")
    return found


def test_one_word_per_concept():
    words = read(DOCS)
    none(fault for module in modules() for fault in forbidden_words(module, words))


@pytest.mark.parametrize("line", ["dzz = 1", "x.idcard", "def f(business_day): ..."])
def test_a_forbidden_word_is_noticed(line: str):
    assert forbidden_words(Module("jishi.orgs.queries", line), read(DOCS))
