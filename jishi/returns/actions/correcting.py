"""An answer corrected after freezing: the frozen sheet stays, facts follow the correction."""

from __future__ import annotations

from jishi.base.act import act, bump, lock
from jishi.base.audit.verbs import Verb
from jishi.figures.actions.stating import state_values
from jishi.returns.access import RETURN_FILL
from jishi.returns.models import ReturnCorrection, ReturnSheet
from jishi.returns.rules.answers import may_answer
from jishi.returns.rules.rounds import may_correct
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused, insist

CORRECTED = Verb("return.correct", "更正已封存的报表")


def standing(sheet: ReturnSheet, line: str) -> int | None:
    """The answer as it stands now: frozen, or as it was last corrected."""
    last = ReturnCorrection.objects.filter(sheet=sheet, line=line).order_by("-pk").first()
    value = last.now if last is not None else sheet.values.get(line)
    return value if isinstance(value, int) else None


def correct_answer(
    actor: Actor, sheet: ReturnSheet, version: int | None, *, line: str, now: int, reason: str
) -> ReturnCorrection:
    with act(actor, RETURN_FILL, sheet.org) as doing:
        rows = ReturnSheet.objects.select_related("round", "org")
        sheet = lock(rows, sheet.pk, version)
        asked = {each.code for each in sheet.round.of.asked} - set(sheet.known)
        was = standing(sheet, line) if line in asked and sheet.fills else None
        if was is None:
            raise Refused("只有本表填报的数可以更正；自动取数的请更正原记录", field="line")
        frozen = sheet.round.state == "frozen"
        insist(may_correct(frozen, sheet.state == "accepted", was, now, reason), "reason")
        item = sheet.round.of.line(line).item
        insist(may_answer(now, item.low, item.high, 0, None, explained=True), "now")
        row = ReturnCorrection.objects.create(
            sheet=sheet, line=line, was=was, now=now, reason=reason.strip()[:200],
            on=actor.today, by=actor.name[:60],
        )  # fmt: skip
        bump(sheet)
        state_values(doing, sheet.org, sheet.round.period, {line: now})
        doing.record(CORRECTED, row, org=sheet.org_id, reason=reason, changed={"now": (was, now)})
        return row
