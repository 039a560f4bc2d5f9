"""What the rows of a table are judged against: who asks, within which organisation."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from jishi.base.crypto import blind_index
from jishi.base.pinyin import fold
from jishi.exchange.layout import Layout
from jishi.exchange.org_names import plain, stem
from jishi.exchange.records.kind import Kind, Wrong
from jishi.kernel.path import ids
from jishi.people.models import Person
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation
from jishi.tree.permissions import Permission
from jishi.tree.reach import reach, visible

M = TypeVar("M", bound=Model)
NEAREST = 5


class Orgs:
    """Finds the organisations that a table names: by code, full name or short name."""

    def __init__(
        self,
        actor: Actor,
        permission: Permission,
        scope: Organisation | None,
        answers: Mapping[str, str],
    ) -> None:
        self.everywhere = reach(actor, permission).everywhere and scope is None
        self.scope = scope
        self.answers = answers
        rows = visible(actor, permission, Organisation.objects.all())
        if scope is not None:
            rows = rows.filter(scope.below())
        self.all = {org.pk: org for org in rows.order_by("line")}
        self.by_code = {org.code: org for org in self.all.values()}
        self.by_name: dict[str, list[Organisation]] = {}
        for org in self.all.values():
            for name in {fold(org.name), fold(org.short_name)}:
                self.by_name.setdefault(name, []).append(org)
        self._found: dict[str, Organisation | Wrong] = {}
        self.unknown: dict[str, int] = {}
        self._names: Counter[str] | None = None
        self._plain: dict[str, list[Organisation]] | None = None
        self._stems: dict[str, list[Organisation]] = {}

    def named(self, written: str | None, field: str) -> Organisation | None:
        """The organisation meant; without a name the one that the import is for."""
        if not written:
            if self.scope is None:
                raise Wrong(field, "missing", "没有写明组织")
            return self.scope
        found = self._found.get(written)
        if found is None:
            found = self._found[written] = self._look(written, field)
        if isinstance(found, Wrong):
            self.unknown[written] = self.unknown.get(written, 0) + 1
            raise found
        return found

    def number(self, written: str, field: str) -> Any:
        """What a name means as an organisation's number, for comparing; unknown, the name."""
        try:
            org = self.named(written, field)
        except Wrong:
            return written
        return org.pk if org else written

    def _look(self, written: str, field: str) -> Organisation | Wrong:
        answer = self.answers.get(written)
        if answer is not None and answer in self.by_code:
            return self.by_code[answer]
        if written in self.by_code:
            return self._if_open(self.by_code[written], field)
        named = self.by_name.get(fold(written), []) or self._otherwise_named(written)
        running = [org for org in named if org.closed_on is None]
        if len(running) == 1:
            return running[0]
        if len(running) > 1:
            codes = "、".join(org.code for org in running[:4])
            text = f"叫“{written}”的组织有 {len(running)} 个，请改填编码：{codes}"
            return Wrong(field, "org_ambiguous", text)
        if named:
            return self._if_open(named[0], field)
        where = "" if self.everywhere else "，或不在您的范围内"
        return Wrong(field, "org_unknown", f"没有找到组织“{written[:40]}”{where}")

    def _otherwise_named(self, written: str) -> list[Organisation]:
        """As `org_names` brings it to one form: with its superiors' names before it, or bare."""
        if self._plain is None:
            self._plain, self._stems = {}, {}
            known = self._with_superiors()
            for org in self.all.values():
                short, above = plain(org.short_name), ""
                forms = {short, plain(org.name)}
                parent = known.get(org.parent_id or 0)
                while parent is not None:
                    above = stem(parent.short_name) + above
                    forms |= {stem(parent.short_name) + short, above + short}
                    parent = known.get(parent.parent_id or 0)
                for form in forms:
                    self._plain.setdefault(form, []).append(org)
                self._stems.setdefault(stem(org.short_name), []).append(org)
        found = self._plain.get(plain(written), [])
        return found or self._stems.get(plain(written), [])

    def _with_superiors(self) -> dict[int, Organisation]:
        """Also those above what may be touched: their names stand before the others'."""
        above = {pk for org in self.all.values() for pk in ids(org.path)} - set(self.all)
        return {**self.all, **Organisation.objects.in_bulk(above)}

    @staticmethod
    def _if_open(org: Organisation, field: str) -> Organisation | Wrong:
        if org.closed_on is None:
            return org
        return Wrong(field, "org_closed", f"“{org.short_name}”已于 {org.closed_on} 撤销")

    @property
    def top(self) -> Organisation | None:
        """The one that stands above all others here."""
        return next(iter(self.all.values()), None)

    def word(self, pk: int | None) -> str:
        """How an export names an organisation: short, or by code where short is not enough."""
        org = self.all.get(pk or 0) or (Organisation.objects.filter(pk=pk).first() if pk else None)
        if org is None:
            return ""
        return org.short_name if self._alone(org) else org.code

    def _alone(self, org: Organisation) -> bool:
        if self._names is None:
            names = Organisation.objects.values_list("name", "short_name")
            self._names = Counter(name for pair in names for name in {fold(n) for n in pair})
        return self._names[fold(org.short_name)] == 1 and org.closed_on is None

    def nearest(self, written: str) -> list[Organisation]:
        """What may have been meant, the likeliest first."""
        from jishi.base.pinyin import search_text

        running = [org for org in self.all.values() if org.closed_on is None]
        by_text: dict[str, Organisation] = {}
        for org in running:
            for text in (org.short_name, org.name, org.code):
                by_text.setdefault(fold(text), org)
        near = difflib.get_close_matches(fold(written), by_text, NEAREST, 0.5)
        sound = search_text(written[:60]).split(" ")[1:2]
        alike = [o for o in running if sound and sound[0] in o.search_text.split(" ")]
        found = [*alike, *(by_text[text] for text in near)]
        return list({org.pk: org for org in found}.values())[:NEAREST]


