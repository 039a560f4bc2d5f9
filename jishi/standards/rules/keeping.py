"""A proof as plain values and back, and the hash that a confirmed assessment lies under."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from jishi.standards.sources.source import Found, Lack, Proof


def body_of(proof: Proof) -> dict[str, Any]:
    return {
        "applies": proof.applies,
        "why": proof.why,
        "met": None if proof.met is None else str(proof.met),
        "found": [[each.label, each.url, _text(each.on)] for each in proof.found],
        "lacks": [
            [
                each.label,
                each.clause,
                each.how,
                each.url,
                _text(each.mend_by),
                str(each.weight),
                str(each.rest),
            ]
            for each in proof.lacks
        ],
    }


def proof_of(body: Mapping[str, Any]) -> Proof:
    met = body["met"]
    return Proof(
        tuple(Found(label, url, _day(on)) for label, url, on in body["found"]),
        tuple(
            Lack(label, clause, how, url, _day(by), Decimal(weight), Decimal(rest))
            for label, clause, how, url, by, weight, rest in body["lacks"]
        ),
        body["applies"], None if met is None else Decimal(met), body["why"],
    )  # fmt: skip


def _text(day: date | None) -> str:
    return day.isoformat() if day else ""


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


Kept = tuple[str, Decimal | None, Mapping[str, Any], str]  # criterion, points, proof, note


def digest_of(
    round_id: int, org_id: int, revision: int, total: Decimal, lines: Iterable[Kept]
) -> str:
    """Changes if any point, record behind it or reason does."""
    rows = sorted((code, str(points), _plain(proof), note) for code, points, proof, note in lines)
    told = json.dumps(
        [round_id, org_id, revision, str(total), rows], ensure_ascii=False, sort_keys=True
    )
    return hashlib.sha256(told.encode()).hexdigest()


def _plain(proof: Mapping[str, Any]) -> str:
    return json.dumps(proof, ensure_ascii=False, sort_keys=True)
