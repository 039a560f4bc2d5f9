"""The reference pages, written from the code itself: `jishi docs`. Start at `pages.py`.

Each page is a function that returns Markdown; `PAGES` names its file. `jishi docs --check` tells
which of them no longer say what the code says.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from jishi.config.reference import inside, outside, people, words

HEAD = "<!-- 由 jishi docs 从代码生成，不要手改。 -->\n\n"
FOLDER = Path(__file__).resolve().parents[3] / "docs"

PAGES: dict[str, Callable[[Path], str]] = {
    "permissions.md": inside.permissions,
    "roles.md": inside.roles,
    "settings.md": inside.settings,
    "routes.md": inside.routes,
    "rules.md": inside.rules,
    "verbs.md": inside.verbs,
    "jobs.md": inside.jobs,
    "environment.md": outside.environment,
    "commands.md": outside.commands,
    "privacy.md": people.privacy,
    "glossary.md": words.glossary,
}


def render(name: str, docs: Path = FOLDER) -> str:
    return HEAD + PAGES[name](docs).rstrip() + "\n"


def stale(docs: Path = FOLDER) -> list[str]:
    """Pages that are missing or no longer true."""
    found = []
    for name in PAGES:
        path = docs / "reference" / name
        if not path.exists() or path.read_text(encoding="utf-8") != render(name, docs):
            found.append(name)
    return found


def write(docs: Path = FOLDER) -> list[str]:
    """Write what has changed; tell which."""
    changed = stale(docs)
    for name in changed:
        path = docs / "reference" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(render(name, docs), encoding="utf-8")
    return changed
