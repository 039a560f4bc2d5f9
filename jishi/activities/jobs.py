"""Long work of this room."""

from __future__ import annotations

from jishi.activities.access import ACTIVITY_EDIT
from jishi.activities.actions.scanning import read_batch
from jishi.activities.models import ScanBatch
from jishi.base.jobs import Run, job


@job("activities.scan", "识别扫描件", ACTIVITY_EDIT)
def scan(run: Run) -> None:
    read_batch(run, ScanBatch.objects.select_related("org").get(pk=run.payload["batch"]))
