"""Opening a round for everybody a standard is for, settling it, cancelling it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import IntegrityError

from jishi.base import inbox
from jishi.base.act import act, attempt, bump, lock
from jishi.base.audit.verbs import Verb
from jishi.base.settings_tree import setting
from jishi.kernel.period import Period
from jishi.standards.access import STANDARD_RUN
from jishi.standards.kinds.schemes import SCHEMES
from jishi.standards.kinds.standard import MONTHS, PERIODS, Standard, body_of
from jishi.standards.models import Assessment, Line, Round
from jishi.standards.queries.proving import Judged, prove
from jishi.standards.queries.rounds import subjects_of
from jishi.standards.rules.keeping import body_of as proof_body
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused
from jishi.tree.models import Organisation
from jishi.tree.permissions import STAFF
from jishi.tree.reach import holders

OPENED = Verb("standard.open", "开展考评")
SETTLED = Verb("standard.settle", "补正截止，定格计分")
CANCELLED = Verb("standard.cancel", "取消考评")
MOST = 20_000  # assessments of one round


@dataclass(frozen=True)
class RoundTerms:
    period: Period
    check_until: date
    mend_until: date
    title: str = ""
    document: str = ""
    note: str = ""


def open_round(actor: Actor, org: Organisation, standard: Standard, terms: RoundTerms) -> Round:
    """Everybody below whom the standard is for is assessed; who joins later is not."""
    with act(actor, STANDARD_RUN, org, below=True) as doing:
        _insist_terms(standard, terms, actor.today)
        body = body_of(standard)
        if standard.chosen is not None:
            wanted = setting(standard.chosen, org, actor.today)
            body["scheme"] = wanted if wanted in SCHEMES else standard.scheme
        rows = subjects_of(standard, org, actor.today)
        if not rows:
            raise Refused("范围内没有这套标准适用的对象", field="standard")
        if len(rows) > MOST:
            raise Refused(f"对象有 {len(rows)} 个，请分片开展", field="standard")
        try:
            with attempt():
                round_ = Round.objects.create(
                    org=org, standard=standard.code, edition=standard.edition, body=body,
                    standard_title=standard.title, source=standard.source,
                    title=terms.title.strip() or f"{terms.period.label}{standard.title}",
                    first_month=terms.period.first.index, last_month=terms.period.last.index,
                    opened_on=actor.today, check_until=terms.check_until,
                    mend_until=terms.mend_until, document=terms.document, note=terms.note,
                )  # fmt: skip
        except IntegrityError:
            raise Refused("本级这一时期已经开展过这套标准的考评", field="standard") from None
        for row in rows:
            row.round = round_
        Assessment.objects.bulk_create(rows, batch_size=500)
        _tell(round_, rows, actor.today)
        doing.record(OPENED, round_, org=org, count=len(rows), until=str(terms.check_until))
        return round_


def _insist_terms(standard: Standard, terms: RoundTerms, today: date) -> None:
    months = MONTHS[standard.period]
    if standard.period != "once" and terms.period != Period.natural(terms.period.first_day, months):
        raise Refused(f"这套标准按{PERIODS[standard.period]}考评", field="period")
    if terms.period.first_day > today:
        raise Refused("考评时期还没有开始", field="period")
    if terms.check_until < today:
        raise Refused("自查截止日期已经过去", field="check_until")
    if terms.mend_until < terms.check_until:
        raise Refused("补正截止不能早于自查截止", field="mend_until")
    if terms.mend_until > today + timedelta(days=400):
        raise Refused("补正截止不能晚于一年以后", field="mend_until")


def _tell(round_: Round, rows: list[Assessment], today: date) -> None:
    """Whoever keeps an assessed organisation has a to-do, one an organisation."""
    orgs = {row.org_id for row in rows}
    own = holders(STAFF, orgs, today)
    first = {row.org_id: row for row in reversed(rows)}
    for org, accounts in own.items():
        inbox.put(
            accounts, check_key(round_.pk, org), f"请自查：{round_.title}", kind="todo",
            link=f"/standards/assessments/{first[org].pk}/", org_id=org, due_on=round_.check_until,
        )  # fmt: skip


def check_key(round_id: int, org_id: int) -> str:
    return f"standard-check:{round_id}:{org_id}"


def settle_round(actor: Actor, round_: Round) -> int:
    """After the last day of mending what was counted is kept; later records change nothing."""
    with act(actor, STANDARD_RUN, round_.org, below=True) as doing:
        round_ = lock(Round.objects.select_related("org"), round_.pk)
        if round_.settled_on or round_.state != "running" or actor.today <= round_.mend_until:
            return 0
        rows = list(
            Assessment.objects.filter(
                round=round_, state__in=("open", "self_checked", "accepted")
            ).select_related("round", "org")
        )
        for proven in prove(rows, actor.today).values():
            keep(proven.assessment, proven.lines)
        bump(round_, settled_on=actor.today)
        doing.record(SETTLED, round_, org=round_.org_id, count=len(rows))
        return len(rows)


def keep(row: Assessment, lines: Sequence[Judged]) -> None:
    """Write what was counted into the lines at work."""
    kept = {line.criterion: line for line in Line.objects.filter(assessment=row, revision=0)}
    fresh: list[Line] = []
    for each in lines:
        if each.proof is None:
            continue
        line = kept.get(each.criterion.code)
        counted = {"computed_points": each.computed, "proof": proof_body(each.proof)}
        if line is None:
            line = Line(assessment=row, revision=0, criterion=each.criterion.code, **counted)
            fresh.append(line)
        else:
            line.computed_points, line.proof = each.computed, counted["proof"]
            line.save(update_fields=["computed_points", "proof"])
    Line.objects.bulk_create(fresh)


def cancel_round(actor: Actor, round_: Round, version: int | None, reason: str) -> Round:
    with act(actor, STANDARD_RUN, round_.org, below=True) as doing:
        round_ = lock(Round.objects.select_related("org"), round_.pk, version)
        if round_.state != "running":
            raise Refused("已经结束的考评不能取消")
        if not reason.strip():
            raise Refused("请写明取消的原因", field="reason")
        if round_.assessments.filter(state__in=("confirmed", "appealed", "graded")).exists():
            raise Refused("已有审定的考评，不能取消")
        orgs = set(round_.assessments.values_list("org_id", flat=True))
        inbox.close_all(orgs, [check_key(round_.pk, org) for org in orgs])
        bump(round_, state="cancelled", note=reason.strip()[:200])
        doing.record(CANCELLED, round_, org=round_.org_id, reason=reason)
        return round_
