"""`jishi doctor`: is this installation well, and if not, what to do."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from jishi.base.commands import DONE, FAILED, command, emit

if TYPE_CHECKING:
    from jishi.base.doctor.check import Result


@command("doctor", "体检：权限、密钥、数据库、时间、空间、日历、审计、组织树、附件", needs="home")
def doctor(args: argparse.Namespace) -> int:
    from jishi.base.doctor import check
    from jishi.config import ready

    path = ready.sqlite_path()
    if path is not None and not path.exists():
        from jishi.config.environment import Fault

        raise Fault(f"还没有数据库（{path}），请先运行 jishi init 或 jishi demo")
    results = check.run()
    well = check.well(results)
    document = {
        "well": well,
        "checks": [
            {
                "code": result.check.code,
                "label": result.check.label,
                "level": result.level.value,
                "findings": [
                    {"level": f.level.value, "text": f.text, "todo": f.todo}
                    for f in result.findings
                ],
            }
            for result in results
        ],
    }
    emit(args, document, "\n".join(_lines(results)))
    return DONE if well else FAILED


def _lines(results: Iterable[Result]) -> Iterator[str]:
    for result in results:
        yield f"{result.level.label}  {result.check.label}"
        for finding in result.findings:
            yield f"    {finding.text}" + (f"。{finding.todo}" if finding.todo else "")
