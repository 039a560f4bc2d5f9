"""What is forgotten after its time. Whoever decides about the time is `jobs`."""

from __future__ import annotations

from datetime import date

from jishi.kernel.deadline import add_years
from jishi.people.models import MobileContact, MobileSpell, TransferLetter, TransferStep
from jishi.people.queries.transfer import UNFINISHED

STUB_YEARS = 10  # R-REL-08
ABSENCE_YEARS = 3


def forget_stubs(today: date) -> int:
    """Letters that ended ten years ago, with all their lines; their changes of membership stay.

    One that another was written in place of goes no earlier than its successor.
    """
    before = add_years(today, -STUB_YEARS)
    old = TransferLetter.objects.filter(ended_on__lt=before).exclude(state__in=UNFINISHED)
    gone = list(old.exclude(replaced_by__isnull=False).values_list("pk", flat=True))
    TransferStep.objects.filter(letter__in=gone).delete()
    return TransferLetter.objects.filter(pk__in=gone).delete()[0]


def forget_absences(today: date) -> int:
    before = add_years(today, -ABSENCE_YEARS)
    gone = list(MobileSpell.objects.filter(returned_on__lt=before).values_list("pk", flat=True))
    MobileContact.objects.filter(spell__in=gone).delete()
    return MobileSpell.objects.filter(pk__in=gone).delete()[0]
