"""Letters on their way in every state, members away and members lost, in the invented county.

The township and the branch shown on the login page have some of each on their desks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from jishi.demo.county import County
from jishi.kernel.deadline import add_months
from jishi.people.actions import Particulars, Place
from jishi.people.actions.mobility import (
    Away,
    Contact,
    Guest,
    add_contact,
    add_search,
    register_guest,
    register_leaving,
    report_lost,
)
from jishi.people.actions.reception import (
    Arrival,
    Incoming,
    acknowledge_letter,
    receive_letter,
    send_back,
    take_in,
)
from jishi.people.actions.transfer import (
    Again,
    Wanted,
    close_letter,
    file_receipt,
    issue_letter,
    reissue_letter,
    request_letter,
    revoke_letter,
)
from jishi.people.models import MobileSpell, Person, TransferLetter
from jishi.tree.actor import Actor, local_operator
from jishi.tree.models import Organisation

OUTSIDE = (
    "中共云州市桐溪区委组织部", "中共临江市海棠区委组织部", "中共南屏市青石县委组织部",
    "中共云州大学委员会", "中共东洲市高新区工委组织部",
)  # fmt: skip
PLACES = ("云州市桐溪区", "临江市海棠区", "南屏市青石县", "东洲市高新区", "云州市清平区")
REASONS = ("work", "residence", "study", "retire")


@dataclass
class Moves:
    """Who may still be moved, and by whom."""

    county: County
    members: Mapping[int, list[int]]
    random: Random
    until: date
    operator: Actor
    taken: set[int] = field(default_factory=set)

    def ago(self, days: int) -> date:
        return self.until - timedelta(days)

    def person(self, branch: Organisation) -> Person | None:
        """A member without an account whom nothing has happened to lately."""
        free = [pk for pk in self.members.get(branch.pk, ()) if pk not in self.taken]
        rows = Person.objects.filter(
            pk__in=free,
            account=None,
            standing="full",
            full_on__lt=self.ago(400),
            since__lt=self.ago(100),
        )
        found = list(rows.select_related("org").order_by("pk")[:12])
        if not found:
            return None
        person = self.random.choice(found)
        self.taken.add(person.pk)
        return person

    def branch_below(self, committee: Organisation) -> Organisation:
        below = [b for b in self.county.branches if b.parent_id == committee.pk]
        return self.random.choice(below)

    def pair(self) -> tuple[Organisation, Organisation]:
        """A branch somewhere, and the committee of another township."""
        source, target = self.random.sample(self.county.townships, 2)
        return self.branch_below(source), target


def invent_transfers(county: County, members: Mapping[int, list[int]]) -> None:
    random = Random(county.random.random())  # noqa: S311 invented, not secret
    moves = Moves(county, members, random, county.until, local_operator(county.until))
    first, second = county.townships[:2]
    own = county.shown_branch
    # On the desks of those who try the county: asked for, under way, to be taken, to be closed.
    _letter(moves, moves.branch_below(first), second, "requested", 2)
    _letter(moves, own, second, "issued", 4)
    _letter(moves, moves.branch_below(second), first, "issued", 3)
    _letter(moves, moves.branch_below(second), first, "issued", 9)
    _letter(moves, moves.branch_below(second), first, "received", 12)
    _letter(moves, moves.branch_below(first), second, "acknowledged", 16)
    _letter(moves, moves.branch_below(first), second, "lapsed", 25)
    plan = (
        *(("requested", 1),) * 2, *(("issued", 6),) * 3, ("lapsed", 30), *(("received", 8),) * 2,
        *(("acknowledged", 15),) * 2, *(("closed", 60),) * 6, *(("returned", 20),) * 2,
        ("reissued", 40), ("revoked", 18),
    )  # fmt: skip
    for state, days in plan:
        _letter(moves, *moves.pair(), state, days + moves.random.randrange(3))
    for index in range(4):
        _outward(moves, moves.pair()[0], closed=index % 2 == 0)
    for index in range(3):
        _incoming(moves, moves.random.choice(county.townships), index)
    _absences(moves, own, first)


def _letter(
    moves: Moves, branch: Organisation, committee: Organisation, state: str, days: int
) -> None:
    """A letter as old as `days`, brought as far as its state."""
    person, operator = moves.person(branch), moves.operator
    if person is None:
        return
    asked = moves.ago(days)
    wanted = Wanted(
        "", moves.random.choice(REASONS), add_months(asked, -1), asked, to_org=committee
    )
    letter = request_letter(operator, person, wanted)
    if state == "requested":
        return
    letter = issue_letter(operator, letter, letter.version, on=asked, days=10)
    if state in ("issued", "lapsed"):
        return
    if state == "reissued":
        again = Again(moves.ago(3), 10, lost=False, statement="外出务工，没有按期报到", talked=True)
        reissue_letter(operator, letter, letter.version, again)
    elif state == "revoked":
        revoke_letter(operator, letter, letter.version, reason="本人工作未定，暂不转出")
    elif state == "returned":
        send_back(
            operator, letter, letter.version, on=asked + timedelta(6), reason="wrong_address",
            note="应转到所在社区的街道党工委",
        )  # fmt: skip
    else:
        _receive(moves, letter, committee, asked, state)


def _receive(
    moves: Moves, letter: TransferLetter, committee: Organisation, asked: date, state: str
) -> None:
    operator = moves.operator
    arrival = Arrival(asked + timedelta(5), moves.branch_below(committee), checked=True)
    letter = receive_letter(operator, letter, letter.version, arrival)
    if state == "received":
        return
    letter = acknowledge_letter(operator, letter, letter.version, on=asked + timedelta(8))
    if state == "closed":
        close_letter(operator, letter, letter.version, on=asked + timedelta(11))


def _outward(moves: Moves, branch: Organisation, *, closed: bool) -> None:
    person, operator, asked = moves.person(branch), moves.operator, moves.ago(35)
    if person is None:
        return
    name = moves.random.choice(OUTSIDE)
    wanted = Wanted(name, "residence", add_months(asked, -1), asked, distance="province")
    letter = request_letter(operator, person, wanted)
    letter = issue_letter(operator, letter, letter.version, on=asked, days=60)
    if closed:
        received_on, on = asked + timedelta(12), asked + timedelta(24)
        file_receipt(operator, letter, letter.version, received_on=received_on, on=on)


def _incoming(moves: Moves, committee: Organisation, index: int) -> None:
    issued_on = moves.ago(30 - index)
    number = f"〔{issued_on.year}〕第 {moves.random.randrange(20, 400)} 号"
    incoming = Incoming(
        moves.random.choice(OUTSIDE), number, issued_on, 30, add_months(issued_on, -1), "work"
    )
    joined = date(2012 + index, 7, 1)
    place = Place(
        "full", joined_on=joined, full_on=joined.replace(year=joined.year + 1), since=moves.ago(9)
    )
    arrival = Arrival(moves.ago(9), moves.branch_below(committee))
    who = Particulars(moves.county.names.person(), sex="1", born_on=date(1988 + index, 4, 6))
    letter = take_in(moves.operator, committee, incoming, who, place, arrival)
    if index:
        acknowledge_letter(moves.operator, letter, letter.version, on=moves.ago(5))


# --- away and lost ------------------------------------------------------------------------------


def _absences(moves: Moves, own: Organisation, town: Organisation) -> None:
    random, until = moves.random, moves.until
    others = [moves.branch_below(random.choice(moves.county.townships)) for _ in range(16)]
    homes = [own, own, own, moves.branch_below(town), moves.branch_below(town), *others]
    for index, home in enumerate(homes):
        months = (2, 7, 20, 9, 14)[index % 5]
        left_on = add_months(until, -months)
        host = random.choice(moves.county.townships) if index % 4 == 3 else None
        spell = _leave(moves, home, "out", left_on, fixed=index % 3 != 2, host=host)
        if spell is not None and index % 5 != 2:  # the fifth has not been heard of for long
            on = until - timedelta(random.randrange(5, 50))
            add_contact(moves.operator, spell, Contact(max(on, left_on), "phone", "支部书记"))
    for kind, months in (("abroad_study", 66), ("abroad_study", 9), ("abroad_settle", 30),
                         ("graduate", 26), ("graduate", 5)):  # fmt: skip
        home = random.choice(moves.county.branches)
        _leave(moves, home, kind, add_months(until, -months), fixed=True, host=None)
    for index in range(6):
        _guest(moves, own if index == 0 else random.choice(moves.county.branches), index)
    for index, months in enumerate((3, 8, 11)):
        _lose(moves, own if index == 1 else random.choice(others), add_months(until, -months))


def _leave(
    moves: Moves,
    home: Organisation,
    kind: str,
    left_on: date,
    *,
    fixed: bool,
    host: Organisation | None,
) -> MobileSpell | None:
    person = moves.person(home)
    if person is None:
        return None
    abroad = kind.startswith("abroad")
    away = Away(
        left_on, "国外" if abroad else moves.random.choice(PLACES),
        "study" if abroad or kind == "graduate" else "work", "支部书记", fixed=fixed, months=12,
        credential="certificate" if fixed else "card", host_org=host,
    )  # fmt: skip
    return register_leaving(moves.operator, person, kind, away, Contact(left_on, "report", "本人"))


def _guest(moves: Moves, host: Organisation, index: int) -> None:
    guest = Guest(
        moves.county.names.person(),
        f"{moves.random.choice(PLACES)}某村党支部",
        f"1990099{index:04d}",
    )
    came_on = add_months(moves.until, -(index + 2))
    away = Away(came_on, moves.random.choice(PLACES), "work", "支部书记")
    register_guest(moves.operator, host, guest, away, Contact(came_on, "visit", "支部书记"))


def _lose(moves: Moves, home: Organisation, since: date) -> None:
    person = moves.person(home)
    if person is None:
        return
    spell = report_lost(moves.operator, person, at=person.org, since=since)
    search = Contact(since + timedelta(40), "visit", "支部书记", "走访亲属，没有消息")
    add_search(moves.operator, spell, search)
