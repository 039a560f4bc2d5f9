"""The shape of the code: short modules and functions, no forbidden means, no loose ends."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, Module, modules, none, project_files

LINES, BODY = 400, 60
# Raw SQL stands in these places alone, each small and with constants only (threat 10).
RAW_SQL = {
    "jishi.base.audit.verify": "reads the chain in bulk",
    "jishi.base.audit.segment": "reads the chain in bulk",
    "jishi.base.backup": "copies tables as they are",
    "jishi.base.sqlite": "the engine itself: pragmas and the writer's lock",
    "jishi.base.doctor.sqlite": "asks the engine how it is",
    "jishi.base.bulk": "inserts many rows, under names of models only",
    "jishi.base.sealed": "changes sealed columns in bulk",
    "jishi.base.audit.chain": "three statements of every write, while all others wait in line",
    "jishi.base.once": "the answer kept at the end of every write, while all others wait in line",
    "jishi.figures.actions.marking": "inserts a mark or counts it up: a statement of every write",
    "jishi.figures.queries.moment": "asks the engine for one moment",
    "jishi.api.queries": "whose token it is: asked by every request of a program",
    "jishi.figures.queries.state": "asks the engine whether others have committed",
    "jishi.tree.fixed": "statements of models that never change, put into words once",
    "jishi.tree.reach": "who stands where: asked on every page",
}
SQL_CALLS = {"cursor", "chunked_cursor", "raw", "RawSQL", "extra", "executescript"}
FORBIDDEN_CALLS = {
    "build_absolute_uri": "a link made from the Host header; use PUBLIC_URL",
    "mark_safe": "markup escapes itself",
    "SafeString": "markup escapes itself",
    "csrf_exempt": "every form carries its token",
    "eval": "no code from data",
    "exec": "no code from data",
}
MARKUP = {"jishi.base.templatetags.jishi": "drawings made of numbers and of the icon library"}
TEMPLATE_MEANS = re.compile(
    r"\|\s*safe\b|autoescape\s+off|\|\s*safeseq\b|<script(?![^>]*\bsrc=)[^>]*>|\sstyle=|\son\w+=|"
    r"https?://(?!www\.w3\.org)"
)
LOOSE_ENDS = re.compile(
    r"(?:#|//|<!--|/\*).*\bTODO\b|\b(?:FIXME|XXX|HACK)\b"
    r"|pytest\.(?:mark\.)?(?:skip|xfail)|\bskipTest\b"
)
MACHINE_PATHS = re.compile(r"(?<![\w.:/])/(?:work|root|home|Users)/\w|\.\./shared|[A-Z]:\\\\Users")


def too_long(module: Module) -> list[str]:
    found = []
    count = module.text.count("\n")
    if count > LINES:
        found.append(f"{module.name}: {count} lines, at most {LINES}")
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
            length = node.end_lineno - node.lineno + 1
            if length > BODY:
                found.append(f"{module.name}:{node.lineno} {node.name}: {length} lines")
    return found


def forbidden_means(module: Module) -> list[str]:
    found = []
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        bare = isinstance(node.func, ast.Name) or name not in {"eval", "exec"}
        if name in FORBIDDEN_CALLS and bare and module.name not in MARKUP:
            found.append(f"{module.name}:{node.lineno} {name}: {FORBIDDEN_CALLS[name]}")
        if name in SQL_CALLS and not _may_speak_sql(module):
            found.append(f"{module.name}:{node.lineno} {name}: raw SQL outside RAW_SQL")
    return found


def _may_speak_sql(module: Module) -> bool:
    return any(module.name == place or module.name.startswith(f"{place}.") for place in RAW_SQL)


def template_faults(name: str, text: str) -> list[str]:
    return [
        f"{name}:{text.count(chr(10), 0, match.start()) + 1} {match.group().strip()}"
        for match in TEMPLATE_MEANS.finditer(re.sub(r"{#.*?#}|<!--.*?-->", "", text, flags=re.S))
    ]


def loose_ends(name: str, text: str) -> list[str]:
    return [f"{name}: {m.group()}" for m in LOOSE_ENDS.finditer(text)]


def machine_paths(name: str, text: str) -> list[str]:
    return [f"{name}: {m.group()}" for m in MACHINE_PATHS.finditer(text)]


def not_ascii(module: Module) -> list[str]:
    """Identifiers are English; Chinese is for people."""
    found = []
    for node in ast.walk(module.tree):
        for name in (getattr(node, "id", ""), getattr(node, "attr", ""), getattr(node, "name", "")):
            if isinstance(name, str) and not name.isascii():
                found.append(f"{module.name}:{getattr(node, 'lineno', 0)} {name}")
    return found


HERE = Path(__file__)


def texts() -> list[tuple[str, str]]:
    kinds = (".py", ".md", ".toml", ".sh", ".html", ".css", ".js", ".txt", ".json", "")
    return [
        (str(path.relative_to(ROOT)), path.read_text(encoding="utf-8", errors="replace"))
        for path in project_files(*kinds)
        if path != HERE
    ]


def test_modules_and_functions_are_short():
    none(fault for module in modules() for fault in too_long(module))


def test_forbidden_means_are_not_used():
    none(fault for module in modules() for fault in forbidden_means(module))


def test_every_place_of_raw_sql_exists():
    known = {module.name for module in modules()}
    none(name for name in RAW_SQL if name not in known)


def test_templates_leave_escaping_and_policy_alone():
    none(
        fault
        for path in project_files(".html")
        for fault in template_faults(str(path.relative_to(ROOT)), path.read_text(encoding="utf-8"))
    )


def test_identifiers_are_english():
    none(fault for module in modules() for fault in not_ascii(module))


def test_no_loose_ends_and_no_machine_paths():
    none(fault for name, text in texts() for fault in loose_ends(name, text))
    none(fault for name, text in texts() for fault in machine_paths(name, text))


@pytest.mark.parametrize(
    "text",
    [
        "def f():\n" + "    pass\n" * 60,
        "pass\n" * 401,
    ],
)
def test_planted_length_is_found(text: str):
    assert too_long(Module("jishi.orgs.screens", text))


@pytest.mark.parametrize(
    "line",
    [
        "request.build_absolute_uri('/x')",
        "mark_safe('<b>')",
        "safestring.mark_safe(x)",
        "eval(text)",
        "connection.cursor()",
        "Organisation.objects.raw('SELECT 1')",
        "Organisation.objects.extra(where=['1=1'])",
        "queryset.annotate(x=RawSQL('1', []))",
        "csrf_exempt(view)",
    ],
)
def test_planted_means_are_found(line: str):
    assert forbidden_means(Module("jishi.orgs.queries", line))


@pytest.mark.parametrize(
    "line",
    [
        "{{ name|safe }}",
        "{% autoescape off %}",
        "<script>alert(1)</script>",
        '<p style="color:red">',
        '<a onclick="go()">',
        '<img src="https://elsewhere.example/x.png">',
    ],
)
def test_planted_markup_is_found(line: str):
    assert template_faults("x.html", line)


def test_lawful_markup_passes():
    assert template_faults("x.html", '<script src="/static/a.js" defer></script>\n{{ name }}') == []


@pytest.mark.parametrize("text", ["# TODO later", "pytest.mark.skip", "FIXME"])
def test_planted_loose_ends_are_found(text: str):
    assert loose_ends("x", text)


@pytest.mark.parametrize(
    "parts", [("see ", "work", "main"), ("'", "home", "x"), ("..", "shared", "x")]
)
def test_planted_machine_paths_are_found(parts: tuple[str, ...]):
    assert machine_paths("x", "/".join(parts))  # put together here, so that none stands written


def test_a_planted_identifier_is_found():
    assert not_ascii(Module("jishi.orgs.queries", "支部 = 1"))
