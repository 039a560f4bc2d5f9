"""Room on the disk for tomorrow's work and tonight's backup."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

from jishi.base.doctor.check import Finding, check, note, warn, wrong
from jishi.config import environment

LOW, NONE_LEFT = 15, 2  # percent
TODO = "清理旧备份和无关文件，或换更大的磁盘"


def judge(total: int, free: int) -> Iterator[Finding]:
    percent = free * 100 // total
    text = f"数据盘剩余 {free // 1024**2:,} MB（{percent} %）"
    if percent < NONE_LEFT:
        yield wrong(text, TODO)
    elif percent < LOW:
        yield warn(text, TODO)
    else:
        yield note(text)


@check("free_space", "磁盘空间", order=30)
def free_space() -> Iterator[Finding]:
    usage = shutil.disk_usage(environment.home())
    yield from judge(usage.total, usage.free)
