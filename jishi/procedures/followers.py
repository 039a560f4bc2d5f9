"""What goes along when organisations merge: what runs is gone on with by the successor."""

from __future__ import annotations

from jishi.base.followers import Follower
from jishi.procedures.actions.keeping import hand_on
from jishi.procedures.models import Procedure
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation


def _count(actor: Actor, org: Organisation) -> int:
    return Procedure.objects.filter(org=org, state="running").count()


RUNNING = Follower(
    "procedures.running", "正在办的程序", "件", _count, hand_on, order=47, holds=_count,
    note="转给接收方接着办，步骤和时间连续；已办结的留在原组织名下",
)  # fmt: skip
