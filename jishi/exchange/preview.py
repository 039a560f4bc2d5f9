"""What the preview and the result show of a comparison: counts, effects, cells, lists.

`summary_of` holds no personal value and stays with the batch; `preview_of` and `texts_of` do, are
kept sealed among the staged chunks, and go with them.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

from jishi.base.crypto import unseal
from jishi.base.sealed import mask_identity, mask_phone
from jishi.exchange.faults import Mark
from jishi.exchange.ground import Ground
from jishi.exchange.models import ImportBatch
from jishi.exchange.parsed import Masked
from jishi.exchange.reading_rows import Read
from jishi.exchange.reconcile import KEPT, Plan
from jishi.exchange.records.kind import Intent

PREVIEW, TEXTS, MARKS = -1, -2, -3  # numbers of the chunks that hold them
MOST_SHOWN = 200  # rows in the grid
MOST_LISTED = 300  # rows in each list


def summary_of(found: Plan, ground: Ground, had: Mapping[int, int] | None = None) -> dict[str, Any]:
    """Counts that account for every row, faults by kind, and what becomes of each organisation.

    `had` is how many each had before, where the rows are in force already.
    """
    faults = Counter((mark.code, mark.message if _safe(mark.code) else "") for mark in found.marks)
    return {
        "counts": found.counts(),
        "faults": [[code, text, n] for (code, text), n in faults.most_common(30)],
        "orgs": _effects(found, ground, had),
    }


def _safe(code: str) -> bool:
    """Messages that never quote the cell."""
    return code in ("missing", "duplicate")


def touched(found: Plan) -> list[int]:
    """The organisations whose records change, those with most rows first."""
    rows = Counter(i.org_id for i in found.intents if i.action != "same" and i.org_id)
    return [pk for pk, _ in rows.most_common(MOST_LISTED)]


def _effects(found: Plan, ground: Ground, had: Mapping[int, int] | None) -> list[list[Any]]:
    """(organisation, before, after, changed) where the number of its records changes."""
    new = Counter(i.org_id for i in found.intents if i.action == "new" and i.org_id)
    changed = Counter(i.org_id for i in found.intents if i.action == "changed" and i.org_id)
    orgs = touched(found)
    before = ground.kind.count_by_org(orgs, ground) if had is None else had
    rows = []
    for pk in orgs:
        org = ground.orgs.all.get(pk)
        if org is not None:
            there = before.get(pk, 0)
            rows.append([pk, org.short_name, there, there + new[pk], changed[pk]])
    return rows


def preview_of(found: Plan, ground: Ground) -> dict[str, Any]:
    labels = {field.name: field.label for field in ground.kind.fields}
    marks = defaultdict(list)
    for mark in found.marks:
        marks[mark.row].append([mark.column, mark.message])
    changed = [i for i in found.intents if i.changes][:MOST_LISTED]
    kept = [i for i in found.intents if any(r != "masked" for r in i.kept.values())][:MOST_LISTED]
    return {
        "states": {i.row.number: i.action for i in found.intents[:5000]},
        "marks": dict(sorted(marks.items())[:MOST_LISTED]),
        "changed": [_change(i, labels) for i in changed],
        "kept": [_kept(i, labels) for i in kept],
        "gone": [
            [ours.pk, ours.label, _org(ours.org_id, ground)] for ours in found.gone[:MOST_LISTED]
        ],
        "unknown": [
            [name, rows, [[o.code, o.short_name] for o in ground.orgs.nearest(name)]]
            for name, rows in list(ground.orgs.unknown.items())[:50]
        ],
        "fields": _differing(found, labels),
    }  # fmt: skip


def _org(pk: int | None, ground: Ground) -> str:
    org = ground.orgs.all.get(pk or 0)
    return org.short_name if org else ""


def _change(intent: Intent, labels: Mapping[str, str]) -> dict[str, Any]:
    return {
        "row": intent.row.number,
        "label": intent.ours.label if intent.ours else "",
        "cells": [
            [labels.get(name, name), shown(name, ours), shown(name, theirs)]
            for name, (ours, theirs) in intent.changes.items()
        ],
    }


def _kept(intent: Intent, labels: Mapping[str, str]) -> dict[str, Any]:
    assert intent.ours is not None
    return {
        "row": intent.row.number,
        "label": intent.ours.label,
        "cells": [
            [labels.get(name, name), shown(name, intent.ours.values.get(name)),
             shown(name, intent.row.values.get(name)), KEPT[reason]]
            for name, reason in intent.kept.items() if reason != "masked"
        ],
    }  # fmt: skip


def shown(name: str, value: Any) -> str:
    """As a person may see it: what is sealed stays masked."""
    if value is None:
        return ""
    if isinstance(value, Masked):
        return str(value)
    if name == "identity":
        return mask_identity(str(value)) if len(str(value)) < 20 else "（已加密）"
    if name == "phone":
        return mask_phone(str(value)) if len(str(value)) < 20 else "（已加密）"
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value)


def _differing(found: Plan, labels: Mapping[str, str]) -> list[list[Any]]:
    """Fields where ours and theirs differ, with how often: here somebody may choose."""
    theirs = Counter(name for i in found.intents for name in i.changes)
    ours = Counter(
        name
        for i in found.intents
        for name, reason in i.kept.items()
        if reason in ("older", "conflict", "chosen")
    )
    names = [name for name in labels if name in theirs or name in ours]
    return [[name, labels[name], theirs[name], ours[name]] for name in names]


def marks_of(batch: ImportBatch) -> list[Mark]:
    """The faults as last found; none once what was staged has been forgotten."""
    chunk = batch.chunks.filter(number=MARKS).first()
    if chunk is None:
        return []
    found = json.loads(unseal(chunk.content.token, chunk.content.purpose))
    return [Mark(*mark) for mark in found]


def texts_of(read: Read) -> dict[str, list[str]]:
    """The first rows, and those with faults, as the office wrote them."""
    wanted: list[int] = read.parsed.numbers[:MOST_SHOWN]
    wanted += sorted(read.parsed.faulty())[:MOST_LISTED]
    return {str(number): read.texts(number) for number in sorted(set(wanted))}
