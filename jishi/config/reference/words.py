"""The glossary: one word per concept, read from `docs/glossary.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from jishi.config.reference.tables import code, table


@dataclass(frozen=True)
class Word:
    zh: str
    code: str
    kind: str  # organisation, person, activity, duty, case, standard, figure, paper, system
    meaning: str
    source: str = ""
    forbidden: tuple[str, ...] = ()  # words that mean the same and are therefore not used


KINDS = {
    "organisation": "组织",
    "person": "人员",
    "activity": "活动",
    "duty": "任务",
    "case": "问题",
    "standard": "考核",
    "figure": "数字",
    "paper": "材料",
    "fund": "党费",
    "access": "权限",
    "system": "系统",
}


def read(docs: Path) -> list[Word]:
    raw = tomllib.loads((docs / "glossary.toml").read_text(encoding="utf-8"))
    return [
        Word(
            entry["zh"], entry["code"], entry["kind"], entry["meaning"],
            entry.get("source", ""), tuple(entry.get("forbidden", ())),
        )
        for entry in raw["word"]
    ]  # fmt: skip


def glossary(docs: Path) -> str:
    parts = ["# 词汇表\n\n一个概念一个词，界面用中文，代码用英文。不用的说法列在最后一栏。"]
    found = read(docs)
    for kind, title in KINDS.items():
        rows = [
            (w.zh, code(w.code), w.meaning, w.source or "—", "、".join(w.forbidden) or "—")
            for w in found
            if w.kind == kind
        ]
        if rows:
            parts.append(f"## {title}\n\n" + table(("词", "代码", "意思", "依据", "不用"), rows))
    return "\n\n".join(parts)
