"""What goes along when organisations merge: open cases; settled ones stay where they were."""

from __future__ import annotations

from django.db.models import Q

from jishi.base.followers import Follower
from jishi.cases.actions import keeping
from jishi.cases.marks import OPEN
from jishi.cases.models import Case
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation


def _count(actor: Actor, org: Organisation) -> int:
    return Case.objects.filter(Q(org=org) | Q(home=org), state__in=OPEN).count()


CASES = Follower(
    "cases.open", "未办结的问题和诉求", "件", _count, keeping.hand_on, order=49,
    note="转给接收方接着办，时限照旧；已办结的留在原组织名下",
)  # fmt: skip
