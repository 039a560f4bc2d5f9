"""Opening a round down the tree, freezing it, cancelling it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import IntegrityError

from jishi.base import inbox
from jishi.base.act import act, attempt, bump, lock
from jishi.base.audit.verbs import Verb
from jishi.kernel.period import Period
from jishi.returns.access import RETURN_RUN
from jishi.returns.models import ReturnRound, ReturnSheet
from jishi.returns.queries.scope import above_of, sheets_of
from jishi.returns.rules.rounds import may_freeze, may_open
from jishi.returns.tables import ReturnTable
from jishi.returns.tables.table import body_of
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused, insist
from jishi.tree.models import Organisation
from jishi.tree.permissions import STAFF
from jishi.tree.reach import holders

OPENED = Verb("return.open", "布置报表")
FROZEN = Verb("return.freeze", "封存报表")
CANCELLED = Verb("return.cancel", "取消报表")
CHASED = Verb("return.chase", "催报报表")
MOST = 20_000  # sheets of one round


@dataclass(frozen=True)
class RoundTerms:
    period: Period
    due_on: date | None = None
    note: str = ""


def open_round(
    actor: Actor, org: Organisation, table: ReturnTable, terms: RoundTerms
) -> ReturnRound:  # fmt: skip
    """Everybody below whom the table is for gets a sheet, and a to-do."""
    period = terms.period
    due = terms.due_on or period.last_day + timedelta(days=table.days)
    with act(actor, RETURN_RUN, org, below=True) as doing:
        rows = sheets_of(actor, table, org)
        insist(
            may_open(
                period == Period.natural(period.first_day, table.length),
                period.first_day <= actor.today, due, actor.today,
                sum(row.fills for row in rows),
            ),
            "period",
        )  # fmt: skip
        if len(rows) > MOST:
            raise Refused(f"要填的有 {len(rows)} 个，请分片布置", field="table")
        try:
            with attempt():
                round_ = ReturnRound.objects.create(
                    org=org, table=table.code, title=f"{period.label}{table.title}"[:80],
                    source=table.source, body=body_of(table), first_month=period.first.index,
                    last_month=period.last.index, opened_on=actor.today, due_on=due,
                    note=terms.note.strip()[:200],
                )  # fmt: skip
        except IntegrityError:
            raise Refused("本级这一时期已经布置过这张报表", field="table") from None
        _hand_out(round_, rows)
        remind(round_, [row for row in rows if row.fills], actor.today)
        doing.record(OPENED, round_, org=org, count=len(rows), until=str(due))
        return round_


def _hand_out(round_: ReturnRound, rows: Sequence[ReturnSheet]) -> None:
    for row in rows:
        row.round = round_
    ReturnSheet.objects.bulk_create(rows, batch_size=500)
    known = {row.org_id: row for row in ReturnSheet.objects.filter(round=round_)}
    made = list(known.values())
    orgs = {row.org_id: row.org for row in rows}
    for row in made:
        row.org = orgs[row.org_id]
        row.above = above_of(row, known)
    ReturnSheet.objects.bulk_update(made, ["above"], batch_size=500)


def fill_key(round_id: int, org_id: int) -> str:
    return f"return-fill:{round_id}:{org_id}"


def remind(round_: ReturnRound, rows: Sequence[ReturnSheet], today: date, word: str = "") -> int:
    """A to-do for whoever keeps an organisation that has not reported; `word` makes it another."""
    numbers = dict(
        ReturnSheet.objects.filter(round=round_, org__in=[row.org_id for row in rows])
        .values_list("org_id", "pk")
    )  # fmt: skip
    told = 0
    for org, accounts in holders(STAFF, numbers, today).items():
        key = fill_key(round_.pk, org) + (f":{word}" if word else "")
        inbox.put(
            accounts, key, f"{'催报' if word else '请填报'}：{round_.title}",
            kind="notice" if word else "todo", link=f"/returns/sheets/{numbers[org]}/", org_id=org,
            due_on=round_.due_on,
        )  # fmt: skip
        told += len(accounts)
    return told


def chase(actor: Actor, round_: ReturnRound) -> int:
    """Whoever has not reported is told once more, once a day."""
    with act(actor, RETURN_RUN, round_.org, below=True) as doing:
        if round_.state != "running":
            raise Refused("这次报表已经结束")
        rows = list(ReturnSheet.objects.filter(round=round_, fills=True, state="open"))
        told = remind(round_, rows, actor.today, actor.today.isoformat())
        doing.record(CHASED, round_, org=round_.org_id, count=len(rows))
        return told


def freeze_round(actor: Actor, round_: ReturnRound, version: int | None) -> ReturnRound:
    """What was accepted stays as it is; who has not reported is named as such for good."""
    with act(actor, RETURN_RUN, round_.org, below=True) as doing:
        round_ = lock(ReturnRound.objects.select_related("org"), round_.pk, version)
        rows = ReturnSheet.objects.filter(round=round_)
        insist(
            may_freeze(
                round_.state, rows.filter(state="open").count(),
                rows.filter(state="submitted").count(), round_.due_on, actor.today,
            )
        )  # fmt: skip
        bump(round_, state="frozen", frozen_on=actor.today)
        _close(round_)
        doing.record(FROZEN, round_, org=round_.org_id, count=rows.filter(state="accepted").count())
        return round_


def cancel_round(actor: Actor, round_: ReturnRound, version: int | None, reason: str) -> None:
    with act(actor, RETURN_RUN, round_.org, below=True) as doing:
        round_ = lock(ReturnRound.objects.select_related("org"), round_.pk, version)
        if round_.state != "running":
            raise Refused("已经结束的不能取消")
        if not reason.strip():
            raise Refused("请写明取消的原因", field="reason")
        if ReturnSheet.objects.filter(round=round_, state="accepted").exists():
            raise Refused("已有审核通过的，不能取消；请先退回")
        bump(round_, state="cancelled", note=reason.strip()[:200])
        _close(round_)
        doing.record(CANCELLED, round_, org=round_.org_id, reason=reason)


def _close(round_: ReturnRound) -> None:
    orgs = set(ReturnSheet.objects.filter(round=round_).values_list("org_id", flat=True))
    inbox.close_all(orgs, [fill_key(round_.pk, org) for org in orgs])
