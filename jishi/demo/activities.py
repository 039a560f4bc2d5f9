"""A year and a half of meetings: most branches keep up, some fall behind, one township more so.

What is entered here goes the way of every entry (`record_many`), so that duties, boards and year
books follow from it. Words are drawn from `themes`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from decimal import Decimal
from random import Random

from jishi.activities.actions.entries import Entry, ItemRow, Roll, TopicRow, What
from jishi.activities.actions.many import Past, record_many
from jishi.activities.kinds import kind_of
from jishi.activities.queries.roster import Listed, Roster
from jishi.activities.queries.rosters import Rosters
from jishi.demo import themes
from jishi.demo.county import County
from jishi.kernel.deadline import add_months
from jishi.kernel.period import Month
from jishi.registers.models import Unit
from jishi.tree.actor import Actor, local_operator
from jishi.tree.models import Organisation

USUAL, SLACK = (0.99, 0.95, 0.82), (0.92, 0.78, 0.55)
HABITS = ((0.99, ""), (0.93, "family"), (0.3, "away"), (0.45, "aged"))
YEARS_END = ((1, 8), (2, 20))  # when life meetings are held
WHOLE = {"self_rated": True, "mutual_rated": True, "ballot_held": True, "opinion_given": True}


@dataclass
class Story:
    """What is being invented about meetings."""

    county: County
    random: Random
    actor: Actor
    rosters: Rosters
    months: tuple[Month, ...]
    enterprises: dict[int, list[str]]  # by the organisation they belong to
    habits: dict[int, tuple[float, str]] = field(default_factory=dict)

    @property
    def until(self) -> date:
        return self.county.until

    def day(self, month: Month, low: int, high: int) -> date:
        return month.first_day + timedelta(days=self.random.randint(low, high) - 1)

    @property
    def still_owed(self) -> tuple[int, Month]:
        """The secretary of the login page has something to do this month."""
        return self.county.shown_branch.pk, self.months[-1]

    def has_come(self, day: date, org: Organisation) -> bool:
        return org.founded_on <= day <= self.until


def invent_activities(county: County) -> int:
    """Meetings of every branch and committee; how many."""
    random, actor = Random(county.random.random()), local_operator(county.until)  # noqa: S311
    last = Month.holding(county.until)
    months = tuple(last.plus(-back) for back in reversed(range(county.size.months)))
    above = [*county.townships, *county.units, county.root]
    rosters = Rosters(actor, [*county.branches, *above])
    enterprises: dict[int, list[str]] = {}
    units = Unit.objects.filter(kind="private_enterprise").order_by("pk")
    for org, name in units.values_list("org_id", "name"):
        enterprises.setdefault(org, []).append(name)
    story = Story(county, random, actor, rosters, months, enterprises)
    return len(record_many(actor, _everything(story, above), rosters))


def _everything(story: Story, above: Sequence[Organisation]) -> Iterator[Past]:
    slack = story.county.townships[2].pk
    for branch in story.county.branches:
        levels = SLACK if branch.parent_id == slack else USUAL
        yield from _branch(story, branch, story.random.choices(levels, (5, 3, 1))[0])
    for org in above:
        yield from _committee(story, org)


# --- a branch ------------------------------------------------------------------------------------


def _branch(story: Story, branch: Organisation, keeps_up: float) -> Iterator[Past]:
    """By the month: committee and theme day; by the quarter an assembly and a lesson."""
    random = story.random
    day, at, turn = (
        random.choice((5, 10, 15, 20)),
        random.choice(themes.PLACES),
        random.randrange(3),
    )
    for month in story.months:
        if random.random() < keeps_up and (branch.pk, month) != story.still_owed:
            yield from _theme_day(story, branch, month, day, at, lesson=month.index % 3 == turn)
        if random.random() < keeps_up:
            yield from _committee_meeting(story, branch, month, at)
        if month.index % 3 == turn and random.random() < keeps_up:
            yield from _assembly(story, branch, month, at)
        if month.number == 1 and random.random() < keeps_up:
            yield from _life_meeting(story, branch, month, at)
        if month.index % 4 == turn and random.random() < keeps_up:
            yield from _talk(story, branch, month)


def _theme_day(
    story: Story, branch: Organisation, month: Month, day: int, at: str, *, lesson: bool
) -> Iterator[Past]:  # fmt: skip
    random = story.random
    held_on = month.first_day + timedelta(days=day - 1 + random.choice((0, 0, 0, 0, 1, 2)))
    title, where = random.choice(themes.THEMES[month.number])
    topics, kinds = (
        [TopicRow(title, "study" if title.startswith("学习") else "practice")],
        ["theme_day"],
    )
    if lesson:
        kinds.append("lesson")
        topics.append(TopicRow(random.choice(themes.LESSONS), "lecture"))
    yield from _held(story, branch, kinds, held_on, title, where or at, topics, at=time(14, 30))


def _committee_meeting(
    story: Story, branch: Organisation, month: Month, at: str
) -> Iterator[Past]:  # fmt: skip
    held_on = story.day(month, 1, 26)
    matters = story.random.sample(themes.MATTERS, 2)
    topics = [TopicRow(each, "discuss") for each in matters]
    seats = story.rosters.on([branch], [kind_of("committee")], held_on).listed
    items = []
    if seats and branch.parent_id == story.county.townships[0].pk and story.random.random() < 0.4:
        owner, due = story.random.choice(seats).person_id, held_on + timedelta(days=30)
        items = [ItemRow(story.random.choice(themes.ITEMS), owner, due_on=due, topic=1)]
    if len(seats) > 1:
        yield from _held(story, branch, ["committee"], held_on, "", at, topics, items=items)


def _assembly(story: Story, branch: Organisation, month: Month, at: str) -> Iterator[Past]:
    title, kind = story.random.choice(themes.ASSEMBLY)
    topics = [TopicRow(title, kind), TopicRow(story.random.choice(themes.STUDIES), "study")]
    held_on = story.day(month, 6, 27)
    yield from _held(story, branch, ["assembly"], held_on, "", at, topics, votes=True)


def _life_meeting(story: Story, branch: Organisation, month: Month, at: str) -> Iterator[Past]:
    """The one of the year before, and the appraisal with it."""
    first, last = (date(month.year, *day) for day in YEARS_END)
    held_on = first + timedelta(days=story.random.randrange((last - first).days))
    topics = [TopicRow("对照检查", "criticism"), TopicRow("民主评议党员", "appraise")]
    yield from _held(
        story, branch, ["life_meeting", "appraisal"], held_on,
        f"{month.year - 1}年度组织生活会和民主评议", at, topics,
        payloads={"life_meeting": {"form": "assembly"}, "appraisal": WHOLE},
    )  # fmt: skip


def _talk(story: Story, branch: Organisation, month: Month) -> Iterator[Past]:
    held_on = story.day(month, 3, 25)
    people = [each for each in _expected(story, branch, held_on) if not each.guest]
    if len(people) < 2 or not story.has_come(held_on, branch):
        return
    head = next((each for each in people if each.post), people[0])
    other = story.random.choice([each for each in people if each is not head])
    entry = Entry(
        What(("talk",), held_on, payloads={
            "talk": {"between": "committee_member", "occasion": "yearly"}
        }),
        Roll((head.person_id, other.person_id)),
    )  # fmt: skip
    yield _past(story, branch, entry)


def _expected(story: Story, branch: Organisation, day: date) -> tuple[Listed, ...]:
    return story.rosters.on([branch], [kind_of("assembly")], day).listed


# --- a committee above ---------------------------------------------------------------------------


def _committee(story: Story, org: Organisation) -> Iterator[Past]:
    """Study by the quarter, hearing reports by the half-year, visits, classes, a lesson."""
    random, place = story.random, "三楼会议室"
    for month in story.months:
        if month.number % 3 == 2 and random.random() < 0.97:
            topics = [TopicRow(random.choice(themes.STUDY_AT_TOP), "study")]
            day = story.day(month, 5, 25)
            yield from _held(story, org, ["center_study"], day, "", place, topics,
                             payloads={"center_study": {"form": "together"}})  # fmt: skip
        if month.number in (6, 11) and random.random() < 0.95:
            topics = [TopicRow(themes.HEARD[month.number > 6], "hearing")]
            day = story.day(month, 10, 25)
            yield from _held(story, org, ["leadership_meeting"], day, "", place, topics,
                             payloads={"leadership_meeting": {"form": "committee",
                                                              "subject": "building"}})  # fmt: skip
        if month.number in (4, 9):
            yield from _visit(story, org, month)
        if month.number % 3 == 0:
            yield from _enterprises(story, org, month)
        if month.number == 1:
            yield from _held(
                story, org, ["democratic_meeting"], story.day(month, 8, 28),
                f"{month.year - 1}年度民主生活会", place, [TopicRow("对照检查", "criticism")],
                payloads={"democratic_meeting": {"timing": "regular"}},
            )  # fmt: skip
        if month.number in (5, 10):
            yield from _class(story, org, month)
        if month.number == 7 and random.random() < 0.9:
            yield from _lesson(story, org, month)


def _visit(story: Story, org: Organisation, month: Month) -> Iterator[Past]:
    """A leader at a branch that is his to look after."""
    held_on = story.day(month, 2, 27)
    below = [b for b in story.county.branches if b.parent_id == org.pk]
    leaders = list(story.rosters.on([org], [kind_of("center_study")], held_on).listed)
    if below and leaders and story.has_come(held_on, org):
        branch = story.random.choice(below)
        place = branch.short_name.removesuffix("党支部")
        kind = "community" if branch.sector in ("village", "community") else "enterprise"
        yield _visited(story, org, held_on, kind, place, story.random.choice(leaders))


def _enterprises(story: Story, org: Organisation, month: Month) -> Iterator[Past]:
    """Some enterprises of the place, each by one of the leaders."""
    held_on = story.day(month, 2, 27)
    leaders = list(story.rosters.on([org], [kind_of("center_study")], held_on).listed)
    names = story.enterprises.get(org.pk, [])
    if leaders and names and story.has_come(held_on, org):
        for name in story.random.sample(names, min(2, len(names))):
            yield _visited(story, org, held_on, "enterprise", name, story.random.choice(leaders))


def _visited(
    story: Story, org: Organisation, held_on: date, kind: str, place: str, who: Listed
) -> Past:  # fmt: skip
    random = story.random
    payload = {
        "object": kind, "visited": place[:40], "form": random.choice(("home", "home", "seminar")),
        "slot": random.choice(("work_day", "work_day", "work_evening", "rest_day")),
    }  # fmt: skip
    if random.random() < 0.4:
        payload["problem"] = random.choice(("industry", "party", "livelihood", "governance"))
    entry = Entry(
        What(("visit",), held_on, place=place[:60], payloads={"visit": payload}),
        Roll((who.person_id,)),
    )
    return _past(story, org, entry)


def _lesson(story: Story, org: Organisation, month: Month) -> Iterator[Past]:
    """The secretary teaches at a branch."""
    held_on = story.day(month, 1, 10)
    below = [b for b in story.county.branches if b.path.startswith(org.path)]
    seats = story.rosters.on([org], [kind_of("center_study")], held_on).listed
    head = next((each for each in seats if each.post == "secretary"), None)
    if head is None or not story.has_come(held_on, org):
        return
    branch = story.random.choice(below)
    people = [each for each in _expected(story, branch, held_on) if not each.guest]
    there = dict.fromkeys([head.person_id, *(each.person_id for each in people)])
    entry = Entry(
        What(("lesson",), held_on, place=branch.short_name[:60], payloads={
            "lesson": {"lecturer_class": "secretary", "subject": "theory"}
        }),
        Roll(tuple(there)), chair=head.person_id,
        topics=(TopicRow(story.random.choice(themes.LESSONS), "lecture", head.person_id),),
    )  # fmt: skip
    yield _past(story, org, entry)


def _class(story: Story, org: Organisation, month: Month) -> Iterator[Past]:
    """Members in two batches; the secretaries of the whole county once a year."""
    random, held_on = story.random, story.day(month, 8, 20)
    if not story.has_come(held_on, org):
        return
    county = org.parent_id is None
    if county and month.number != 5:
        return
    pool = []
    for branch in story.county.branches:
        if county or branch.parent_id == org.pk:
            here = [each for each in _expected(story, branch, held_on) if not each.guest]
            pool += [each for each in here if each.post == "secretary"] if county else here
    share = 0.93 if county else 0.5
    there = [each.person_id for each in pool if random.random() < share]
    if not there:
        return
    base = "party_school" if county else "township_school"
    entry = Entry(
        What(
            ("training",), held_on, f"{month.year}年{themes.COURSES[not county]}",
            hours=Decimal(40 if county else 16),
            place="县委党校" if county else "党员教育室",
            payloads={"training": {
                "audience": "secretaries" if county else "members", "base": base,
                "level": "county" if county else "township", "batch": f"第{month.number // 5}期",
            }},
        ),
        Roll(tuple(there)),
        topics=(TopicRow(random.choice(themes.STUDIES), "study"),),
    )  # fmt: skip
    yield _past(story, org, entry)


# --- one meeting ---------------------------------------------------------------------------------


def _held(
    story: Story, org: Organisation, kinds: Sequence[str], held_on: date, title: str, place: str,
    topics: Sequence[TopicRow], *, at: time = time(9, 0), votes: bool = False,
    items: Sequence[ItemRow] = (), payloads: Mapping[str, Mapping[str, object]] | None = None,
) -> Iterator[Past]:  # fmt: skip
    """One that had a list of those expected; nothing before its day or without people."""
    if not story.has_come(held_on, org):
        return
    roster = story.rosters.on([org], [kind_of(code) for code in kinds], held_on)
    if not roster.listed:
        return
    roll, there = _roll(story, roster)
    chair = next((each for each in there if each.post), None)
    what = What(
        tuple(kinds), held_on, title, at, at.replace(hour=at.hour + 1), place=place,
        noticed_on=held_on - timedelta(days=2), payloads=payloads or {},
    )  # fmt: skip
    settled = [_settled(each, chair or there[0], there, votes) for each in topics]
    yield _past(story, org, Entry(
        what, roll, chair=(chair or there[0]).person_id,
        recorder=story.random.choice(there).person_id,
        minutes=_minutes(story, settled, there), topics=tuple(settled), items=tuple(items),
    ))  # fmt: skip


def _roll(story: Story, roster: Roster) -> tuple[Roll, list[Listed]]:
    """Everybody by habit; whoever holds an office comes."""
    random = story.random
    there: list[Listed] = []
    leave, absent = {}, {}
    for each in roster.listed:
        usual, reason = story.habits.setdefault(
            each.person_id, random.choices(HABITS, (60, 18, 12, 10))[0]
        )
        if each.post or random.random() < usual:
            there.append(each)
        elif each.guest:
            continue
        elif random.random() < 0.8:
            leave[each.person_id] = reason or "family"
        else:
            absent[each.person_id] = "" if random.random() < 0.3 else reason
    if not there:
        there = [roster.listed[0]]
        leave.pop(there[0].person_id, None)
        absent.pop(there[0].person_id, None)
    return Roll(tuple(each.person_id for each in there), leave, absent), there


def _settled(row: TopicRow, chair: Listed, there: Sequence[Listed], votes: bool) -> TopicRow:
    """A lecture has its lecturer, what is voted on its count."""
    if row.kind == "lecture":
        return TopicRow(row.title, row.kind, lecturer=chair.person_id)
    if votes and row.kind in ("report", "commend", "other"):
        voters = sum(each.voter for each in there)
        against = 1 if voters > 12 and len(row.title) % 2 else 0
        return TopicRow(
            row.title, row.kind, in_favour=voters - against, against=0, abstained=against,
            resolution="同意" + row.title.removeprefix("通过"),
        )  # fmt: skip
    return row


def _minutes(story: Story, topics: Sequence[TopicRow], there: Sequence[Listed]) -> str:
    """Short, and of this meeting: some write nothing but topics."""
    random = story.random
    if random.random() < 0.4:
        return ""
    said = random.sample(themes.SAID, 2)
    speakers = random.sample(there, min(2, len(there)))
    lines = [f"{topic.title}。" for topic in topics]
    lines += [f"{one.name}{what}。" for one, what in zip(speakers, said, strict=False)]
    return "".join(lines) + random.choice(themes.SETTLED)


def _past(story: Story, org: Organisation, entry: Entry) -> Past:
    """Written down the same day or soon after, now and then late with the reason; then archived."""
    random, held_on = story.random, entry.what.held_on
    late = random.random() < 0.04
    days = random.randint(9, 30) if late else random.choices((0, 1, 3), (6, 3, 1))[0]
    entered = min(held_on + timedelta(days=days), story.until)
    if late and (entered - held_on).days > 7:
        entry = Entry(**{**vars(entry), "late_reason": random.choice(themes.LATE)})
    archived = entered + timedelta(days=random.randint(1, 6))
    quiet = archived < add_months(story.until, -1) or random.random() < 0.5
    return Past(org, entry, entered, archived if quiet and archived <= story.until else None)
