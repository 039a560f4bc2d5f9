"""`jishi audit verify` and `jishi audit anchor`."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from jishi.base.audit import actions, anchors
from jishi.base.clock import SHANGHAI
from jishi.base.commands import DONE, FAILED, actor, command, emit, say


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--printed", action="append", default=[], metavar="锚点",
        help="打印件上的锚点，如 1-1234-9f2c-11ab-83de-04c7，可重复",
    )  # fmt: skip


@command("audit verify", "核验审计记录是否完整", arguments=_arguments, writes=True)
def audit_verify(args: argparse.Namespace) -> int:
    report = actions.verify_chain(actor(args), [anchors.from_paper(text) for text in args.printed])
    for fault in report.faults:
        say(f"第 {fault.seq} 条：{fault.what}")
    kept = anchors.kept()
    if kept.unreadable:
        say(f"锚点文件里有 {kept.unreadable} 行读不出")
    for place in kept.lost_places:
        say(f"锚点存放地 {place} 打不开")
    document = {
        "intact": report.intact,
        "checked": report.checked,
        "epoch": report.last.epoch,
        "last": report.last.seq,
        "anchor": _anchor(report.anchor),
        "restores": [_anchor(a) for a in report.restores],
        "faults": [asdict(fault) for fault in report.faults],
        "seconds": round(report.seconds, 3),
    }
    emit(args, document, report.sentence)
    return DONE if report.intact else FAILED


@command("audit anchor", "留存审计锚点（链头），并印出短码", writes=True)
def audit_anchor(args: argparse.Namespace) -> int:
    anchor = actions.keep_anchor(actor(args))
    short = anchors.printed(anchor.point)
    places = [str(folder) for folder in anchors.places()]
    emit(args, {**(_anchor(anchor) or {}), "printed": short, "places": places}, f"审计锚点 {short}")
    return DONE


def _anchor(anchor: anchors.Anchor | None) -> dict[str, object] | None:
    if anchor is None:
        return None
    at = anchor.at.astimezone(SHANGHAI).isoformat(timespec="seconds")
    return {**asdict(anchor.point), "at": at, "why": anchor.why}
