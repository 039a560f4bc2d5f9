"""The questions of the posts board: vacancies, one person in two posts, what ends, who is missing.

Each answers with rows as a `Table`; its number on the board is the number of its rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count

from jishi.base.settings_tree import all_in_force
from jishi.base.web.panels import Link as Cell
from jishi.kernel.deadline import add_months
from jishi.people.access import PERSON_VIEW
from jishi.people.kinds import COUNTED
from jishi.people.models import Person
from jishi.registers.access import LINK_VIEW
from jishi.registers.addresses import address, org_link, org_seen, person_link, person_seen
from jishi.registers.facts import VILLAGES, OrgFacts
from jishi.registers.local import EXPIRING
from jishi.registers.models import Link
from jishi.registers.queries.links import PENDING, links
from jishi.registers.queries.org_facts import org_facts
from jishi.registers.queries.scoping import scope
from jishi.registers.table import Table
from jishi.tree.actor import Actor
from jishi.tree.kinds import SECTORS
from jishi.tree.models import Organisation

# Where secretary and head of the unit may be one person, and what the head is called.
HEADS = {
    "village": "村委会主任", "community": "居委会主任", "school": "校长", "hospital": "院长",
    "bureau": "单位负责人", "institution": "单位负责人", "state_enterprise": "企业负责人",
    "private_enterprise": "企业负责人", "social_organisation": "负责人",
}  # fmt: skip
LEAVERS = ("retired", "laid_off")
OFFICES = (
    "secretary", "deputy_secretary", "committee_organisation", "committee_publicity",
    "committee_discipline", "committee_member", "village_director", "unit_head",
)  # fmt: skip


class Board:
    """One look at the posts of a subtree; facts are loaded once for all questions."""

    def __init__(self, actor: Actor, org: Organisation | None) -> None:
        self.actor, self.org = actor, org

    @cached_property
    def facts(self) -> list[OrgFacts]:
        return org_facts(self.actor, self.org)

    @cached_property
    def places(self) -> list[OrgFacts]:
        """One organisation for each village, school, enterprise and so on.

        The committee of a trade (教育工委, 卫健局党委) is none: those below it are.
        """
        ours = [f for f in self.facts if f.sector in HEADS and f.of_kind.is_level]
        below = Counter(f.parent for f in ours if f.sector == f.parent_sector)
        trades = {
            f.id for f in ours
            if f.sector != f.parent_sector and f.sector not in VILLAGES and f.director is None
            and f.of_kind.code in ("committee", "work_committee") and below[f.id] > 1
        }  # fmt: skip
        return [
            f for f in ours
            if f.id not in trades and (f.sector != f.parent_sector or f.parent in trades)
        ]  # fmt: skip

    @cached_property
    def held(self) -> dict[str, set[int]]:
        """Organisations that have an open link of a kind."""
        rows = scope(self.actor, LINK_VIEW, Link.objects.filter(until=None), self.org, "org")
        found: dict[str, set[int]] = {}
        for kind, org in rows.order_by().values_list("kind", "org_id").distinct():
            found.setdefault(kind, set()).add(org)
        return found

    def links(self, **which: Any) -> Any:
        return scope(self.actor, LINK_VIEW, links(self.actor).filter(**which), self.org, "org")


def _org(facts: OrgFacts) -> Cell:
    return org_link(facts.id, facts.name)


def vacancies(board: Board) -> Table:
    empty = [facts for facts in board.facts if facts.is_vacant]
    empty.sort(key=lambda facts: (facts.vacant_since is None, facts.vacant_since, facts.id))
    rows = [
        (
            _org(facts), facts.of_kind.label, facts.vacant_since or "没有登记过",
            Cell(f"{facts.vacant_days} 天", "",
                 "red" if facts.vacant_days > facts.vacancy_red else "amber")
            if facts.vacant_since else "",
            Cell("任职", f"{address('post-new')}?kind=secretary&org_id={facts.id}"),
        )
        for facts in empty
    ]  # fmt: skip
    return Table("书记空缺", ("党组织", "类型", "空缺自", "已空缺", "办理"), rows)


def pending(board: Board) -> Table:
    rows = [_post(board, link) for link in board.links().filter(PENDING)]
    return Table("选出待批复", POST_HEADERS, rows)


POST_HEADERS = ("党组织", "职务", "姓名（对方）", "开始", "期满", "文号")


def _post(board: Board, link: Link) -> tuple[Any, ...]:
    who = person_seen(board.actor, link.person) if link.person else Cell(link.other_end)
    return (
        org_seen(board.actor, link.org), Cell(link.kind_label, address("link", link.pk)), who,
        link.since, link.due_on or "", link.document,
    )  # fmt: skip


def expiring(board: Board) -> Table:
    months = all_in_force([EXPIRING], board.actor.today)[EXPIRING.code]
    top = board.org or Organisation.objects.filter(parent=None).first()
    ahead = months.at_org(top).value if top else EXPIRING.default
    soon = board.links(until=None, due_on__lte=add_months(board.actor.today, ahead))
    rows = [_post(board, link) for link in soon.order_by("due_on", "id")]
    note = f"期满日期在今后 {ahead} 个月以内或已经过了"
    return Table("任期、协议将满", POST_HEADERS, rows, note=note)


def together(board: Board) -> Table:
    rows = [(_org(f), SECTORS[f.sector], HEADS[f.sector]) for f in _both(board)]
    return Table("书记、负责人一肩挑", ("党组织", "领域", "兼任"), rows)


def _both(board: Board) -> list[OrgFacts]:
    return [f for f in board.places if f.secretary is not None and f.secretary == f.director]


def apart(board: Board) -> Table:
    both = {facts.id for facts in _both(board)}
    rows = [
        (
            _org(f), SECTORS[f.sector],
            "书记空缺" if f.secretary is None
            else f"没有登记{HEADS[f.sector]}" if f.director is None else "两个人",
            f.exception,
        )
        for f in board.places if f.id not in both
    ]  # fmt: skip
    return Table("没有一肩挑", ("党组织", "领域", "现状", "例外原因"), rows)


def by_sector(board: Board) -> list[tuple[str, int, int]]:
    """(sector, with one person, of how many), the shares beside their denominators."""
    both = {facts.id for facts in _both(board)}
    return [
        (SECTORS[sector], sum(f.id in both for f in here), len(here))
        for sector in HEADS
        if (here := [f for f in board.places if f.sector == sector])
    ]


def _villages(board: Board, sector: str = "") -> list[OrgFacts]:
    return [f for f in board.facts if f.is_village and (not sector or f.sector == sector)]


def no_first_secretary(board: Board) -> Table:
    having = board.held.get("first_secretary", set())
    rows = [(_org(f),) for f in _villages(board, "village") if f.id not in having]
    return Table("没有第一书记的村", ("党组织",), rows)


def no_worker(board: Board) -> Table:
    having = board.held.get("full_time_worker", set())
    rows = [(_org(f),) for f in _villages(board, "community") if f.id not in having]
    return Table("没有专职党务工作者的社区", ("党组织",), rows)


def reserves(board: Board) -> Table:
    off = [
        f for f in _villages(board) if not f.reserve_least <= f.reserves <= f.reserve_most
    ]  # fmt: skip
    rows = [(_org(f), f.reserves, "不足" if f.reserves < f.reserve_least else "过多") for f in off]
    return Table("后备力量不足或过多", ("党组织", "后备人数", "情况"), rows)


def dual(board: Board) -> Table:
    """People with posts in two organisations; two posts of one committee are usual (R-ORG-17)."""
    posts = board.links(until=None, kind__in=OFFICES).exclude(person=None)
    spread = posts.order_by().values("person").annotate(n=Count("org", distinct=True))
    by_person: dict[int, list[Link]] = {}
    for link in posts.filter(person__in=spread.filter(n__gt=1).values("person")).order_by(
        "person__name", "person_id", "since"
    ):
        by_person.setdefault(link.person_id or 0, []).append(link)
    rows = [
        (
            person_seen(board.actor, held[0].person), len(held),
            "；".join(f"{link.org.short_name}{link.kind_label}" for link in held),
        )
        for held in by_person.values()
    ]  # fmt: skip
    return Table("在两个以上组织任职", ("姓名", "职务数", "职务"), rows)


def no_leader(board: Board) -> Table:
    having = board.held.get("contact_leader", set())
    rows = [(_org(f), SECTORS[f.sector]) for f in _villages(board) if f.id not in having]
    return Table("没有领导联系的村（社区）", ("党组织", "领域"), rows)


def no_contact(board: Board) -> Table:
    """Retired and laid-off members whom nobody keeps in touch with."""
    kept = Link.objects.filter(until=None, kind__in=("pair", "member_contact"))
    people = Person.objects.filter(standing__in=COUNTED, category__in=LEAVERS)
    alone = scope(board.actor, PERSON_VIEW, people, board.org, "org").exclude(
        pk__in=kept.exclude(person=None).values("person")
    )
    rows = [
        (person_link(pk, name), org_link(org, short))
        for pk, name, org, short in alone.order_by("org__line", "name", "id").values_list(
            "id", "name", "org_id", "org__short_name"
        )
    ]
    return Table("离退休、下岗党员没有联系人", ("姓名", "党组织"), rows)


@dataclass(frozen=True)
class Question:
    code: str
    label: str
    unit: str
    ask: Callable[[Board], Table]
    tone: str = ""  # of its number, where there are any rows
    note: str = ""


QUESTIONS = {
    question.code: question
    for question in (
        Question("vacancies", "书记空缺", "个", vacancies, "red", "党组织没有书记"),
        Question("pending", "待批复", "人", pending, "", "选出后没有批复文号"),
        Question("expiring", "将期满", "项", expiring, "", "任期、协议到期"),
        Question("together", "一肩挑", "个", together, "", "书记兼单位负责人"),
        Question("apart", "没有一肩挑", "个", apart),
        Question("no_first_secretary", "没有第一书记", "个村", no_first_secretary),
        Question("no_worker", "没有专职党务", "个社区", no_worker),
        Question("reserves", "后备不足或过多", "个", reserves),
        Question("dual", "多处任职", "人", dual),
        Question("no_leader", "没有领导联系", "个", no_leader, "", "村和社区"),
        Question("no_contact", "没有联系人", "人", no_contact, "", "离退休、下岗党员"),
    )
}
