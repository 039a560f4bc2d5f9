"""Letters under way and guests go along when an organisation is merged into another."""

from __future__ import annotations

from datetime import date

from django.db.models import F

from jishi.base.act import Doing
from jishi.base.audit.verbs import Verb
from jishi.people.models import MobileSpell
from jishi.people.queries.transfer import unfinished
from jishi.tree.models import Organisation

HANDED_ON = Verb("transfer.hand_on", "介绍信随组织合并转给接收方")


def move_letters(doing: Doing, source: Organisation, target: Organisation, on: date) -> int:
    """Whatever is not done is done by the successor. A number once given stays with who gave it."""
    again = F("version") + 1
    moved = unfinished().filter(from_org=source).update(from_org=target, version=again)
    moved += unfinished().filter(to_org=source).update(to_org=target, version=again)
    asked = unfinished().filter(issuer=source, number=None)
    moved += asked.update(issuer=target, version=again)
    guests = MobileSpell.objects.filter(host_org=source, returned_on=None)
    moved += guests.update(host_org=target, version=again)
    if moved:
        doing.record(HANDED_ON, target, org=target, count=moved)
    return moved
