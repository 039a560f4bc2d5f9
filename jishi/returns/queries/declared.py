"""Which return tables an organisation may use: those of everywhere, its own, those from above."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import QuerySet

from jishi.kernel.path import ids
from jishi.returns.access import RETURN_SET, RETURN_VIEW
from jishi.returns.models import LocalReturn
from jishi.returns.tables import ReturnTable, all_tables
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible, Refused
from jishi.tree.models import Organisation
from jishi.tree.permissions import Permission
from jishi.tree.reach import visible


def tables_for(org: Organisation) -> Mapping[str, ReturnTable]:
    rows = LocalReturn.objects.filter(org__in=ids(org.path), until__isnull=True)
    return {**all_tables(), **{row.code: row.of for row in rows.order_by("pk")}}


def local_tables(actor: Actor, permission: Permission = RETURN_VIEW) -> QuerySet[LocalReturn]:
    rows = LocalReturn.objects.select_related("org")
    return visible(actor, permission, rows, via="org")


def local_table(actor: Actor, pk: int, permission: Permission = RETURN_VIEW) -> LocalReturn:
    found = local_tables(actor, permission).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def in_force(actor: Actor, row: LocalReturn) -> LocalReturn:
    """The edition that counts now of the table of which this is one."""
    if row.until is None:
        return row
    same = local_tables(actor, RETURN_SET).filter(code=row.code, until__isnull=True)
    found = same.first()
    if found is None:
        raise Refused("这张表样已经停用，不能再改；要用的请另设计一张")
    return found
