"""党员: registered set by set, particulars corrected; standing and place by their own acts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max

from jishi.base.act import attempt
from jishi.exchange.ground import Ground
from jishi.exchange.kinds.tables import BY_CODE
from jishi.exchange.parsed import Parsed, Row
from jishi.exchange.records.finder import People, sealed_text
from jishi.exchange.records.kind import Child, Intent, Kind, Known, Ours, Wrong
from jishi.kernel.partial import PartialDate
from jishi.kernel.verdict import Verdict
from jishi.people import actions
from jishi.people.access import PERSON_EDIT, PERSON_VIEW
from jishi.people.actions import Correction, Entry, EntryRefused, Particulars, Place
from jishi.people.kinds import COUNTED
from jishi.people.models import MemberChange, MemberState, Person
from jishi.people.rules.particulars import dates_agree
from jishi.tree.models import Organisation
from jishi.tree.reach import visible

_PLACES = ("org", "group", "takes_part_at")
_DATES = ("born_on", "joined_on", "full_on")


class KnownMembers(Known, People):
    """Everybody within reach, with what the rows of the table say of them."""

    def __init__(self, parsed: Parsed, ground: Ground) -> None:
        People.__init__(self, parsed, ground, PERSON_EDIT)
        codes = [code for code in parsed.columns.get("code", []) if code]
        self.taken_codes = _held("code", [c for c in codes if c not in self.by_code])
        self.taken_identities = _held(
            "identity_index", [i for i in self.indexes if i and i not in self.by_identity]
        )
        self.new_identities: dict[str, int] = {}
        self.new_codes: dict[str, int] = {}
        self.full: dict[int, Ours] = {}
        self._load(parsed)

    def find(self, row: Row, org: Organisation | None) -> Ours | None:
        pk = self.pk_of(row, org)
        return None if pk is None else self.full[pk]

    def _load(self, parsed: Parsed) -> None:
        """Whoever the rows mean, with all that is compared."""
        if not self.light:
            return
        meant: set[int] = set()
        for row in parsed.rows():
            try:
                org = self.ground.kind.place(row, self.ground)
                pk = self.pk_of(row, org)
            except Wrong:
                continue
            if pk is not None:
                meant.add(pk)
        pks = sorted(meant)
        for start in range(0, len(pks), 500):
            some = pks[start : start + 500]
            touched = dict(
                MemberChange.objects.filter(person__in=some)
                .values_list("person").annotate(last=Max("recorded_at")).order_by()
            )  # fmt: skip
            for person in Person.objects.filter(pk__in=some):
                self.full[person.pk] = _ours(person, touched.get(person.pk))
        self.ground.orgs.unknown.clear()  # asked twice, counted once

    def gone(self, met: set[int]) -> list[Ours]:
        """Members of the branches in the file whom it does not name."""
        branches = {self.light[pk][5] for pk in met}
        return [
            Ours(pk, row[5], row[7], {}, row[3])
            for pk, row in self.light.items()
            if pk not in met and row[5] in branches and row[6] in COUNTED
        ]


def _held(column: str, values: Sequence[str]) -> set[str]:
    """Which of these somebody out of reach has."""
    found: set[str] = set()
    for start in range(0, len(values), 500):
        rows = Person.objects.filter(**{f"{column}__in": values[start : start + 500]})
        rows = rows if column == "code" else rows.filter(merged_into=None)
        found |= set(rows.values_list(column, flat=True))
    return found


def _ours(person: Person, touched: datetime | None) -> Ours:
    values: dict[str, Any] = {
        "code": person.code, "name": person.name,
        "sex": person.sex if person.sex in ("1", "2") else "",
        "nation": person.nation, "identity": person.identity_index, "phone": person.phone_index,
        "education": person.education, "work_place": person.work_place,
        "occupation": person.occupation, "classes": person.category, "org": person.org_id,
        "group": person.group_id, "takes_part_at": person.takes_part_at_id,
        "standing": person.standing, "since": person.since,
    }  # fmt: skip
    for name in _DATES:
        day = getattr(person, name)
        precision = getattr(person, name.replace("_on", "_precision"))
        values[name] = PartialDate(day, precision) if day else None
    return Ours(person.pk, person.org_id, person.version, values, person.name, touched)


class Members(Kind):
    table = BY_CODE["members"]
    edit, view = PERSON_EDIT, PERSON_VIEW
    model = Person
    children = (Child(MemberState, "person"), Child(MemberChange, "person"))
    by_act = {
        "org": "组织关系转接", "standing": "按会议或批复变更", "group": "调整党小组",
        "takes_part_at": "编入支部", "since": "组织关系转接",
    }  # fmt: skip
    not_compared = frozenset({"code"})

    def known(self, parsed: Parsed, ground: Ground) -> KnownMembers:
        return KnownMembers(parsed, ground)

    def comparable(self, name: str, value: Any, ground: Ground) -> Any:
        if name in ("identity", "phone"):
            return ground.index(name, value)
        if name in _PLACES:
            return ground.orgs.number(value, name)
        return value

    def judge_new(
        self, row: Row, org: Organisation | None, known: KnownMembers, ground: Ground
    ) -> None:
        values, index = row.values, known.index_of(row)
        code = values.get("code")
        _once(known.new_identities, index, row, "identity", "身份证号", ground)
        _once(known.new_codes, code, row, "code", "编码", ground)
        if index in known.taken_identities:
            raise Wrong(
                "identity", "held_elsewhere", "这个身份证号已在别的组织登记，请核对或办理转接"
            )
        if code in known.taken_codes:
            raise Wrong("code", "code_taken", "这个编码已被使用")
        verdict = _dates_agree(values, ground, "full")
        if verdict.refused:
            first = verdict.refusals[0]
            raise Wrong(_FIELD_OF.get(first.code, "joined_on"), first.code, first.text)

    def judge_change(self, intent: Intent, ground: Ground) -> None:
        if not {"born_on", "joined_on", "full_on"} & set(intent.changes) or intent.ours is None:
            return
        merged = {**intent.ours.values, **{n: t for n, (_, t) in intent.changes.items()}}
        verdict = _dates_agree(merged, ground)
        if verdict.refused:
            first = verdict.refusals[0]
            raise Wrong(_FIELD_OF.get(first.code, "joined_on"), first.code, first.text)

    # --- writing ---------------------------------------------------------------------------------

    def publish(self, intents: Sequence[Intent], ground: Ground) -> Iterable[tuple[Intent, Wrong]]:
        new = [intent for intent in intents if intent.action == "new"]
        yield from self._register(new, ground)
        yield from self._correct([i for i in intents if i.action == "changed"], ground)

    def _register(self, new: Sequence[Intent], ground: Ground) -> Iterator[tuple[Intent, Wrong]]:
        """All at once; whoever turns out to be refused is left out and the rest tried again."""
        waiting = list(new)
        while waiting:
            entries = [_entry(intent, ground) for intent in waiting]
            try:
                with attempt():
                    pks = actions.register_many(
                        ground.actor, entries, document=ground.document, note="导入"
                    )
            except EntryRefused as refusal:
                out = waiting.pop(refusal.row)
                yield out, Wrong(refusal.field or "name", "refused", refusal.message)
                continue
            for intent, pk in zip(waiting, pks, strict=True):
                intent.pk = pk
            return

    def _correct(self, changed: Sequence[Intent], ground: Ground) -> Iterator[tuple[Intent, Wrong]]:
        """Particulars only; what is an act of its own has been kept."""
        meant = [
            Correction(intent.ours.pk, intent.ours.version, _columns_of(intent))
            for intent in changed
            if intent.ours is not None
        ]
        refused = actions.correct_many(ground.actor, meant, note="导入") if meant else {}
        for intent in changed:
            if intent.pk in refused:
                yield intent, Wrong("name", "refused", refused[intent.pk])

    # --- out -------------------------------------------------------------------------------------

    def rows(self, ground: Ground) -> Iterator[dict[str, Any]]:
        found = visible(ground.actor, self.view, Person.objects.filter(merged_into=None), via="org")
        if ground.people is not None:
            found = found.filter(pk__in=ground.people.order_by().values("pk"))
        elif ground.scope is not None:
            found = found.filter(org__in=Organisation.objects.filter(ground.scope.below()))
        for person in found.order_by("org__line", "name", "pk").iterator(2000):
            yield self._row(person, ground)

    def _row(self, person: Person, ground: Ground) -> dict[str, Any]:
        values = _ours(person, None).values
        for name in _PLACES:
            values[name] = ground.orgs.word(values[name])
        for name in ("identity", "phone"):
            values[name] = sealed_text(name, getattr(person, name), ground)
        return values

    def count_by_org(self, pks: Sequence[int], ground: Ground) -> dict[int, int]:
        rows = Person.objects.filter(org__in=pks, standing__in=COUNTED)
        return dict(rows.order_by().values_list("org").annotate(n=Count("pk")))


_FIELD_OF = {
    "too_young": "joined_on", "too_early_full": "full_on", "no_full": "full_on",
    "full_on_probation": "full_on", "no_joined": "joined_on", "future": "joined_on",
}  # fmt: skip


def _once(
    seen: dict[str, int], value: str | None, row: Row, field: str, label: str, ground: Ground
) -> None:
    if not value:
        return
    if value in seen:
        raise Wrong(field, "duplicate", f"{label}与{ground.layout.row_word(seen[value])}相同")
    seen[value] = row.number


def _dates_agree(values: Mapping[str, Any], ground: Ground, standing: str = "none") -> Verdict:
    get = values.get
    return dates_agree(
        get("standing") or standing, _day(get("born_on")), _day(get("joined_on")),
        _day(get("full_on")), ground.today,
    )  # fmt: skip


def _day(value: PartialDate | None) -> date | None:
    return value.date if value is not None else None


def _columns_of(intent: Intent) -> dict[str, Any]:
    """What changes, by the person's own columns."""
    values: dict[str, Any] = {}
    for name, (_, theirs) in intent.changes.items():
        if isinstance(theirs, PartialDate):
            values[name] = theirs.date
            values[name.replace("_on", "_precision")] = theirs.precision
        else:
            values["category" if name == "classes" else name] = theirs
    return values


def _entry(intent: Intent, ground: Ground) -> Entry:
    get = intent.row.values.get
    born, joined, full = get("born_on"), get("joined_on"), get("full_on")
    org = ground.orgs.all[intent.org_id or 0]
    who = Particulars(
        get("name") or "", get("sex") or "0", get("nation") or "",
        born.date if born else None, born.precision if born else "day",
        get("identity") or "", get("phone") or "", get("education") or "",
        get("work_place") or "", get("occupation") or "", get("classes") or "",
    )  # fmt: skip
    place = Place(
        get("standing") or "full",
        joined.date if joined else None, joined.precision if joined else "day",
        full.date if full else None, full.precision if full else "day",
        get("since"),
    )  # fmt: skip
    return Entry(who, place, org, get("code") or "")


KIND = Members()
