"""Problem lists: drawn up, filled, closed. A case stands on as many as it came from."""

from __future__ import annotations

from collections.abc import Iterable

from jishi.base.act import act, bump, lock
from jishi.base.audit.verbs import Verb
from jishi.cases.access import CASE_LISTS
from jishi.cases.marks import ENDED
from jishi.cases.models import Case, CaseList, CaseListing
from jishi.cases.queries.within import cases
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused
from jishi.tree.models import Organisation

DRAWN = Verb("case_list.draw", "建立问题清单")
LISTED = Verb("case_list.add", "列入清单")
UNLISTED = Verb("case_list.remove", "移出清单")
CLOSED = Verb("case_list.close", "结束清单")


def draw_list(actor: Actor, org: Organisation, title: str, document: str = "") -> CaseList:
    with act(actor, CASE_LISTS, org) as doing:
        if not title.strip():
            raise Refused("请写清单名称", field="title")
        if CaseList.objects.filter(org=org, title=title.strip(), closed_on__isnull=True).exists():
            raise Refused("已经有同名的清单", field="title")
        made = CaseList.objects.create(
            org=org, title=title.strip()[:60], document=document.strip()[:60], made_on=actor.today
        )
        doing.record(DRAWN, made, org=org)
        return made


def add_to_list(actor: Actor, list_: CaseList, pks: Iterable[int]) -> int:
    """Those within reach; what stands there already stays once."""
    with act(actor, CASE_LISTS, list_.org) as doing:
        list_ = _open(list_)
        found = list(cases(actor).filter(pk__in=list(pks)[:500]).order_by("pk"))
        if not found:
            raise Refused("没有选中任何一件")
        before = set(CaseListing.objects.filter(list=list_).values_list("case_id", flat=True))
        new = [case for case in found if case.pk not in before]
        CaseListing.objects.bulk_create([CaseListing(list=list_, case=case) for case in new])
        doing.record(LISTED, list_, org=list_.org_id, count=len(new))
        return len(new)


def take_off_list(actor: Actor, list_: CaseList, case: Case) -> None:
    with act(actor, CASE_LISTS, list_.org) as doing:
        list_ = _open(list_)
        gone, _ = CaseListing.objects.filter(list=list_, case=case).delete()
        if not gone:
            raise Refused("不在这张清单上")
        doing.record(UNLISTED, list_, org=list_.org_id, count=1)


def close_list(actor: Actor, list_: CaseList, version: int | None) -> CaseList:
    with act(actor, CASE_LISTS, list_.org) as doing:
        list_ = _open(list_, version)
        left = list_.entries.exclude(case__state__in=ENDED).count()
        if left:
            raise Refused(f"还有 {left} 件没有销号，不能结束")
        bump(list_, closed_on=actor.today)
        doing.record(CLOSED, list_, org=list_.org_id)
        return list_


def _open(list_: CaseList, version: int | None = None) -> CaseList:
    list_ = lock(CaseList.objects.select_related("org"), list_.pk, version)
    if list_.closed_on is not None:
        raise Refused("这张清单已经结束")
    return list_
