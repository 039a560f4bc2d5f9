"""Nightly work of this room."""

from __future__ import annotations

from datetime import timedelta

from jishi.base.clock import today
from jishi.base.retention import retention
from jishi.people.actions import forget
from jishi.people.actions import retention as clocks


@retention("member.stubs", "介绍信存根", "办结 10 年后")
def forget_stubs() -> int:
    return clocks.forget_stubs(today())


@retention("member.absences", "流动党员登记", "流动结束 3 年后")
def forget_absences() -> int:
    return clocks.forget_absences(today())


@retention("person_merge", "合并前的旧值（用于撤销）", "合并 30 天后")
def forget_merged_values() -> int:
    return forget.forget_merged_values()


@retention("clear_export", "明文导出的申请与审批", "3 年后")
def forget_clear_exports() -> int:
    return forget.forget_clear_exports(timedelta(days=3 * 365))
