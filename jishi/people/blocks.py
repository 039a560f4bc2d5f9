"""What the workbench says about members."""

from __future__ import annotations

from django.db.models import Count, Q
from django.urls import reverse

from jishi.base.settings_tree import setting
from jishi.base.web.workbench import Block, Content, Number
from jishi.people import finder, queries
from jishi.people.access import PERSON_VIEW
from jishi.people.kinds import PROBATION
from jishi.people.local import STALE_AFTER
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation
from jishi.tree.reach import standing


def _members(actor: Actor) -> Content | None:
    """Each figure is counted in one query and opens to exactly its rows."""
    roots = standing(actor)
    if not roots:
        return None
    home = Organisation(pk=roots[0].org_id, path=roots[0].path)  # all that a setting needs
    months, today = setting(STALE_AFTER, home, actor.today), actor.today
    # A branch congratulates its members; above, nobody reads through a whole county for it.
    own = all(root.role == "branch" for root in roots)
    born = {"birthday": Count("pk", finder.party_birthday(today))} if own else {}
    count = queries.members(actor).aggregate(
        members=Count("pk"),
        probation=Count("pk", Q(standing__in=PROBATION)),
        due=Count("pk", finder.probation_due(today, 3)),
        fifty=Count("pk", finder.fifty_years(today.year + 1)),
        stale=Count("pk", finder.stale(today, months)),
        **born,
    )
    people = reverse("people")
    birthdays = [
        Number("本月政治生日", count[name], f"{people}?watch=party_birthday", "名", "入党纪念日")
        for name in born
    ]
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
            *birthdays,
        ],
    )  # fmt: skip


Block("党员概况", "users", PERSON_VIEW, _members, order=8)
