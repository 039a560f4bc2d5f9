"""What goes along when organisations merge: drafts; what was told stays under the old name."""

from __future__ import annotations

from jishi.base.followers import Follower
from jishi.disclosures.actions import hand_on
from jishi.disclosures.models import Disclosure
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation


def _count(actor: Actor, org: Organisation) -> int:
    return Disclosure.objects.filter(org=org, state__in=("draft", "reviewed")).count()


DRAFTS = Follower(
    "disclosures.drafts", "公开草稿", "条", _count, hand_on, order=60,
    note="待审核、待发布的由接收方接着办；已公开的留在原组织名下，照样可查", holds=_count,
)  # fmt: skip
