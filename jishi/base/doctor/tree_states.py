"""Dated states follow one another without gap or overlap, and end in what stands today.

Only a reopening on record leaves a gap behind it: from the wrong closing until then.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from itertools import groupby, pairwise
from typing import Any

from jishi.base.doctor.check import Finding, check, wrong
from jishi.tree.models import ChangeKind, Organisation, OrganisationChange, OrganisationState

FIELDS = ("name", "short_name", "kind", "sector", "parent_id")
MOST = 5


def judge(org: Organisation, states: list[Any], reopened: Collection[date] = ()) -> str:
    """What is wrong with one organisation's past, or nothing."""
    if not states:
        return "没有沿革"
    if states[0].since != org.founded_on:
        return "沿革的开头不是成立日期"
    for one, next_ in pairwise(states):
        if one.until is None or one.until > next_.since:
            return f"{next_.since} 前后两段重叠"
        if one.until < next_.since and next_.since not in reopened:
            return f"{one.until} 至 {next_.since} 之间是空白"
    last = states[-1]
    if last.until != org.closed_on:
        return "最后一段的止日与撤销日期不符"
    if any(getattr(last, name) != getattr(org, name) for name in FIELDS):
        return "最后一段与现状不符"
    return ""


@check("tree_states", "组织沿革", order=61)
def tree_states() -> Iterator[Finding]:
    rows = OrganisationState.objects.order_by("org_id", "since", "id")
    by_org = {pk: list(states) for pk, states in groupby(rows, key=lambda s: s.org_id)}
    reopened: dict[int, set[date]] = {}
    changes = OrganisationChange.objects.filter(kind=ChangeKind.REOPEN)
    for org_id, on in changes.values_list("org_id", "on"):
        reopened.setdefault(org_id, set()).add(on)
    bad = []
    for org in Organisation.objects.order_by("pk"):
        fault = judge(org, by_org.get(org.pk, []), reopened.get(org.pk, ()))
        if fault:
            bad.append(f"{org.short_name}（{fault}）")
    if bad:
        text = "、".join(bad[:MOST]) + ("等" if len(bad) > MOST else "")
        yield wrong(f"{len(bad)} 个组织的沿革有误：{text}", "核对批复后更正，或联系开发者")