NOWHERE = Layout("", (), (), ())  # nothing comes from a file


@dataclass
class Ground:
    """Everything a kind needs to judge and write, made once per step."""

    actor: Actor
    kind: Kind
    scope: Organisation | None = None
    layout: Layout = NOWHERE  # where the rows stand in the file
    whose: Mapping[str, str] = field(default_factory=dict)  # field → ours, theirs, fill
    answers: Mapping[str, str] = field(default_factory=dict)  # name in the file → code
    file_date: datetime | None = None
    document: str = ""
    clear: frozenset[str] = frozenset()  # sealed fields that an export so granted shows
    people: QuerySet[Person] | None = None  # whom an export is held to
    memory: dict[str, Any] = field(default_factory=dict)  # what a kind has looked up for its rows

    def index(self, kind: str, clear: str) -> str:
        """The blind index of a sealed value."""
        return blind_index(kind, clear)

    def within(self, permission: Permission, rows: QuerySet[M]) -> QuerySet[M]:
        """Rows with an `org` that the actor may reach, held to what the table is for."""
        found = visible(self.actor, permission, rows, via="org")
        if self.scope is not None:
            found = found.filter(org__in=Organisation.objects.filter(self.scope.below()))
        return found

    @property
    def today(self) -> date:
        return self.actor.today

    @cached_property
    def orgs(self) -> Orgs:
        return Orgs(self.actor, self.kind.edit, self.scope, self.answers)

    @cached_property
    def places(self) -> dict[str, int]:
        return self.layout.places()

    def column(self, field: str) -> int:
        """Where a fault of this field is shown: its column, else the first that is read."""
        return self.places.get(field) or min(self.places.values(), default=1)

    def choice(self, field: str) -> str:
        return self.whose.get(field, "auto")

    def blank(self, value: Any) -> bool:
        return value is None or value == ""
