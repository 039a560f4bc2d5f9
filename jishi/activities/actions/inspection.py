"""Opening a year book to an inspector, remarks in it, their answers, and the end of it."""

from __future__ import annotations

from datetime import date

from jishi.accounts.models import Account
from jishi.accounts.queries import accounts
from jishi.activities.access import ACTIVITY_EDIT, INSPECTION_OPEN
from jishi.activities.models import Inspection, InspectionNote
from jishi.activities.rules.inspection import may_open, may_read
from jishi.base import inbox
from jishi.base.act import act, bump, lock
from jishi.base.audit.verbs import Verb
from jishi.base.models import InboxKind
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible, Refused, insist
from jishi.tree.models import Organisation
from jishi.tree.permissions import SELF, STAFF
from jishi.tree.reach import holders

OPENED = Verb("inspection.open", "开放工作手册")
WITHDRAWN = Verb("inspection.withdraw", "收回调阅")
NOTED = Verb("inspection.note", "写调阅意见")
ANSWERED = Verb("inspection.answer", "答复整改要求")
SETTLED = Verb("inspection.settle", "认可整改")
FINISHED = Verb("inspection.finish", "阅毕")


def open_book(
    actor: Actor, org: Organisation, year: int, inspector: str, until: date, purpose: str
) -> Inspection:
    with act(actor, INSPECTION_OPEN, org) as doing:
        account = _reader(actor, inspector.strip())
        insist(may_open(year, until, account.kind == "business", actor.today), "until")
        made = Inspection.objects.create(
            org=org, year=year, inspector=account, inspector_name=account.name, purpose=purpose,
            since=actor.today, until=until, opened_by=actor.name,
        )  # fmt: skip
        inbox.put(
            [account.pk], f"inspection:{made.pk}", f"请调阅{org.short_name}{year}年工作手册",
            kind=InboxKind.TODO, link=f"/activities/inspections/own/{made.pk}/", due_on=until,
        )  # fmt: skip
        doing.record(OPENED, made, org=org, year=year, until=str(until))
        return made


def _reader(actor: Actor, login: str) -> Account:
    """Oneself, or somebody whose account one manages: no other login is confirmed to exist."""
    known = accounts(actor).filter(login=login, state="active").first()
    if known is None and login == actor.login:
        known = Account.objects.filter(pk=actor.account_id or 0).first()
    if known is None:
        raise Refused(
            "没有这个账号，或不归您管理；可以填自己的账号，外来的调阅人由其所在的上级开放",
            field="inspector", code="bad_account",
        )  # fmt: skip
    return known


def withdraw(actor: Actor, inspection: Inspection, version: int) -> Inspection:
    with act(actor, INSPECTION_OPEN, inspection.org) as doing:
        row = lock(Inspection.objects.all(), inspection.pk, version)
        if row.withdrawn_on is not None:
            raise Refused("这次调阅已经收回")
        bump(row, withdrawn_on=actor.today)
        inbox.close(f"inspection:{row.pk}")
        doing.record(WITHDRAWN, row, org=row.org_id)
        return row


def add_note(
    actor: Actor, inspection: Inspection, kind: str, anchor: str, place: str, text: str
) -> InspectionNote:
    """A correction asked for becomes a to-do of those who keep the records there."""
    with act(actor, SELF) as doing:
        row = _own(actor, inspection)
        note = InspectionNote.objects.create(
            inspection=row, kind=kind, anchor=anchor, place=place[:80], text=text,
            made_on=actor.today,
        )  # fmt: skip
        word = "整改要求" if kind == "correction" else "意见"
        inbox.put(
            keepers(row.org, actor.today), f"inspection_note:{note.pk}",
            f"工作手册{word}：{note.place}",
            kind=InboxKind.TODO if kind == "correction" else InboxKind.NOTICE,
            link=f"/activities/inspections/{row.pk}/", org_id=row.org_id,
        )  # fmt: skip
        doing.record(NOTED, note, org=row.org_id, kind=kind)
        return note


def keepers(org: Organisation, today: date) -> set[int]:
    """Who keeps the records of an organisation; where nobody does, those of its superior."""
    line = [org.pk] if org.parent_id is None else [org.pk, org.parent_id]
    found = holders(STAFF, line, today)
    return found.get(org.pk) or found.get(org.parent_id or 0, set())


def answer_note(actor: Actor, note: InspectionNote, version: int, answer: str) -> InspectionNote:
    with act(actor, ACTIVITY_EDIT, note.inspection.org) as doing:
        row = lock(InspectionNote.objects.select_related("inspection"), note.pk, version)
        if row.kind != "correction" or row.settled_on is not None:
            raise Refused("这一条不需要答复", code="settled")
        changed = bump(row, answer=answer, answered_on=actor.today, answered_by=actor.name[:60])
        inbox.close(f"inspection_note:{row.pk}")
        inbox.put(
            [row.inspection.inspector_id], f"inspection_note:{row.pk}:{row.version}",
            f"整改已答复：{row.place}", link=f"/activities/inspections/own/{row.inspection_id}/",
        )  # fmt: skip
        doing.record(ANSWERED, row, org=note.inspection.org_id, changed=changed)
        return row


def settle_note(actor: Actor, note: InspectionNote) -> InspectionNote:
    with act(actor, SELF) as doing:
        inspection = _own(actor, note.inspection)
        row = lock(InspectionNote.objects.all(), note.pk)
        if row.state != "answered":
            raise Refused("还没有答复，或已经认可", code="not_answered")
        bump(row, settled_on=actor.today)
        doing.record(SETTLED, row, org=inspection.org_id)
        return row


def finish(actor: Actor, inspection: Inspection, opinion: str) -> Inspection:
    """Read through, with a word on the whole; corrections asked for stay open until settled."""
    with act(actor, SELF) as doing:
        row = _own(actor, inspection)
        bump(row, finished_on=actor.today, opinion=opinion)
        inbox.close(f"inspection:{row.pk}")
        inbox.put(
            keepers(row.org, actor.today), f"inspection:{row.pk}:finished",
            f"{row.inspector_name}已阅{row.year}年工作手册",
            link=f"/activities/inspections/{row.pk}/", org_id=row.org_id,
        )  # fmt: skip
        doing.record(FINISHED, row, org=row.org_id)
        return row


def _own(actor: Actor, inspection: Inspection) -> Inspection:
    """One's own, and only while it is open."""
    row = Inspection.objects.select_related("org").select_for_update(of=("self",)).get(
        pk=inspection.pk
    )  # fmt: skip
    if not actor.is_business or row.inspector_id != actor.account_id:
        raise NotVisible
    insist(may_read(row.since, row.until, row.withdrawn_on is not None, actor.today))
    return row
