"""What stands in the year book of an organisation: its people, its meetings, what was decided.

No actor: whoever asks has decided before that the book of this organisation may be read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, F, Prefetch, Q

from jishi.activities.marks import COUNTING, MARKS, REASONS
from jishi.activities.models import (
    ActionItem,
    Activity,
    ActivityFile,
    ActivityOrg,
    ActivityPart,
    Attendance,
    PaperSheet,
    Topic,
)
from jishi.activities.queries.kinds import labels
from jishi.base.web.chapters import Book
from jishi.people.kinds import COUNTED
from jishi.people.models import MemberState
from jishi.registers.models import Link
from jishi.registers.queries.committees import POST_TITLES


@dataclass(frozen=True)
class Absence:
    name: str
    mark: str
    reason: str

    def __str__(self) -> str:
        why = f"，{REASONS[self.reason]}" if self.reason else ""
        return f"{self.name}（{MARKS[self.mark]}{why}）"


@dataclass(frozen=True)
class Record:
    """One meeting with everything that was written down of it."""

    number: int  # within the book: what its contents point to
    activity: Activity
    kinds: str
    absences: tuple[Absence, ...] = ()
    sheet: PaperSheet | None = None

    @property
    def anchor(self) -> str:
        return f"record-{self.number}"

    @property
    def resolved(self) -> int:
        """Topics with a decision, and what was to be done."""
        return sum(1 for topic in self.topics if topic.resolution or topic.passed is not None)

    @property
    def topics(self) -> list[Topic]:
        return list(self.activity.topics.all())

    @property
    def items(self) -> list[ActionItem]:
        return list(self.activity.items.all())

    @property
    def pictures(self) -> list[ActivityFile]:
        """Scans and photographs that a page can show."""
        files = self.activity.files.all()
        return [each for each in files if each.file.media_type.startswith("image/")]


def records(book: Book) -> list[Record]:
    """What was held, once a book: its contents and its pages are the same meetings."""
    if "records" not in book.memo:
        book.memo["records"] = _records(book)
    found: list[Record] = book.memo["records"]
    return found


def _records(book: Book) -> list[Record]:
    """Seven statements, however many meetings there were."""
    held = ActivityOrg.objects.filter(org=book.org).values("activity_id")
    rows = Activity.objects.filter(
        pk__in=held, held_on__gte=book.first, held_on__lte=book.last, stage__in=COUNTING
    )
    rows = rows.select_related("org", "chair", "recorder").prefetch_related(
        Prefetch("parts", ActivityPart.objects.order_by("id")),
        Prefetch("topics", Topic.objects.select_related("lecturer").order_by("number")),
        Prefetch("items", ActionItem.objects.select_related("owner").order_by("id")),
        Prefetch("files", ActivityFile.objects.select_related("file").order_by("kind", "page")),
    )
    found = list(rows.order_by("held_on", "id"))
    known = labels({part.kind for each in found for part in each.parts.all()})
    absent = _absences([each.pk for each in found])
    used = PaperSheet.objects.filter(activity__in=[each.pk for each in found]).order_by("-id")
    sheets = {sheet.activity_id: sheet for sheet in used}
    return [
        Record(
            number, each, "、".join(known[part.kind] for part in each.parts.all()),
            tuple(absent.get(each.pk, ())),
            sheets.get(each.pk),
        )
        for number, each in enumerate(found, start=1)
    ]  # fmt: skip


def _absences(activities: Sequence[int]) -> dict[int, list[Absence]]:
    rows = Attendance.objects.filter(
        activity__in=list(activities), role="member", mark__in=("absent", "leave")
    )
    found: dict[int, list[Absence]] = defaultdict(list)
    for activity, name, mark, reason in rows.order_by("person__name", "id").values_list(
        "activity_id", "person__name", "mark", "reason"
    ):
        found[activity].append(Absence(name, mark, reason))
    return found


@dataclass
class Member:
    """One member with how often they were expected and came."""

    name: str
    standing: str
    joined: str
    posts: list[str] = field(default_factory=list)
    expected: int = 0
    present: int = 0

    @property
    def came(self) -> str:
        return f"{self.present}/{self.expected}" if self.expected else ""


def members(book: Book) -> list[Member]:
    """Members on the last day of the book, in the order of their names."""
    rows = MemberState.objects.filter(
        org=book.org, since__lte=book.last, standing__in=COUNTED, person__merged_into=None
    ).filter(Q(until__isnull=True) | Q(until__gt=book.last))
    states = list(rows.select_related("person").order_by("person__name", "person_id"))
    found = {
        state.person_id: Member(
            state.person.name, state.get_standing_display(),
            f"{state.person.joined_on:%Y-%m}" if state.person.joined_on else "",
        )
        for state in states
    }  # fmt: skip
    for link in posts(book):
        if link.person_id in found and link.until is None:
            found[link.person_id].posts.append(POST_TITLES[link.kind])
    for person, expected, present in _came(book, found):
        found[person].expected, found[person].present = expected, present
    return list(found.values())


def posts(book: Book) -> list[Link]:
    """Who held a post of the organisation at some time of the year, in the order of posts."""
    if "posts" not in book.memo:
        book.memo["posts"] = _posts(book)
    found: list[Link] = book.memo["posts"]
    return found


def _posts(book: Book) -> list[Link]:
    rows = Link.objects.filter(org=book.org, kind__in=list(POST_TITLES), since__lte=book.last)
    rows = rows.filter(Q(until__isnull=True) | Q(until__gt=book.first))
    order = {code: place for place, code in enumerate(POST_TITLES)}
    held = rows.select_related("person")
    return sorted(held, key=lambda link: (order[link.kind], link.since, link.pk))


def _came(book: Book, people: Iterable[int]) -> list[tuple[int, int, int]]:
    rows = Attendance.objects.filter(
        person__in=list(people), role="member", activity__stage__in=COUNTING,
        activity__held_on__gte=book.first, activity__held_on__lte=book.last,
        activity__organisers__org=book.org,
    )  # fmt: skip
    counted = rows.order_by().values_list("person_id").annotate(
        expected=Count("id"), came=Count("id", Q(mark="present"))
    )  # fmt: skip
    return list(counted)


def items(book: Book) -> list[ActionItem]:
    """What was decided in the year, and what became of it."""
    rows = ActionItem.objects.filter(
        org=book.org, activity__held_on__gte=book.first, activity__held_on__lte=book.last,
        activity__stage__in=COUNTING,
    )  # fmt: skip
    rows = rows.select_related("owner", "activity")
    return list(rows.order_by("activity__held_on", F("due_on").asc(nulls_last=True), "id"))


def counts(found: Iterable[Record]) -> list[tuple[str, int]]:
    """How often each kind was held, in the order of first meeting."""
    tally: dict[str, int] = {}
    for record in found:
        for kind in record.kinds.split("、"):
            tally[kind] = tally.get(kind, 0) + 1
    return list(tally.items())
