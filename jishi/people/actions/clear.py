"""A list in clear: asked with a purpose, granted by a second person, sealed, gone after days.

The file is made at the moment of the grant, from what the asker may see then; every person in it
finds the export among those who looked at their data.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.http import QueryDict

from jishi.accounts.queries import actor_of
from jishi.base import files, inbox
from jishi.base.act import act, bump, lock
from jishi.base.audit.verbs import Verb
from jishi.base.bulk import insert
from jishi.base.clock import now
from jishi.base.models import InboxKind, RevealLog, StoredFile
from jishi.base.settings_tree import setting
from jishi.base.web import export
from jishi.people import finder, queries
from jishi.people.access import CLEAR_APPROVE, IDENTITY_REVEAL, PERSON_EDIT, PHONE_REVEAL
from jishi.people.actions.correct import clear
from jishi.people.local import EXPORT_DAYS
from jishi.people.models import AskState, ClearExport, Person
from jishi.people.rules import clear as rules
from jishi.people.search import found_by
from jishi.tree.actor import Actor
from jishi.tree.errors import Forbidden, Refused, insist
from jishi.tree.models import Organisation
from jishi.tree.permissions import Permission
from jishi.tree.reach import can, holders, require

ASKED = Verb("clear.ask", "申请明文导出")
APPROVED = Verb("clear.approve", "批准明文导出")
DECLINED = Verb("clear.decline", "不批准明文导出")
SENSITIVE = {"identity": IDENTITY_REVEAL, "phone": PHONE_REVEAL}
OWNER = "clear_export"


def ask_clear_export(
    actor: Actor, org: Organisation, *, query: str, columns: Sequence[str], purpose: str
) -> ClearExport:
    with act(actor, PERSON_EDIT, org) as doing:
        if actor.account_id is None:
            raise Refused("须由登录账号申请")
        _insist_may_reveal(actor, columns, org)
        rows = found_by(actor, QueryDict(query)).filter(queries.under(org))
        insist(rules.may_ask(purpose, tuple(columns), rows.count()), "purpose")
        asked = ClearExport.objects.create(
            account_id=actor.account_id, org=org, query=query, columns=",".join(columns),
            purpose=purpose, count=rows.count(), asked_at=now(),
        )  # fmt: skip
        above = holders(CLEAR_APPROVE.to, queries.line_of(org), actor.today).values()
        inbox.put(
            {account for group in above for account in group} - {actor.account_id or 0},
            f"clear:{asked.pk}", f"{actor.name}申请明文导出 {asked.count} 人，待审批",
            kind=InboxKind.TODO, link=f"/people/clear/{asked.pk}/", org_id=org.pk,
        )  # fmt: skip
        doing.record(ASKED, asked, org=org, count=asked.count, purpose=purpose)
        return asked


def decide_clear_export(
    actor: Actor, asked: ClearExport, version: int, *, approve: bool, answer: str = ""
) -> ClearExport:
    """Grant it, and make the file; or refuse it with a reason."""
    with act(actor, CLEAR_APPROVE, asked.org) as doing:
        asked = lock(ClearExport.objects.select_related("org", "account"), asked.pk, version)
        insist(rules.may_decide(asked.state, asked.account_id, actor.account_id))
        if not approve and not answer.strip():
            raise Refused("请写明不批准的理由", field="answer")
        file = _make(asked, actor) if approve else None
        bump(
            asked, state=AskState.APPROVED if approve else AskState.DECLINED,
            decided_by_id=actor.account_id, decided_at=now(), answer=answer, file=file,
        )  # fmt: skip
        inbox.close(f"clear:{asked.pk}")
        inbox.put(
            [asked.account_id], f"clear:{asked.pk}:done",
            "明文导出已批准，请下载" if approve else "明文导出未获批准",
            link=f"/people/clear/{asked.pk}/", org_id=asked.org_id,
        )  # fmt: skip
        doing.record(APPROVED if approve else DECLINED, asked, org=asked.org, count=asked.count)
        return asked


def _insist_may_reveal(actor: Actor, columns: Sequence[str], org: Organisation) -> None:
    for name in set(columns) & set(SENSITIVE):
        permission: Permission = SENSITIVE[name]
        verdict = can(actor, permission, org)
        if not verdict:
            raise Forbidden(verdict)
        require(actor, permission, org)


def _make(asked: ClearExport, by: Actor) -> StoredFile:
    """The sealed workbook, and a line for every person and number in it."""
    asker = actor_of(asked.account, by.today)
    names = asked.columns.split(",")
    _insist_may_reveal(asker, names, asked.org)
    rows = found_by(asker, QueryDict(asked.query)).filter(queries.under(asked.org))
    people = list(rows.order_by("org__line", "org_id", "name", "id")[: rules.MOST])
    columns = finder.chosen_columns(names, by.today)
    table = [[_value(column.name, column.of(p), p) for column in columns] for p in people]
    body = export.to_xlsx("党员名册", [column.label for column in columns], table)
    _note_looks(asked, people, [n for n in names if n in SENSITIVE])
    days = setting(EXPORT_DAYS, asked.org, by.today)
    return files.register(
        files.lay_down(body, sealed=True), f"党员名册_{by.today.isoformat()}.xlsx",
        owner=files.Owner(OWNER, str(asked.pk)), org_id=asked.org_id,
        account_id=asked.account_id, expires=now() + timedelta(days=days),
    )  # fmt: skip


def _value(name: str, shown: Any, person: Person) -> Any:
    return clear(getattr(person, name)) if name in SENSITIVE else shown


def _note_looks(asked: ClearExport, people: Sequence[Person], names: Sequence[str]) -> None:
    at, purpose = now(), f"明文导出：{asked.purpose}"[:60]
    insert(
        RevealLog,
        ("at", "account_id", "actor_name", "address", "model", "object_id", "field", "purpose",
         "org_id"),
        [
            (at, asked.account_id, asked.account.name, "", "people.person", str(person.pk), name,
             purpose, person.org_id)
            for person in people
            for name in names
        ],
    )  # fmt: skip
