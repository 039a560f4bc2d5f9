"""What the workbench says about members."""

from __future__ import annotations

from django.db.models import Count, Q
from django.urls import reverse

from jishi.base.settings_tree import setting
from jishi.base.web.workbench import Block, Content, Entry, Number
from jishi.people import finder, queries
from jishi.people.access import PERSON_EDIT, PERSON_MERGE, PERSON_OWN, PERSON_VIEW
from jishi.people.kinds import PROBATION
from jishi.people.local import STALE_AFTER
from jishi.people.models import CorrectionState
from jishi.people.queries import pairs
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation
from jishi.tree.reach import reach, standing


def _members(actor: Actor) -> Content | None:
    """Each figure is counted in one query and opens to exactly its rows."""
    roots = standing(actor)
    if not roots:
        return None
    home = Organisation.objects.get(pk=roots[0].org_id)
    months, today = setting(STALE_AFTER, home, actor.today), actor.today
    count = queries.members(actor).aggregate(
        members=Count("pk"),
        probation=Count("pk", Q(standing__in=PROBATION)),
        due=Count("pk", finder.probation_due(today, 3)),
        fifty=Count("pk", finder.fifty_years(today.year + 1)),
        stale=Count("pk", finder.stale(today, months)),
    )
    people = reverse("people")
    return Content(
        "numbers",
        numbers=[
            Number("党员", count["members"], people, "名", f"含预备 {count['probation']} 名"),
            Number(
                "预备期将满", count["due"], f"{people}?watch=probation_due", "名", "三个月内",
                tone="red" if count["due"] else "",
            ),
            Number("明年满五十年", count["fifty"], f"{people}?watch=fifty_next", "名", "光荣在党"),
            Number(
                "信息待核对", count["stale"], f"{people}?stale={months}", "名", f"{months} 个月"
            ),
        ],
    )  # fmt: skip


def _waiting(actor: Actor) -> Content | None:
    """Requests of members, records twice on the books, lists in clear to decide."""
    entries = []
    if reach(actor, PERSON_EDIT):
        waiting = queries.corrections(actor).filter(state=CorrectionState.WAITING).count()
        if waiting:
            url = f"{reverse('corrections')}?state=waiting"
            entries.append(Entry("本人更正申请", url, f"{waiting} 份待办", icon="pencil"))
    if reach(actor, PERSON_MERGE):
        twice = len(pairs.suspects(actor))
        if twice:
            note = f"{twice} 对待核对"
            entries.append(Entry("疑似重复的党员", reverse("duplicates"), note, icon="copy"))
    if reach(actor, PERSON_OWN) and queries.has_own_record(actor):
        entries.append(Entry("我的党员资料", reverse("own-person"), "查看、更正", icon="id-card"))
    return Content("entries", entries=entries) if entries else None


Block("党员概况", "users", PERSON_VIEW, _members, order=8)
Block("党员信息", "user-round-check", PERSON_OWN, _waiting, order=32, side=True)
