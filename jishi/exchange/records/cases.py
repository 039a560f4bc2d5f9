"""问题与诉求: books of cases in and out, as far as each had come."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from jishi.cases.access import CASE_EDIT, CASE_LISTS
from jishi.cases.actions import Entry
from jishi.cases.actions.past import Past
from jishi.cases.kinds import CaseKind, open_kinds
from jishi.cases.models import Case, CaseList
from jishi.exchange.faults import Fault
from jishi.exchange.ground import Ground
from jishi.exchange.kinds.tables import BY_CODE
from jishi.exchange.parsed import Parsed, Row
from jishi.exchange.parsing.moments import moment
from jishi.exchange.records.case_rows import (
    BETWEEN,
    CaseRows,
    KnownCases,
    approver,
    at_of,
    heard_of,
    heard_word,
    limit_of,
    limit_word,
    lines_of,
    local,
    parsed_people,
)
from jishi.exchange.records.finder import People
from jishi.exchange.records.kind import Intent, Ours, Wrong
from jishi.people.models import Person
from jishi.tree.models import Organisation
from jishi.tree.reach import visible

_DATED = re.compile(
    r"(\d{4}[-./年]\d{1,2}[-./月]\d{1,2}日?|\d{4}[-./年]\d{1,2}月?)[\s:：，,]*(.*)", re.S
)
# What offices call the kinds beside their titles.
_OTHERWISE = {
    "问题": "problem", "整改": "problem", "问题清单": "problem", "整改问题": "problem",
    "软弱涣散": "weak_organisation", "软弱涣散整顿": "weak_organisation",
    "后进整顿": "weak_organisation", "诉求": "request", "信访": "request", "心愿": "wish",
    "微心愿": "wish", "失联党员": "lost_member", "走访问题": "visit_problem",
    "工会诉求": "worker_request", "职工意见": "worker_request",
}  # fmt: skip


def kind_of_row(row: Row) -> CaseKind:
    written, known = row.values["kind"].strip(), open_kinds()
    by_title = {kind.title: kind for kind in known.values()}
    kind = known.get(written) or by_title.get(written) or known.get(_OTHERWISE.get(written, ""))
    if kind is None:
        some = "、".join(by_title)
        raise Wrong("kind", "kind_unknown", f"没有“{written[:20]}”这一类，可填：{some}")
    return kind


def _code(words: Sequence[tuple[str, str]], written: str, field: str, what: str) -> str:
    """The code of a label, or the code itself; raises `Wrong`."""
    for code, label in words:
        if written in (code, label):
            return code
    some = "、".join(label for _, label in words)
    raise Wrong(field, "choice_unknown", f"没有“{written[:20]}”这种{what}，可填：{some}")


class Cases(CaseRows):
    table = BY_CODE["cases"]
    not_compared = frozenset(f.name for f in BY_CODE["cases"].fields) - set(CaseRows.by_act)

    def place(self, row: Row, ground: Ground) -> Organisation | None:
        if not row.values.get("home") and ground.scope is None:
            raise Wrong("home", "missing", "没有写明登记单位")
        return ground.orgs.named(row.values.get("home"), "home")

    def known(self, parsed: Parsed, ground: Ground) -> Known:
        return Known(parsed, ground)

    def judge_new(self, row: Row, org: Organisation | None, known: Known, ground: Ground) -> None:
        assert org is not None
        kind, values = kind_of_row(row), row.values
        order = values.get("order_no") or ""
        key: tuple[Any, ...] = (kind.code, order)
        if not order:
            day = at_of(values["received"]).date()
            key = (kind.code, org.pk, day, values["title"], values.get("subject"))
        known.once(key, row, ground, "order_no" if order else "title")

    def past(self, intent: Intent, ground: Ground) -> Past:
        values, home = intent.row.values, ground.orgs.all[intent.org_id or 0]
        kind = kind_of_row(intent.row)
        limit, until = limit_of(values.get("limit"))
        reached, solved = heard_of(values.get("called"))
        number = values.get("satisfaction")
        return Past(
            _entry(values, kind, home, intent.row, ground), at_of(values["received"]),
            order_no=values.get("order_no") or "", state=values.get("state") or "", limit=limit,
            until=until, counts_from=_at(values, "counts_from"), extended_by=values.get("extended"),
            pauses=_pauses(values.get("pauses") or ""), progress=_progress(values),
            contacted_at=_at(values, "contacted"), replied_at=_at(values, "replied"),
            outcome=values.get("outcome") or "", published=values.get("published") or "",
            reached=reached, solved=solved, satisfaction=int(number) if number else None,
            confirmed=values.get("confirmed"), struck_on=values.get("struck"),
            struck_by=values.get("struck_by") or "", looked_on=values.get("looked"),
            kept=values.get("looked_as") != "relapsed", reopened=values.get("reopened") or 0,
            supervised_on=values.get("supervised"), roles=_roles(values.get("roles"), kind),
        )  # fmt: skip

    def rows(self, ground: Ground) -> Iterator[dict[str, Any]]:
        for case in self.exported(ground):
            yield _row(case, ground)


class Known(KnownCases):
    def __init__(self, parsed: Parsed, ground: Ground) -> None:
        super().__init__(ground)
        self.ground = ground

    def find(self, row: Row, org: Organisation | None) -> Ours | None:
        assert org is not None
        subject = self.ground.orgs.named(row.values["subject"], "subject") if row.values.get(
            "subject"
        ) else None  # fmt: skip
        kind = kind_of_row(row)
        title = row.values["title"].strip()[:80]
        return self.meant(kind.code, row, org, title, subject.pk if subject else None)


# --- in ------------------------------------------------------------------------------------------


def _entry(
    values: Mapping[str, Any], kind: CaseKind, home: Organisation, row: Row, ground: Ground
) -> Entry:
    classes = _classes(values.get("classes") or "", kind)
    org, subject = (
        ground.orgs.named(values[name], name) if values.get(name) else None
        for name in ("org", "subject")
    )
    source, level, grade = (
        _code(words, values[name], name, what) if values.get(name) and words else ""
        for name, words, what in (
            ("source", kind.sources, "来源"), ("level", kind.levels, "层级"),
            ("grade", [(each.code, each.label) for each in kind.grades], "级别"),
        )
    )  # fmt: skip
    return Entry(
        kind.code, values["title"], home, org, detail=values.get("detail") or "", classes=classes,
        source=source, level=level, grade=grade, door=values.get("door") or "import",
        document=values.get("document") or "", payload=_items(values.get("items"), kind),
        leader=values.get("leader") or "", handler=values.get("handler") or "",
        subject_org=subject, person=_person(values, kind, home, row, ground),
        lists=_lists(values.get("lists"), ground),
    )  # fmt: skip


def _classes(written: str, kind: CaseKind) -> list[str]:
    """Several apart by semicolons, or by commas where no label has them."""
    labels = {label for _, label in kind.classes}
    words: list[str] = []
    for part in filter(None, re.split(r"[;；\n]+", written)):
        words += [part] if part in labels else filter(None, re.split(r"[、,，/]+", part))
    return [_code(kind.classes, word, "classes", "类别") for word in words]


def _person(
    values: Mapping[str, Any], kind: CaseKind, home: Organisation, row: Row, ground: Ground
) -> Person | None:
    if kind.about != "person" or not (values.get("person") or values.get("person_code")):
        return None
    people = ground.memory.get("people")
    if people is None:
        people = ground.memory["people"] = People(parsed_people(Parsed()), ground, CASE_EDIT)
    named = {"name": values.get("person"), "code": values.get("person_code")}
    return Person.objects.get(pk=people.meant(Row(0, row.number, named), home, "name"))


def _at(values: Mapping[str, Any], name: str) -> datetime | None:
    return at_of(values[name]) if values.get(name) else None


def _items(written: str | None, kind: CaseKind) -> dict[str, Any]:
    """The kind's own items by their labels: 整改措施：翻修屋面；整改目标：入冬前完工."""
    found: dict[str, Any] = {}
    last = ""
    for line in lines_of(written):
        label, _, text = (part.strip() for part in line.replace(":", "：").partition("："))
        field = next((f for f in kind.fields if label in (f.label, f.code)), None)
        if field is None and not (last or kind.fields):
            raise Wrong("items", "item_unknown", f"{kind.title}没有“{label[:20]}”这一项")
        if field is None:  # a semicolon within the text before, or the first item unnamed
            last = last or kind.fields[0].code
            found[last] = f"{found[last]}；{line}" if last in found else line
            continue
        by_label = {shown: code for code, shown in field.choices}
        last, found[field.code] = field.code, by_label.get(text, text)
    return found


