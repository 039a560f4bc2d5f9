"""Facts that are kept are those that follow from the records; closed periods are as stored."""

from __future__ import annotations

from collections.abc import Iterator

from jishi.base.clock import today
from jishi.base.doctor.check import Finding, check, wrong
from jishi.figures.queries.closings import broken_closings
from jishi.figures.queries.verifying import differences


@check("figures", "数字与记录", order=72)
def figures() -> Iterator[Finding]:
    found = list(differences(today()))
    if found:
        one = found[0]
        yield wrong(
            f"{len(found)} 个汇总数与记录不符，如 {one.org} {one.period} {one.code}："
            f"存 {one.stored}，应为 {one.counted}",
            "运行 jishi figures rebuild 按记录重算，并把这一行告诉开发者",
        )
    for row in broken_closings():
        yield wrong(
            f"{row.org.short_name} {row.period.label}封存的数被改动过",
            "从备份找回封存时的内容，并报告安全管理员",
        )
