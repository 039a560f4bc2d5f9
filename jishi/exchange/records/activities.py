"""组织生活: meetings of before, brought in from an office's own ledger.

What is registered already is known by organisation, day, kinds and name, and a table does not
change it: a record is corrected on its own page, where its list stands too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Count, Prefetch

from jishi.activities.access import ACTIVITY_EDIT, ACTIVITY_VIEW
from jishi.activities.actions import Entry, Roll, TopicRow, Typed, What
from jishi.activities.actions.many import Past, Ready, forget_many, record_ready, weigh_past
from jishi.activities.kinds import ActivityKind, usual_title
from jishi.activities.marks import COUNTING
from jishi.activities.models import Activity, ActivityOrg, ActivityPart, Attendance, Topic
from jishi.activities.queries.kinds import newest, usual_topic_of
from jishi.activities.queries.roster import Roster
from jishi.activities.queries.rosters import Rosters
from jishi.exchange.ground import Ground
from jishi.exchange.kinds.tables import BY_CODE
from jishi.exchange.parsed import Parsed, Row
from jishi.exchange.records.kind import Child, Intent, Kind, Known, Ours, Wrong
from jishi.people.queries import people as people_in_reach
from jishi.tree.actor import Actor
from jishi.tree.errors import NotDone
from jishi.tree.models import Organisation

_BETWEEN = re.compile(r"[、,，;；/\s]+")
_TOPICS = re.compile(r"[;；\n]+|(?<=[^\d])(?=\d{1,2}[.、．])")
_NUMBER = re.compile(r"^\s*(?:\d{1,2}[.、．)]|[一二三四五六七八九十]{1,3}、)\s*")
# What offices call the kinds beside their titles.
_OTHERWISE = {
    "支部党员大会": "assembly", "党员会议": "assembly", "支部大会": "assembly",
    "支部委员会": "committee", "支部委员会会议": "committee", "支委会会议": "committee",
    "支委会议": "committee", "支委": "committee", "小组会": "group", "党小组会议": "group",
    "上党课": "lesson", "专题党课": "lesson", "主题党日活动": "theme_day", "党日活动": "theme_day",
    "专题组织生活会": "life_meeting", "民主评议": "appraisal",
    "专题民主生活会": "democratic_meeting", "谈话": "talk", "谈心": "talk",
    "志愿服务活动": "volunteering", "中心组理论学习": "center_study",
    "理论学习中心组学习": "center_study", "党员培训": "training", "培训": "training",
    "党委会": "leadership_meeting", "党委会议": "leadership_meeting",
}  # fmt: skip


def kinds_of(written: str, known: Mapping[str, ActivityKind]) -> tuple[str, ...]:
    """The codes that a cell names, in its order; raises `Wrong` at the first unknown word."""
    titles = {kind.title: code for code, kind in known.items()}
    found = []
    for word in filter(None, _BETWEEN.split(written)):
        code = word if word in known else titles.get(word) or _OTHERWISE.get(word)
        if code is None:
            some = "、".join(list(titles)[:8])
            raise Wrong("kind", "kind_unknown", f"没有“{word[:20]}”这种活动，可填：{some}")
        found.append(code)
    return tuple(dict.fromkeys(found))


class KnownActivities(Known):
    def __init__(self, ground: Ground) -> None:
        self.kinds = newest()
        self.by_pk: dict[int, Ours] = {}
        self.by_what: dict[tuple[Any, ...], list[int]] = {}
        self.new: dict[tuple[Any, ...], int] = {}
        rows = _held(ground, ACTIVITY_EDIT).prefetch_related("parts")
        for activity in rows:
            codes = frozenset(part.kind for part in activity.parts.all())
            self.by_pk[activity.pk] = _ours(activity)
            key = (activity.org_id, activity.held_on, codes)
            self.by_what.setdefault(key, []).append(activity.pk)

    def find(self, row: Row, org: Organisation | None) -> Ours | None:
        assert org is not None  # `place` has seen to it
        codes, day = kinds_of(row.values["kind"], self.kinds), row.values["held_on"]
        number = row.values.get("code") or ""
        if number.isascii() and number.isdigit() and int(number) in self.by_pk:
            ours = self.by_pk[int(number)]
            if (ours.org_id, ours.values["held_on"]) == (org.pk, day):
                return ours
        title = row.values.get("title") or usual_title(self.kinds[code] for code in codes)
        for pk in self.by_what.get((org.pk, day, frozenset(codes)), ()):
            if self.by_pk[pk].values["title"] == title:
                return self.by_pk[pk]
        return None


def _held(ground: Ground, permission: Any) -> Any:
    rows = ground.within(permission, Activity.objects.filter(stage__in=COUNTING))
    return rows.order_by("held_on", "pk")


_BY_ACT = ("place", "expected", "present", "guests")


def _ours(activity: Activity) -> Ours:
    names = ("held_on", "title", *_BY_ACT)
    values = {name: getattr(activity, name) for name in names}
    return Ours(activity.pk, activity.org_id, activity.version, values, str(activity))


class Activities(Kind):
    table = BY_CODE["activities"]
    edit, view = ACTIVITY_EDIT, ACTIVITY_VIEW
    model = Activity
    children = (
        Child(ActivityPart, "activity", 40), Child(ActivityOrg, "activity", 40),
        Child(Attendance, "activity", 100_000), Child(Topic, "activity", 100),
    )  # fmt: skip
    by_act = dict.fromkeys(_BY_ACT, "请在活动记录页更正")
    not_compared = frozenset(f.name for f in BY_CODE["activities"].fields) - set(_BY_ACT)

    def known(self, parsed: Parsed, ground: Ground) -> KnownActivities:
        return KnownActivities(ground)

    def judge_new(
        self, row: Row, org: Organisation | None, known: KnownActivities, ground: Ground
    ) -> None:
        assert org is not None
        values = row.values
        if values["held_on"] > ground.today:
            raise Wrong("held_on", "future", "日期在今天以后；还没有开的请在系统里安排")
        key = (org.pk, values["held_on"], values["kind"], values.get("title") or "")
        if key in known.new:
            raise Wrong(
                "held_on", "duplicate", f"与{ground.layout.row_word(known.new[key])}是同一次活动"
            )
        known.new[key] = row.number

    def judge_all(
        self, intents: Sequence[Intent], ground: Ground
    ) -> Iterable[tuple[Intent, Wrong]]:
        yield from _refused(_Reading(intents, ground))

    def publish(self, intents: Sequence[Intent], ground: Ground) -> Iterable[tuple[Intent, Wrong]]:
        reading = _Reading(intents, ground)
        yield from _refused(reading)
        pks = record_ready(ground.actor, reading.ready.values())
        for number, pk in zip(reading.ready, pks, strict=True):
            reading.intents[number].pk = pk

    def take_back(self, pks: Sequence[int], actor: Actor) -> bool:
        forget_many(actor, pks)
        return True

    def rows(self, ground: Ground) -> Iterator[dict[str, Any]]:
        known = newest()
        rows = _held(ground, self.view).select_related("chair", "recorder").prefetch_related(
            "parts", Prefetch("topics", Topic.objects.select_related("lecturer")),
            Prefetch(
                "attendances",
                Attendance.objects.filter(mark="present").select_related("person"),
            ),
        )  # fmt: skip
        for activity in rows.iterator(chunk_size=500):
            yield _row(activity, known, ground)

    def count_by_org(self, pks: Sequence[int], ground: Ground) -> dict[int, int]:
        rows = Activity.objects.filter(org__in=pks, stage__in=COUNTING)
        return dict(rows.order_by().values_list("org").annotate(n=Count("pk")))


# --- in ------------------------------------------------------------------------------------------


class _Reading:
    """New rows as meetings; names are looked up in the lists of those expected first."""

    def __init__(self, intents: Sequence[Intent], ground: Ground) -> None:
        self.ground, self.kinds = ground, newest()
        self.intents = {i.row.number: i for i in intents if i.action == "new"}
        self.ready: dict[int, Ready] = {}  # by row
        orgs = {i.org_id: ground.orgs.all[i.org_id or 0] for i in self.intents.values()}
        self.rosters = Rosters(ground.actor, list(orgs.values()))
        self.elsewhere: dict[str, list[int]] = {}
        if self.intents:
            for pk, name in people_in_reach(ground.actor).values_list("pk", "name"):
                self.elsewhere.setdefault(name, []).append(pk)

    def past(self, intent: Intent) -> Past:
        values, org = intent.row.values, self.ground.orgs.all[intent.org_id or 0]
        codes = kinds_of(values["kind"], self.kinds)
        kinds = [self.kinds[code] for code in codes]
        roster = self.rosters.on([org], kinds, values["held_on"])
        what = What(
            codes, values["held_on"], values.get("title") or "", place=values.get("place") or "",
            hours=Decimal(values["hours"]) if values.get("hours") else None,
            payloads=_payloads(values.get("details") or "", kinds),
        )  # fmt: skip
        chair, recorder = (
            self._person(values.get(n), roster, n, told=True) for n in ("chair", "recorder")
        )
        entry = Entry(
            what, roll=self._roll(values, roster), typed=_typed(values), chair=chair,
            recorder=recorder, minutes=_minutes(values, chair, recorder),
            topics=self._topics(values, codes, roster),
        )  # fmt: skip
        today = self.ground.today
        archived = today if values.get("stage") == "archived" else None
        return Past(org, entry, today, archived, source="import")

    def _person(
        self, name: str | None, roster: Roster, field: str, *, told: bool = False
    ) -> int | None:
        """Somebody on the list, else the only one of that name in reach; `told`: else nobody."""
        if not name:
            return None
        listed = [each.person_id for each in roster.listed if each.name == name]
        found = listed or self.elsewhere.get(name, [])
        if len(found) == 1:
            return found[0]
        if told:
            return None  # the name goes into the minutes
        if found:
            raise Wrong(field, "namesakes", f"有几位叫“{name[:20]}”的人，请在系统里登记这次活动")
        raise Wrong(field, "person_unknown", f"没有找到“{name[:20]}”，请先登记入册，或只填人数")

    def _roll(self, values: Mapping[str, Any], roster: Roster) -> Roll | None:
        names = [n for n in _BETWEEN.split(values.get("people") or "") if n]
        if not names:
            return None
        there = [self._person(name, roster, "people") for name in dict.fromkeys(names)]
        return Roll(tuple(pk for pk in there if pk is not None))

    def _topics(
        self, values: Mapping[str, Any], codes: tuple[str, ...], roster: Roster
    ) -> tuple[TopicRow, ...]:
        written = [_NUMBER.sub("", t).strip() for t in _TOPICS.split(values.get("topics") or "")]
        titles = [title[:120] for title in written if title]
        if not titles and any("topics" in self.kinds[code].needs for code in codes):
            told = values.get("title") or values.get("minutes") or ""
            titles = [told.splitlines()[0][:120]] if told else []  # ledgers write it there
        usual, teacher = usual_topic_of(codes), values.get("lecturer") or ""
        rows = [TopicRow(title, usual) for title in titles]
        if "lesson" in codes and teacher:
            pk = self._person(teacher, roster, "lecturer", told=True)
            title = titles[0] if titles else values.get("title") or "党课"
            lecture = TopicRow(title, "lecture", pk, "" if pk else teacher)
            rows = [lecture, *rows[1:]]
        return tuple(rows)


def _refused(reading: _Reading) -> Iterator[tuple[Intent, Wrong]]:
    for number, intent in reading.intents.items():
        try:
            past = reading.past(intent)
            ready = weigh_past(reading.ground.actor, past, reading.rosters)
        except Wrong as wrong:
            yield intent, wrong
        except NotDone as refusal:
            field = getattr(refusal, "field", "") or "held_on"
            field = "details" if "." in field else _FIELDS.get(field, field)
            yield intent, Wrong(field, "refused", str(refusal))
        else:
            reading.ready[number] = ready


# Fields of the act that are called otherwise in the table.
_FIELDS = {"attendees": "people", "entered_on": "held_on", "present_voters": "present"}


def _payloads(written: str, kinds: Sequence[ActivityKind]) -> dict[str, dict[str, Any]]:
    """要素 of each kind by their labels: 召开形式：党员大会；个人自评：是."""
    found: dict[str, dict[str, Any]] = {kind.code: {} for kind in kinds}
    for pair in filter(None, re.split(r"[;；]", written)):
        label, _, text = (part.strip() for part in pair.replace(":", "：").partition("："))
        owner = next(
            ((kind, f) for kind in kinds for f in kind.fields if label in (f.label, f.code)), None
        )
        if owner is None:
            raise Wrong("details", "item_unknown", f"这种活动没有“{label[:20]}”这一项")
        kind, field = owner
        by_label = {shown: code for code, shown in field.choices}
        found[kind.code][field.code] = by_label.get(text, text)
    return found


def _typed(values: Mapping[str, Any]) -> Typed | None:
    expected, present = values.get("expected"), values.get("present")
    if values.get("people") or present is None:
        return None
    whole = present if expected is None else expected
    return Typed(whole, present, guests=values.get("guests"))


def _minutes(values: Mapping[str, Any], chair: int | None, recorder: int | None) -> str:
    """Whoever is on no book stays named in the record."""
    told = [
        f"{label}：{values[name]}"
        for name, label, pk in (("chair", "主持人", chair), ("recorder", "记录人", recorder))
        if values.get(name) and pk is None
    ]
    return "\n".join(filter(None, ("；".join(told), values.get("minutes") or "")))


# --- out -----------------------------------------------------------------------------------------


def _row(activity: Activity, known: Mapping[str, ActivityKind], ground: Ground) -> dict[str, Any]:
    parts, topics = list(activity.parts.all()), list(activity.topics.all())
    kinds = [known[part.kind] for part in parts if part.kind in known]
    usual = usual_title(kinds)
    teacher = next((topic.speaker for topic in topics if topic.kind == "lecture"), "")
    return {
        "code": str(activity.pk), "org": ground.orgs.word(activity.org_id),
        "held_on": activity.held_on, "kind": "、".join(kind.title for kind in kinds),
        "title": "" if activity.title == usual else activity.title, "place": activity.place,
        "chair": activity.chair.name if activity.chair else "",
        "recorder": activity.recorder.name if activity.recorder else "", "lecturer": teacher,
        "topics": "；".join(topic.title for topic in topics), "expected": activity.expected,
        "present": activity.present, "guests": activity.guests,
        "people": "、".join(each.person.name for each in activity.attendances.all()),
        "hours": _hours(activity.hours), "details": _details(parts, known),
        "minutes": activity.minutes, "stage": activity.stage,
    }  # fmt: skip


def _hours(hours: Decimal | None) -> str:
    return "" if hours is None else f"{hours.normalize():f}"


def _details(parts: Sequence[ActivityPart], known: Mapping[str, ActivityKind]) -> str:
    pairs = []
    for part in parts:
        fields = {field.code: field for field in known[part.kind].fields}
        pairs += [
            f"{fields[code].label}：{fields[code].label_of(value)}"
            for code, value in part.payload.items()
            if code in fields
        ]
    return "；".join(pairs)


KIND = Activities()
