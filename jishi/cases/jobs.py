"""Nightly work of this room."""

from __future__ import annotations

from jishi.base.clock import today
from jishi.base.retention import retention
from jishi.cases.actions import keeping


@retention("asker", "诉求人的联系方式和原话", "办结后十二个月，由当地设定")
def forget_askers() -> int:
    return keeping.forget_askers(today(), narrow=False)


@retention("clue", "线索反映的内容", "了结后十二个月，由当地设定")
def forget_clues() -> int:
    return keeping.forget_askers(today(), narrow=True)
