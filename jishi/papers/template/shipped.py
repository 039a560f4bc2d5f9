"""The templates that come along: one TOML file each in `templates_of/`.

What several of them say alike stands once in `sections.toml`: a block `use = "members"` stands for
the blocks of that section.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jishi.figures.declared import all_indicators
from jishi.papers.template.shape import Template, template_of

FOLDER = Path(__file__).parent.parent / "templates_of"


SECTIONS = "sections"


@cache
def shipped() -> Mapping[str, Template]:
    known = all_indicators()
    sections = _read(SECTIONS)
    found = {}
    for name in sorted(path.stem for path in FOLDER.glob("*.toml") if path.stem != SECTIONS):
        data = _read(name)
        blocks = [
            block for raw in data["blocks"]
            for block in (sections[raw["use"]] if "use" in raw else [raw])
        ]  # fmt: skip
        found[name] = template_of({**data, "code": name, "blocks": blocks}, known)
    return found


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
