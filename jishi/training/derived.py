"""Nobody is asked for names for a class that was held or cancelled."""

from __future__ import annotations

from collections.abc import Sequence

from jishi.activities.queries.hours import TRAINING
from jishi.base.touches import Touch, derived
from jishi.training.actions.enrolling import stop_asking


@derived("training.quotas", "activity")
def close_quotas(touches: Sequence[Touch]) -> None:
    orgs = {touch.org_id for touch in touches if touch.kind == TRAINING}
    if orgs:
        stop_asking(orgs)
