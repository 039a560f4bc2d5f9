"""About one item: the superior excuses it, or whoever did it without a meeting says so."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet

from jishi.base.act import Doing, act, lock
from jishi.base.audit.verbs import Verb
from jishi.duties.access import DUTY_EXCUSE, DUTY_REPORT, DUTY_SET
from jishi.duties.models import DutyExcuse, DutyItem, DutyReport
from jishi.duties.queries.declared import duties
from jishi.duties.rules import deciding as rules
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused, insist
from jishi.tree.models import Organisation
from jishi.tree.permissions import Permission

EXCUSED = Verb("duty.excuse", "核定免予办理")
EXCUSE_WITHDRAWN = Verb("duty.excuse_back", "撤回免予办理")
REPORTED = Verb("duty.report", "登记事项已办结")
REPORT_WITHDRAWN = Verb("duty.report_back", "撤回办结登记")
OPENING = Verb("duty.opening", "登记启用前已办次数")


def excuse_item(actor: Actor, item: DutyItem, *, reason: str) -> DutyExcuse:
    """It need not be done this time; decided above, with the reason."""
    with act(actor, DUTY_EXCUSE, item.org) as doing:
        lock(Organisation.objects.all(), item.org_id)
        item.refresh_from_db()
        insist(rules.may_excuse(item.met_on is not None, item.excused, reason), "reason")
        row = DutyExcuse.objects.create(
            org=item.org, duty=item.duty, slot=item.slot, reason=reason.strip()[:120],
            on=actor.today, excused_by=actor.name[:60],
        )  # fmt: skip
        doing.touch("duty", item.org_id, item.due_on, item.duty)
        doing.record(EXCUSED, row, org=item.org_id, duty=item.duty, slot=item.slot)
        return row


def report_item(
    actor: Actor, item: DutyItem, *, on: date, document: str = "", note: str = ""
) -> DutyReport:
    """Done, where no activity shows it: a report handed in, a reminder sent round."""
    with act(actor, DUTY_REPORT, item.org) as doing:
        lock(Organisation.objects.all(), item.org_id)
        item.refresh_from_db()
        duty = duties().get(item.duty)
        met, by_report = item.met_on is not None, duty is not None and duty.by_report
        insist(rules.may_report(by_report, met, on, item.opens_on, actor.today), "on")
        row = _reported(doing, item, on, "report", document, note)
        doing.record(REPORTED, row, org=item.org_id, duty=item.duty, slot=item.slot, on=str(on))
        return row


def open_with(actor: Actor, item: DutyItem, *, on: date, note: str = "") -> DutyReport:
    """Held before the start-up and kept on paper: counts, without the record being typed again."""
    with act(actor, DUTY_SET, item.org) as doing:
        lock(Organisation.objects.all(), item.org_id)
        item.refresh_from_db()
        if item.met_on is not None:
            raise Refused("这一项已经完成")
        if not item.opens_on <= on <= actor.today:
            raise Refused(f"日期应在 {item.opens_on} 至今天之间", field="on")
        row = _reported(doing, item, on, "opening", "", note)
        doing.record(OPENING, row, org=item.org_id, duty=item.duty, slot=item.slot, on=str(on))
        return row


def _reported(
    doing: Doing, item: DutyItem, on: date, source: str, document: str, note: str
) -> DutyReport:
    doing.touch("duty", item.org_id, on, item.duty)
    return DutyReport.objects.create(
        org=item.org, duty=item.duty, slot=item.slot, on=on, source=source,
        document=document.strip()[:60], note=note.strip()[:120],
        reported_by=doing.actor.name[:60],
    )  # fmt: skip


def withdraw_excuse(actor: Actor, excuse: DutyExcuse) -> None:
    _withdraw(actor, excuse, DUTY_EXCUSE, EXCUSE_WITHDRAWN)


def withdraw_report(actor: Actor, report: DutyReport) -> None:
    _withdraw(actor, report, DUTY_REPORT, REPORT_WITHDRAWN)


def _withdraw(
    actor: Actor, said: DutyExcuse | DutyReport, permission: Permission, verb: Verb
) -> None:
    with act(actor, permission, said.org) as doing:
        rows: QuerySet[Any] = type(said)._default_manager.all()
        row = lock(rows, said.pk)
        if row.withdrawn_on is not None:
            raise Refused("已经撤回")
        row.withdrawn_on = actor.today
        row.save(update_fields=["withdrawn_on"])
        doing.touch("duty", row.org_id, row.on, row.duty)
        doing.record(verb, row, org=row.org_id, duty=row.duty, slot=row.slot)
