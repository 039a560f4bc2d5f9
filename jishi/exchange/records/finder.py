"""Finding the person that a row of a table means: by code, then identity, then name."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet

from jishi.base.crypto import unseal
from jishi.base.sealed import Sealed
from jishi.exchange.ground import Ground
from jishi.exchange.parsed import Masked, Parsed, Row
from jishi.exchange.records.kind import Wrong
from jishi.kernel.partial import PartialDate
from jishi.people.access import PERSON_VIEW
from jishi.people.models import Person
from jishi.tree.models import Organisation
from jishi.tree.permissions import Permission

_LIGHT = ("pk", "code", "identity_index", "name", "born_on", "org_id", "standing", "version")


def people_in(ground: Ground, permission: Permission) -> QuerySet[Person]:
    """Everybody within reach of the permission, and of what the import is for."""
    return ground.within(permission, Person.objects.filter(merged_into=None))


class People:
    """Everybody within reach, by whatever a table may name them with."""

    def __init__(
        self, parsed: Parsed, ground: Ground, permission: Permission = PERSON_VIEW
    ) -> None:
        self.ground = ground
        self.by_code: dict[str, int] = {}
        self.by_identity: dict[str, int] = {}
        self.by_name: dict[str, list[tuple[int, int, date | None]]] = {}
        self.light: dict[int, tuple[Any, ...]] = {}
        for row in people_in(ground, permission).values_list(*_LIGHT):
            pk, code, identity, name, born, org_id, _, _ = row
            self.light[pk] = row
            self.by_code[code] = pk
            if identity:
                self.by_identity[identity] = pk
            self.by_name.setdefault(name, []).append((pk, org_id, born))
        self.indexes = [
            "" if value is None or isinstance(value, Masked) else ground.index("identity", value)
            for value in parsed.columns.get("identity", [])
        ]

    def index_of(self, row: Row) -> str:
        return self.indexes[row.at] if row.at < len(self.indexes) else ""

    def pk_of(self, row: Row, org: Organisation | None, name: str = "name") -> int | None:
        """Raises `Wrong` where two are meant, or nobody can be told."""
        code, index = row.values.get("code"), self.index_of(row)
        by_code = self.by_code.get(code) if code else None
        by_identity = self.by_identity.get(index) if index else None
        if by_code is not None and by_identity is not None and by_code != by_identity:
            raise Wrong("identity", "two_people", "编码和身份证号指的不是同一个人，请核对")
        if by_code is not None or by_identity is not None:
            return by_code if by_code is not None else by_identity
        if code or org is None:
            return None
        return self._named(row, org, index, name)

    def meant(self, row: Row, org: Organisation, name: str) -> int:
        """Somebody on the books: of this organisation, else the only one of that name in reach."""
        found = self.pk_of(row, org, name)
        if found is None and not row.values.get("code"):
            same = self.by_name.get(row.values.get(name) or "", [])
            if len(same) > 1:
                raise Wrong(name, "namesakes", "有几位同名的人，请填身份证号或编码")
            found = same[0][0] if same and not self.index_of(row) else None
        if found is None:
            where = "" if self.ground.orgs.everywhere else "，或不在您的范围内"
            text = f"没有找到“{row.values.get(name)}”{where}，请先登记入册"
            raise Wrong(name, "person_unknown", text)
        return found

    def _named(self, row: Row, org: Organisation, index: str, name: str) -> int | None:
        """The same name in the same branch, unless birth or identity say it is another."""
        born: PartialDate | None = row.values.get("born_on")
        found = []
        for pk, org_id, day in self.by_name.get(row.values.get(name) or "", []):
            if org_id != org.pk or (index and self.light[pk][2]):
                continue  # both have a number, and they differ
            if born is None or day is None or born.agrees(PartialDate(day)):
                found.append(pk)
        if len(found) > 1:
            raise Wrong(name, "namesakes", "支部里有同名的人，请填身份证号、出生日期或编码")
        return found[0] if found else None


def sealed_text(name: str, sealed: Sealed, ground: Ground) -> str:
    """Masked, or in clear where the export was granted so."""
    if name in ground.clear and sealed.token:
        return unseal(sealed.token, sealed.purpose)
    return str(sealed)
