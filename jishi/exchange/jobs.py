"""The steps of an import as jobs of the worker, and what is forgotten when."""

from __future__ import annotations

from datetime import timedelta

from jishi.base.clock import now
from jishi.base.jobs import Result, Run, job
from jishi.base.retention import retention
from jishi.exchange import actions, export_book
from jishi.exchange.access import EXPORT, IMPORT
from jishi.exchange.models import ImportBatch
from jishi.tree.models import Organisation


def _batch(run: Run) -> ImportBatch:
    return ImportBatch.objects.select_related("org", "file", "job").get(pk=run.payload["batch"])


@job("exchange.check", "核对表格", IMPORT)
def check(run: Run) -> None:
    actions.check(run, _batch(run))


@job("exchange.publish", "表格入库", IMPORT)
def publish(run: Run) -> None:
    actions.publish(run, _batch(run))


@job("exchange.results", "做好退回的表格", IMPORT)
def give_back(run: Run) -> None:
    """After the rows are in force: the office's own file with marks, and the refused rows."""
    actions.give_back(run, _batch(run))


@job("exchange.undo", "撤销导入", IMPORT)
def undo(run: Run) -> None:
    actions.undo(run, _batch(run))


@job("exchange.export", "导出表格", EXPORT)
def export(run: Run) -> Result:
    org = run.payload.get("org")
    found = Organisation.objects.get(pk=org) if org else None
    table = actions.export_table(run.actor, run.payload["kind"], found)
    csv = run.payload.get("format") == "csv"
    body = export_book.csv_of(table) if csv else export_book.book_of(table)
    return Result(body, f"{table.title}.{'csv' if csv else 'xlsx'}")


@retention("upload.imports", "导入途中的名册内容", "7 天后")
def forget_staged() -> int:
    return actions.forget_staged(now())


@retention("audit.imports", "撤销导入用的原来内容", "1 年后")
def forget_before() -> int:
    return actions.forget_before(now() - timedelta(days=366))
