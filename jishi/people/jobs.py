"""Nightly work of this room."""

from __future__ import annotations

from jishi.base.clock import today
from jishi.base.retention import retention
from jishi.people.actions import retention as clocks


@retention("member.stubs", "介绍信存根", "办结 10 年后")
def forget_stubs() -> int:
    return clocks.forget_stubs(today())


@retention("member.absences", "流动党员登记", "流动结束 3 年后")
def forget_absences() -> int:
    return clocks.forget_absences(today())
