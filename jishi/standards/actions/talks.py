"""Talks that follow from a grade: held and recorded, looked after, or waived with a document."""

from __future__ import annotations

from datetime import date, timedelta

from jishi.base import inbox
from jishi.base.act import act, bump, lock
from jishi.base.audit.verbs import Verb
from jishi.base.settings_tree import setting
from jishi.standards.access import STANDARD_RUN
from jishi.standards.actions.grading import talk_key
from jishi.standards.local import FOLLOW_DAYS
from jishi.standards.models import GradeTalk
from jishi.standards.rules.grading import talk_is_done
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused, insist
from jishi.tree.permissions import MANAGERS
from jishi.tree.reach import holders

HELD = Verb("standard.talk", "登记约谈")
FOLLOWED = Verb("standard.follow", "登记整改回看")
WAIVED = Verb("standard.waive", "免予约谈")


def _locked(talk: GradeTalk, version: int | None) -> GradeTalk:
    rows = GradeTalk.objects.select_related("assessment__round__org", "assessment__org")
    found = lock(rows, talk.pk, version)
    if found.waived_on is not None or found.followed_on is not None:
        raise Refused("已经办结")
    return found


def hold_talk(
    actor: Actor, talk: GradeTalk, version: int | None, *, talker: str, on: date, record: str
) -> GradeTalk:
    org = talk.assessment.round.org
    with act(actor, STANDARD_RUN, org) as doing:
        talk = _locked(talk, version)
        if not talker.strip() or not record.strip():
            raise Refused("请写明约谈人和谈话情况", field="record")
        if on > actor.today:
            raise Refused("约谈日期在今天之后", field="on")
        follow = on + timedelta(days=setting(FOLLOW_DAYS, org, actor.today))
        bump(
            talk, talker=talker.strip()[:60], held_on=on, record=record.strip()[:600],
            follow_by=follow,
        )  # fmt: skip
        inbox.close(talk_key(talk))
        own = holders(MANAGERS, {org.pk}, actor.today).get(org.pk, set())
        inbox.put(
            own, talk_key(talk, "follow"), f"整改回看：{talk.assessment.org.short_name}",
            kind="todo", link=f"/standards/talks/{talk.pk}/", org_id=org.pk, due_on=follow,
        )  # fmt: skip
        doing.record(HELD, talk, org=talk.assessment.org_id, on=str(on))
        return talk


def follow_talk(
    actor: Actor, talk: GradeTalk, version: int | None, *, on: date, follow_up: str
) -> GradeTalk:
    with act(actor, STANDARD_RUN, talk.assessment.round.org) as doing:
        talk = _locked(talk, version)
        insist(talk_is_done(talk.held_on is not None, talk.record, follow_up), "follow_up")
        if on > actor.today or (talk.held_on and on < talk.held_on):
            raise Refused("回看日期应在约谈之后、今天以前", field="on")
        bump(talk, followed_on=on, follow_up=follow_up.strip()[:600])
        inbox.close(talk_key(talk, "follow"))
        doing.record(FOLLOWED, talk, org=talk.assessment.org_id, on=str(on))
        return talk


def waive_talk(
    actor: Actor, talk: GradeTalk, version: int | None, *, reason: str, document: str
) -> GradeTalk:
    """Not without a reason and the document of whoever decided it (R-GOV-37)."""
    with act(actor, STANDARD_RUN, talk.assessment.round.org) as doing:
        talk = _locked(talk, version)
        if talk.held_on is not None:
            raise Refused("已经约谈，请登记整改回看")
        if not reason.strip() or not document.strip():
            raise Refused("免予约谈须写明原因和批准文号（R-GOV-37）", field="reason")
        bump(
            talk, waived_on=actor.today, waived_reason=reason.strip()[:200],
            waived_document=document.strip()[:60],
        )  # fmt: skip
        inbox.close(talk_key(talk))
        doing.record(WAIVED, talk, org=talk.assessment.org_id, reason=reason, document=document)
        return talk
