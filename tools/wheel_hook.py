"""Build hook: the wheel carries the front-end files, so an installed program starts offline."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name == "wheel" and version != "editable":
            runpy.run_path(str(Path(self.root) / "tools" / "assets.py"))["fetch"]()
