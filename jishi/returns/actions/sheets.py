"""A sheet from filling over checking to acceptance, where its answers become facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from jishi.base import inbox
from jishi.base.act import Doing, act, bump, lock
from jishi.base.audit.verbs import Verb
from jishi.figures.actions.stating import state_values, withdraw_values
from jishi.returns.access import RETURN_CHECK, RETURN_FILL
from jishi.returns.actions.rounds import fill_key
from jishi.returns.models import ReturnSheet, ReturnStep
from jishi.returns.queries.filling import FilledLine, filled
from jishi.returns.queries.rounds import ALONG
from jishi.returns.rules.answers import may_accept, may_answer, may_send_back, may_submit
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused, insist
from jishi.tree.permissions import MANAGERS, STAFF
from jishi.tree.reach import holders

SAVED = Verb("return.save", "填写报表")
SENT = Verb("return.send", "上报报表")
ACCEPTED = Verb("return.accept", "审核通过报表")
SENT_BACK = Verb("return.send_back", "退回报表")
MOST_SECONDS = 7200
_SENT = {"submitted": "已经上报、正在审核", "accepted": "已经审核通过"}


@dataclass(frozen=True)
class Answers:
    """What was typed: numbers and texts by line; None is an empty box, zero is an answer."""

    values: Mapping[str, int | str | None] = field(default_factory=dict)
    note: str = ""
    seconds: int = 0


def fill_sheet(
    actor: Actor, sheet: ReturnSheet, version: int | None, given: Answers, *, submit: bool
) -> ReturnSheet:
    """Kept as far as it goes, or sent: then everything is there and stands in its range."""
    with act(actor, RETURN_FILL, sheet.org) as doing:
        sheet = lock(_rows(), sheet.pk, version)
        insist_open(sheet)
        there = filled(sheet, actor.today)
        typed = _typed(sheet, there, given, strict=submit)
        kept = {**sheet.values, **typed}
        bump(
            sheet, values={code: kept[code] for code in kept if kept[code] not in (None, "")},
            note=given.note.strip()[:300],
            seconds=sheet.seconds + max(0, min(given.seconds, MOST_SECONDS)),
        )  # fmt: skip
        if submit:
            _send(doing, sheet)
        else:
            doing.record(SAVED, sheet, org=sheet.org_id, count=len(typed))
        return sheet


def _typed(
    sheet: ReturnSheet, there: list[FilledLine], given: Answers, *, strict: bool
) -> dict[str, Any]:
    """Only what this sheet asks: what is known already or counted cannot be typed over."""
    found: dict[str, Any] = {}
    for each in there:
        if each.line.code not in given.values:
            continue
        value = given.values[each.line.code]
        if each.line.kind == "text":
            found[each.line.code] = str(value or "").strip()[: each.line.most]
        elif each.is_asked:
            if isinstance(value, int):
                _weigh(each, value, given, strict)
            found[each.line.code] = value
    return found


def _weigh(each: FilledLine, value: int, given: Answers, strict: bool) -> None:
    item = each.line.item
    explained = bool(given.note.strip()) or not strict
    verdict = may_answer(value, item.low, item.high, item.times, each.before, explained)
    if verdict.refused:
        said = "；".join(str(reason) for reason in verdict.refusals)
        raise Refused(f"{each.line.title}：{said}", field=f"v_{each.line.code.replace('.', '_')}")


def _send(doing: Doing, sheet: ReturnSheet) -> None:
    actor = doing.actor
    lines = filled(sheet, actor.today)
    empty = [each.line.title for each in lines if each.is_asked and each.value is None]
    waiting = sheet.below.exclude(state="accepted").count()
    over = sheet.round.period.last_day <= actor.today
    insist(may_submit(sheet.state, empty, waiting, over))
    bump(
        sheet, state="submitted", submitted_on=actor.today, submitted_by_id=actor.account_id,
        values={each.line.code: each.value for each in lines},
        known=[each.line.code for each in lines if each.origin == "stated"], back_reason="",
    )  # fmt: skip
    _note(sheet, actor, "上报")
    inbox.close(fill_key(sheet.round_id, sheet.org_id))
    above = sheet.checked_by
    inbox.put(
        holders(MANAGERS, [above.pk], actor.today).get(above.pk, set()) - {actor.account_id or 0},
        check_key(sheet), f"待审核：{sheet.org.short_name}的{sheet.round.title}", kind="todo",
        link=f"/returns/sheets/{sheet.pk}/", org_id=above.pk, due_on=sheet.round.due_on,
    )  # fmt: skip
    doing.record(SENT, sheet, org=sheet.org_id)


def accept_sheet(actor: Actor, sheet: ReturnSheet, version: int | None) -> ReturnSheet:
    """By somebody else, one level up. What was asked are facts from now on."""
    with act(actor, RETURN_CHECK, sheet.checked_by) as doing:
        sheet = lock(_rows(), sheet.pk, version)
        _insist_running(sheet)
        own = actor.account_id is not None and sheet.submitted_by_id == actor.account_id
        insist(may_accept(sheet.state, own))
        inbox.close(check_key(sheet))
        bump(sheet, state="accepted", accepted_on=actor.today, accepted_by_id=actor.account_id)
        if sheet.fills:
            state_values(doing, sheet.org, sheet.round.period, _answers(sheet))
        _note(sheet, actor, "审核通过")
        _ask_level(sheet, actor)
        doing.record(ACCEPTED, sheet, org=sheet.org_id)
        return sheet


def send_back(actor: Actor, sheet: ReturnSheet, version: int | None, reason: str) -> ReturnSheet:
    """To be filled once more; what it had stated counts no longer."""
    with act(actor, RETURN_CHECK, sheet.checked_by) as doing:
        sheet = lock(_rows(), sheet.pk, version)
        _insist_running(sheet)
        above = sheet.above.state if sheet.above is not None else "open"
        insist(may_send_back(sheet.state, above, reason), "reason")
        inbox.close(check_key(sheet))
        if sheet.state == "accepted" and sheet.fills:
            withdraw_values(doing, sheet.org, sheet.round.period, list(_answers(sheet)))
        bump(
            sheet, state="open", submitted_on=None, submitted_by_id=None, accepted_on=None,
            accepted_by_id=None, back_reason=reason.strip()[:200], known=[],
        )  # fmt: skip
        _note(sheet, actor, "退回", reason.strip()[:300])
        _tell(sheet, actor, f"退回重填：{sheet.round.title}", f":back{sheet.version}")
        doing.record(SENT_BACK, sheet, org=sheet.org_id, reason=reason)
        return sheet


def check_key(sheet: ReturnSheet) -> str:
    return f"return-check:{sheet.pk}"


def _answers(sheet: ReturnSheet) -> dict[str, int]:
    """What this sheet itself was asked; what was known before belongs to another."""
    return {
        line.code: sheet.values[line.code]
        for line in sheet.round.of.asked
        if line.code not in sheet.known and sheet.values.get(line.code) is not None
    }


def _ask_level(sheet: ReturnSheet, actor: Actor) -> None:
    """Everything below is there: the level above may add up and send."""
    above = sheet.above
    if above is not None and not above.below.exclude(state="accepted").exists():
        _tell(above, actor, f"下级已报齐，请汇总上报：{sheet.round.title}", "")


def _tell(sheet: ReturnSheet, actor: Actor, title: str, more: str) -> None:
    inbox.put(
        holders(STAFF, [sheet.org_id], actor.today).get(sheet.org_id, set()),
        fill_key(sheet.round_id, sheet.org_id) + more, title, kind="todo" if not more else "notice",
        link=f"/returns/sheets/{sheet.pk}/", org_id=sheet.org_id, due_on=sheet.round.due_on,
    )  # fmt: skip


def _note(sheet: ReturnSheet, actor: Actor, label: str, note: str = "") -> None:
    ReturnStep.objects.create(
        sheet=sheet, label=label, on=actor.today, by=actor.name[:60], note=note
    )


def insist_open(sheet: ReturnSheet) -> None:
    """Whether it may be filled in, and where it may not, what can be done instead."""
    _insist_running(sheet)
    if sheet.state != "open":
        raise Refused(f"这张报表{_SENT[sheet.state]}，不能再填；要改请审核的党组织先退回")


def _insist_running(sheet: ReturnSheet) -> None:
    if sheet.round.state == "frozen":
        raise Refused("这次报表已封存，数不再改；填错的在报表页「更正」，各级都看得到差别")
    if sheet.round.state == "cancelled":
        raise Refused("这次报表已取消，不用再填")


def _rows() -> QuerySet[ReturnSheet]:
    return ReturnSheet.objects.select_related(*ALONG)
