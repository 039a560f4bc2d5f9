"""Reading jobs: one's own; the system administrator also sees the timed ones."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from jishi.base import files
from jishi.base.access import JOBS_SYSTEM
from jishi.base.models import Job
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible
from jishi.tree.permissions import SELF
from jishi.tree.reach import reach


def jobs(actor: Actor) -> QuerySet[Job]:
    own = Q(account_id=actor.account_id or 0)
    if reach(actor, JOBS_SYSTEM):
        own |= Q(account_id__isnull=True)
    return Job.objects.filter(own)


def job_of(actor: Actor, pk: int) -> Job:
    found = jobs(actor).select_related("result", "org").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


files.owner_kind("job", SELF, lambda actor, pk: jobs(actor).filter(pk=int(pk)).first())