def _roles(written: str | None, kind: CaseKind) -> list[tuple[str, str]]:
    found = []
    for line in lines_of(written):
        label, _, name = (part.strip() for part in line.replace(":", "：").partition("："))
        roles = [(role.code, role.label) for role in kind.roles]
        if name:
            found.append((_code(roles, label, "roles", "责任人员"), name))
    return found


def _lists(written: str | None, ground: Ground) -> list[CaseList]:
    titles = [title for title in BETWEEN.split(written or "") if title.strip()]
    if not titles:
        return []
    known = ground.memory.get("lists")
    if known is None:
        rows = visible(ground.actor, CASE_LISTS, CaseList.objects.all(), via="org")
        known = ground.memory["lists"] = {row.title: row for row in rows.order_by("pk")}
    for title in titles:
        if title.strip() not in known:
            raise Wrong("lists", "no_list", f"没有“{title.strip()[:30]}”这张清单，请先建立")
    return [known[title.strip()] for title in titles]


def _pauses(written: str) -> list[tuple[str, str | None]]:
    found: list[tuple[str, str | None]] = []
    for spell in lines_of(written):
        first, _, last = spell.partition("至")
        try:
            begun = at_of(moment(first.strip())).isoformat()
            ended = at_of(moment(last.strip())).isoformat() if last.strip() else None
        except Fault as fault:
            raise Wrong("pauses", fault.code, fault.message) from None
        if ended is not None and ended < begun:
            raise Wrong("pauses", "pause_order", "暂停的止早于起")
        found.append((begun, ended))
    if any(last is None for _, last in found[:-1]):
        raise Wrong("pauses", "pause_open", "只有最后一段暂停可以没有止")
    return found


