"""Stored paths are what the parents say, for every organisation (law 5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jishi.base.doctor.check import Finding, check, wrong
from jishi.tree.models import Organisation

MOST = 5


def derived(parents: Mapping[int, int | None]) -> dict[int, str]:
    """Paths by walking up the parents; organisations caught in a ring have none."""
    paths: dict[int, str] = {}
    for start in parents:
        line: list[int] = []
        current: int | None = start
        while current is not None and current not in paths and current not in line:
            line.append(current)
            current = parents.get(current)
        if current in line:
            continue
        base = paths[current] if current is not None else "/"
        for ident in reversed(line):
            base = paths[ident] = f"{base}{ident}/"
    return paths


@check("tree_paths", "组织树路径", order=60)
def tree_paths() -> Iterator[Finding]:
    rows = list(Organisation.objects.values_list("pk", "parent_id", "path", "short_name"))
    paths = derived({pk: parent for pk, parent, _, _ in rows})
    bad = [name for pk, _, path, name in rows if paths.get(pk) != path]
    if bad:
        names = "、".join(bad[:MOST]) + ("等" if len(bad) > MOST else "")
        yield wrong(
            f"{len(bad)} 个组织的路径与上级不符：{names}",
            "停止办理，用最近的备份恢复，或联系开发者重算路径",
        )
