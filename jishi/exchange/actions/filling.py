"""Filling the superior's own empty table with people; in clear only by an export so granted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.http import QueryDict

from jishi.base import files
from jishi.base.act import act
from jishi.base.audit.verbs import Verb
from jishi.base.clock import now
from jishi.base.models import StoredFile
from jishi.base.settings_tree import setting
from jishi.exchange.access import EXPORT
from jishi.exchange.blank import filled
from jishi.exchange.export_book import cells
from jishi.exchange.ground import Ground
from jishi.exchange.reading.splice import NotSpliceable
from jishi.exchange.recognition import FileRefused, empty_table_in, workbook_of
from jishi.exchange.records.kind import kinds
from jishi.exchange.records.members import Members
from jishi.people.access import PERSON_VIEW
from jishi.people.local import EXPORT_DAYS
from jishi.people.models import AskState, ClearExport
from jishi.people.queries import under
from jishi.people.search import found_by
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible, Refused
from jishi.tree.models import Organisation
from jishi.tree.reach import require

FILLED = Verb("export.fill", "填报上级空表")

OWNER = "blank_table"
MOST = 5000
KEPT = timedelta(days=7)


def granted(actor: Actor, pk: int) -> ClearExport:
    """An export in clear that this very person asked for and somebody else granted, still valid."""
    found = ClearExport.objects.select_related("org").filter(
        pk=pk, account_id=actor.account_id or 0, state=AskState.APPROVED
    )
    asked = found.first()
    if asked is None or asked.decided_at is None:
        raise NotVisible
    until = asked.decided_at + timedelta(days=setting(EXPORT_DAYS, asked.org, actor.today))
    if until <= now():
        raise Refused("这份明文导出已过期，请重新申请", field="clear")
    return asked


def in_clear(actor: Actor, asked: ClearExport) -> Ground:
    """What the grant covers: its people, its columns, nothing beside."""
    kind = kinds()["members"]
    people = found_by(actor, QueryDict(asked.query)).filter(under(asked.org))
    shown = frozenset(asked.columns.split(",")) & {"identity", "phone"}
    return Ground(actor, kind, asked.org, clear=shown, people=people)


def fill_blank(
    actor: Actor, org: Organisation, data: bytes, name: str, *, query: str = "", clear: int = 0
) -> StoredFile:
    """The same file with the people of a search in it; sealed, for who asked, gone in days."""
    require(actor, PERSON_VIEW, org)
    kind = kinds()["members"]
    assert isinstance(kind, Members)
    if not data.startswith(b"PK"):
        raise FileRefused("not_xlsx", "请先用 Excel 或 WPS 另存为 xlsx，再填报")
    found = empty_table_in(workbook_of(data, name), kind.table)
    if clear:
        ground = in_clear(actor, granted(actor, clear))
    else:
        people = found_by(actor, QueryDict(query)).filter(under(org))
        ground = Ground(actor, kind, org, people=people)
    rows = _rows(kind, ground)
    try:
        body = filled(data, found, rows)
    except NotSpliceable:
        raise FileRefused("not_fillable", "这张表的格式改不了，请另存为普通 xlsx 再试") from None
    lain = files.lay_down(body, sealed=True)
    stem = name.rsplit(".", 1)[0]
    with act(actor, EXPORT, org) as doing:
        file = files.register(
            lain, f"{stem}（已填）.xlsx", owner=files.Owner(OWNER, str(actor.account_id or 0)),
            org_id=org.pk, account_id=actor.account_id, expires=now() + KEPT,
        )  # fmt: skip
        doing.record(FILLED, file, org=org, rows=len(rows), clear=bool(clear))
    return file


def _rows(kind: Members, ground: Ground) -> Sequence[dict[str, str]]:
    names = [field.name for field in kind.fields]
    rows = []
    for row in kind.rows(ground):
        rows.append(dict(zip(names, cells(kind, row), strict=True)))
        if len(rows) > MOST:
            raise Refused(f"一次最多填 {MOST} 人，请缩小范围", field="org")
    if not rows:
        raise Refused("没有符合条件的人", field="org")
    return rows
