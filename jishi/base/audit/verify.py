"""Is the chain whole? Every line recomputed, held against its head and the anchors kept elsewhere.

Anchors are read first, then the highest number, then the head: each only grows, so a verification
that runs while others write sees no contradiction that is not there.
"""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.db import DatabaseError, connection

from jishi.base.audit import anchors as kept_elsewhere
from jishi.base.audit.anchors import Anchor
from jishi.base.audit.chain import head as chain_head
from jishi.base.audit.seal import Fault, Point, Sealer
from jishi.base.audit.segment import START, Found, Run, batches, check
from jishi.base.models import AuditEvent, AuditHead
from jishi.config.keys import keys

PARALLEL_FROM = 50_000  # lines; below, starting processes costs more than it saves
MOST_PROCESSES = 8
MOST_FAULTS = 20


@dataclass(frozen=True)
class Report:
    checked: int
    last: Point
    faults: tuple[Fault, ...]
    anchor: Anchor | None = None  # the newest one held against the chain
    restores: tuple[Anchor, ...] = ()
    seconds: float = 0.0

    @property
    def intact(self) -> bool:
        return not self.faults

    @property
    def sentence(self) -> str:
        if self.faults:
            first = self.faults[0]
            return f"审计记录有 {len(self.faults)} 处异常，最早在第 {first.seq} 条：{first.what}"
        if self.anchor is None:
            return f"审计记录完整至第 {self.last.seq} 条，还没有锚点可对照"
        return f"审计记录完整至第 {self.last.seq} 条，与第 {self.anchor.point.seq} 条的锚点一致"


def verify(anchors: Iterable[Anchor] | None = None) -> Report:
    """The whole chain against its head and against `anchors` (default: all that are kept)."""
    started = time.perf_counter()
    every = list(kept_elsewhere.kept().anchors if anchors is None else anchors)
    wanted, restores = kept_elsewhere.standing(every)
    top = AuditEvent.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
    try:
        head = chain_head()
    except AuditHead.DoesNotExist:
        return Report(0, START, (Fault(top, "链头不见了"),))
    points = [a.point for a in wanted]
    found = _run_all(head.seq, points)
    faults = sorted((f for part in found for f in part.faults), key=lambda f: f.seq)
    end = found[-1].end
    faults += [
        Fault(p.seq, "锚点证明曾有此条，现在没有，末尾被截去") for p in points if p.seq > head.seq
    ]
    if (head.seq, head.mac) != (end.seq, end.mac) or top > head.seq:
        faults.append(Fault(min(top, end.seq), "链头与最后一条不符"))
    if every:
        turns = [turn for part in found for turn in part.turns]
        faults += _unexplained(turns, head, restores)
    return Report(
        sum(part.checked for part in found),
        end,
        tuple(faults[:MOST_FAULTS]),
        max(wanted, key=lambda a: (a.point.seq, a.at), default=None),
        tuple(restores),
        time.perf_counter() - started,
    )


def _unexplained(
    turns: list[tuple[int, int]], head: Point, restores: Sequence[Anchor]
) -> list[Fault]:
    """Epochs that begin in the chain though no restore has said so elsewhere."""
    opened = {(r.point.seq + 1, r.point.epoch) for r in restores}
    known = {epoch for _, epoch in opened} | {1} | {epoch for _, epoch in turns}
    faults = [
        Fault(seq, f"第 {epoch} 纪元由此开始，但没有恢复备份的锚点")
        for seq, epoch in turns
        if (seq, epoch) not in opened
    ]
    if head.epoch not in known:
        faults.append(Fault(head.seq, f"链头在第 {head.epoch} 纪元，但没有恢复备份的锚点"))
    return faults


def _run_all(last: int, points: list[Point]) -> list[Found]:
    database = _own_connections()
    if last < PARALLEL_FROM or database is None:
        return [_here(Run(1, last), points)]
    workers = max(1, min(MOST_PROCESSES, os.cpu_count() or 1))
    edges = [last * n // workers for n in range(workers + 1)]
    runs = [Run(a + 1, b) for a, b in itertools.pairwise(edges)]
    return _apart(database, runs, points)


def _here(run: Run, points: list[Point]) -> Found:
    """Over Django's connection, inside whatever transaction there is."""
    with connection.chunked_cursor() as cursor:
        try:
            cursor.execute(run.rows)
            return check(batches(cursor), START, Sealer(keys().audit), points, MOST_FAULTS)
        except DatabaseError as error:
            return Found(faults=[Fault(0, f"记录读不出：{error}")])


def _own_connections() -> dict[str, str] | None:
    """How another process reaches the same rows; None where it could not see them."""
    if connection.in_atomic_block:
        return None
    if connection.vendor == "sqlite":
        name = str(connection.settings_dict["NAME"])
        return None if "memory" in name else {"sqlite": quote(str(Path(name).resolve()))}
    from psycopg.conninfo import make_conninfo

    named = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST"}
    settings = connection.settings_dict
    parts: dict[str, Any] = {k: settings[v] for k, v in (named | {"port": "PORT"}).items()}
    parts |= settings["OPTIONS"]
    return {"postgresql": make_conninfo(**{k: v for k, v in parts.items() if v})}


def _apart(database: dict[str, str], runs: list[Run], points: list[Point]) -> list[Found]:
    workers = []
    for run in runs:
        worker = subprocess.Popen(
            [sys.executable, "-m", "jishi.base.audit.segment"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).resolve().parents[3],
        )
        task = {
            "database": database,
            "run": [run.first, run.last],
            "key": keys().audit.hex(),
            "anchors": [[p.epoch, p.seq, p.mac] for p in points if run.first <= p.seq <= run.last],
            "most": MOST_FAULTS,
        }
        assert worker.stdin is not None
        json.dump(task, worker.stdin)
        worker.stdin.close()
        worker.stdin = None
        workers.append(worker)
    return [_answer(worker, run) for worker, run in zip(workers, runs, strict=True)]


def _answer(worker: subprocess.Popen[str], run: Run) -> Found:
    out, err = worker.communicate()
    if worker.returncode:
        why = err.strip().splitlines()[-1:] or ["?"]
        return Found(faults=[Fault(run.first, f"第 {run.first} 至 {run.last} 条读不出：{why[0]}")])
    answer = json.loads(out)
    return Found(
        answer["checked"],
        Point(**answer["end"]),
        [Fault(**f) for f in answer["faults"]],
        [(seq, epoch) for seq, epoch in answer["turns"]],
    )