def _progress(values: Mapping[str, Any]) -> list[tuple[date, str]]:
    """Dated lines; what has no date of its own goes on from the line before."""
    found: list[tuple[date, str]] = []
    for line in (values.get("progress") or "").splitlines():
        dated = _DATED.fullmatch(line.strip())
        day = None
        if dated:
            try:
                day = date.fromisoformat(moment(dated[1])[:10])
            except Fault:
                day = None
        if day is not None and dated:
            found.append((day, dated[2].strip() or "有进展"))
        elif found:
            found[-1] = (found[-1][0], f"{found[-1][1]}\n{line.strip()}")
        elif line.strip():
            found.append((at_of(values["received"]).date(), line.strip()))
    return found


# --- out -----------------------------------------------------------------------------------------


def _row(case: Case, ground: Ground) -> dict[str, Any]:
    kind = case.of_kind
    answered = case.state in ("submitted", "struck_off")
    steps = [s for s in case.steps_taken.all() if s.step in ("progress", "help")]
    labels = {role.code: role.label for role in kind.roles}
    settled = case.state == "struck_off"
    return {
        "code": case.label, "order_no": case.order_no, "kind": kind.title,
        "home": ground.orgs.word(case.home_id), "received": local(case.opened_at),
        "title": case.title, "detail": case.detail,
        "classes": "；".join(kind.class_label(code) for code in case.classes),
        "source": dict(kind.sources).get(case.source, ""),
        "level": dict(kind.levels).get(case.level, ""), "door": case.door,
        "grade": kind.grade(case.grade).label, "subject": ground.orgs.word(case.subject_org_id),
        "person": case.person.name if case.person else "",
        "person_code": case.person.code if case.person else "",
        "org": "" if case.state == "registered" else ground.orgs.word(case.org_id),
        "leader": case.leader, "handler": case.handler, "document": case.document,
        "items": "；".join(
            f"{field.label}：{field.label_of(case.payload[field.code])}"
            for field in kind.fields
            if field.code in case.payload
        ),
        "roles": "；".join(
            f"{labels[row.role]}：{row.name}" for row in case.roles.all() if row.role in labels
        ),
        "lists": "；".join(row.list.title for row in case.listings.all()),
        "limit": limit_word(case),
        "counts_from": _counts_from(case),
        "extended": case.extended_by, "pauses": _spells(case),
        "contacted": local(case.responded_at),
        "progress": "\n".join(f"{step.on} {step.text}" for step in steps if step.text),
        "replied": str(case.submitted_on or "") if answered else "",
        "outcome": case.outcome if answered else "",
        "published": case.published, "called": heard_word(case),
        "satisfaction": str(case.satisfaction or ""),
        "confirmed": {True: "是", False: "否"}.get(case.confirmed, ""),  # type: ignore[arg-type]
        "struck": case.struck_on, "struck_by": approver(case),
        "looked": case.looked_on if settled else None, "looked_as": case.looked if settled else "",
        "reopened": case.reopened or "", "supervised": case.supervised_on, "state": case.state,
        "due": local(case.due_at) if case.due_at else case.due_on,
    }  # fmt: skip


def _counts_from(case: Case) -> str:
    found = local(case.counts_from)
    return "" if found == local(case.opened_at) else found


def _spells(case: Case) -> str:
    def word(raw: str | None) -> str:
        return local(datetime.fromisoformat(raw)) if raw else ""

    return "；".join(f"{word(first)}至{word(last)}" for first, last in case.pauses)


KIND = Cases()
