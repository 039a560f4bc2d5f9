"""A person's row says what the running state says, and states follow each other without a gap."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from jishi.base.doctor.check import Finding, check, wrong
from jishi.people.models import MemberState, Person

MOST = 5


@check("member_states", "党员状态与沿革", order=62)
def member_states() -> Iterator[Finding]:
    running = MemberState.objects.filter(person=OuterRef("pk"), until__isnull=True)
    same = running.filter(org=OuterRef("org"), standing=OuterRef("standing"))
    people = Person.objects.filter(merged_into=None)
    yield from _said(people.filter(~Exists(same)), "的状态或所在组织与沿革不符")
    following = MemberState.objects.filter(person=OuterRef("person"), since=OuterRef("until"))
    broken = MemberState.objects.filter(~Exists(following), until__isnull=False)
    yield from _said(people.filter(Exists(broken.filter(person=OuterRef("pk")))), "的沿革中间断开")
    early = Q(since__gt=F("org__closed_on"))
    yield from _said(people.filter(early), "登记在当时已撤销的组织")


def _said(rows: QuerySet[Person], what: str) -> Iterator[Finding]:
    codes = list(rows.values_list("code", flat=True)[: MOST + 1])
    if codes:
        count = rows.count()
        shown = "、".join(codes[:MOST]) + ("等" if count > MOST else "")
        yield wrong(f"{count} 人{what}：{shown}", "先停止办理这些人的变更，再联系开发者核对沿革")
