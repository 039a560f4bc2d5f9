"""Long work outside the request: submitted in a transaction, done once, seen while it runs.

A room declares its work in `<room>/jobs.py`:

    @job("figures.rebuild", "重算数字", FIGURE_EDIT)
    def rebuild(run: Run) -> Result | None:
        for done, org in enumerate(orgs):
            run.progress(done, len(orgs), org.short_name)
            with run.step():          # a write that only the holder of the job may make
                ...
        run.finish(lambda: ...)       # the last write and "done" in one transaction

and an action submits it by `enqueue(actor, "figures.rebuild", {"org": 7}, title)`. The payload
holds ids, never personal values. `@daily(2, 30, …)` and `@every(10, …)` declare timed work.

`declare` what kinds there are · `queue` every write to the table · `run` what a handler holds ·
`worker` the loop · `timed` the clock · `queries` one's own jobs · `nightly` our own timed work.
"""

from jishi.base.jobs.declare import daily, every, job
from jishi.base.jobs.queue import Cancelled, LostLease, enqueue
from jishi.base.jobs.run import Result, Run

__all__ = ["Cancelled", "LostLease", "Result", "Run", "daily", "enqueue", "every", "job"]
