"""Many appointments at once: judged one by one, written together, as if made in that order.

For lists taken in from a workbook and for the invented county. A row that may not be is answered
with the reason; the others are written all the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from jishi.base.act import act
from jishi.base.settings_tree import all_in_force
from jishi.people.models import Person
from jishi.registers.access import LINK_EDIT
from jishi.registers.actions.links import APPOINTED, Ends, Terms, kind_named, link_of
from jishi.registers.kinds import all_kinds
from jishi.registers.models import Link
from jishi.registers.queries.wishes import wish_from
from jishi.registers.rules import links as rules
from jishi.registers.rules.links import Span
from jishi.tree.actor import Actor
from jishi.tree.errors import NotDone
from jishi.tree.models import Organisation
from jishi.tree.reach import require

_AT_ONCE = 500


@dataclass(frozen=True)
class Appointment:
    org: Organisation
    kind: str
    person: Person | None
    terms: Terms
    ends: Ends = field(default_factory=Ends)


Key = tuple[object, ...]


class _Known:
    """The links there are, growing by each that is made."""

    def __init__(self, orgs: set[int]) -> None:
        self.posts: dict[Key, list[Span]] = defaultdict(list)
        self.own: dict[Key, list[Span]] = defaultdict(list)
        self.carried: dict[tuple[str, int | None], set[int]] = defaultdict(set)
        limited = [kind.code for kind in all_kinds().values() if kind.most_per_person]
        for link in Link.objects.filter(org__in=orgs) | Link.objects.filter(kind__in=limited):
            self.add(link)

    def add(self, link: Link) -> None:
        span = Span(link.since, link.until)
        self.posts[link.org_id, link.kind].append(span)
        self.own[own_key(link)].append(span)
        if link.until is None and link.unit_id:
            self.carried[link.kind, link.person_id].add(link.unit_id)


def own_key(link: Link) -> Key:
    return (
        link.org_id, link.kind, link.person_id, link.unit_id, link.partner_org_id, link.partner
    )  # fmt: skip


def appoint_many(actor: Actor, wanted: Sequence[Appointment]) -> list[Link | str]:
    """One answer for each, in order: the link, or in words why there is none."""
    answers: list[Link | str] = []
    with act(actor, LINK_EDIT) as doing:
        orgs = {one.org.pk for one in wanted}
        list(Organisation.objects.select_for_update().filter(pk__in=orgs).order_by("pk"))
        known = _Known(orgs)
        limits = {kind.most_per_person for kind in all_kinds().values() if kind.most_per_person}
        local = all_in_force(limits, actor.today)
        for one in wanted:
            try:
                kind = kind_named(one.kind)
                require(actor, kind.permission, one.org)
            except NotDone as refusal:
                answers.append(str(refusal))
                continue
            link = link_of(one.org, kind, one.person, one.terms, one.ends)
            limit = kind.most_per_person
            most = local[limit.code].at_org(one.org).value if limit else 0
            verdict = rules.may_appoint(
                wish_from(
                    actor, one.org, kind, one.person, one.terms, one.ends,
                    others=known.posts[one.org.pk, kind.code] if kind.sole else (),
                    own=known.own[own_key(link)],
                    carried=len(known.carried[kind.code, link.person_id]), most=most,
                )
            )  # fmt: skip
            if verdict.refused:
                answers.append("；".join(str(reason) for reason in verdict.refusals))
                continue
            known.add(link)
            answers.append(link)
        made = [link for link in answers if isinstance(link, Link)]
        Link.objects.bulk_create(made, batch_size=_AT_ONCE)
        for link in made:
            doing.touch("post", link.org_id, link.since, link.kind)
            doing.record(
                APPOINTED, link, org=link.org_id, result=link.of_kind.title,
                since=str(link.since), document=link.document,
            )  # fmt: skip
    return answers
