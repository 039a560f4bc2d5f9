"""A letter's way between two offices that do not see one another's people."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from jishi.base.act import act
from jishi.base.models import InboxItem, RevealLog
from jishi.people.access import TRANSFER_VIEW
from jishi.people.actions import Particulars, Place, register_person
from jishi.people.actions.handing_on import move_letters
from jishi.people.actions.reception import (
    Arrival,
    Incoming,
    acknowledge_letter,
    receive_letter,
    send_back,
    take_in,
)
from jishi.people.actions.retention import forget_stubs
from jishi.people.actions.transfer import (
    Again,
    Wanted,
    close_letter,
    file_receipt,
    issue_letter,
    reissue_letter,
    request_letter,
    revoke_letter,
    withdraw_request,
)
from jishi.people.models import MemberState, Person, TransferLetter
from jishi.people.queries import members
from jishi.people.queries.transfer import (
    count_under_way,
    in_transit,
    issuer_of,
    letters,
    takers,
    waiting,
    window,
)
from jishi.people.reveals import LETTER_PURPOSE
from jishi.people.rules.transfer import dues_from
from jishi.tree.errors import Conflict, Forbidden, NotVisible, Refused
from tests.world import TODAY, World

LIN = Particulars("林可", sex="2", born_on=date(1980, 3, 2), identity="99000019800302002X")
FULL = Place("full", joined_on=date(2005, 7, 1), full_on=date(2006, 7, 1))
YOUNG = Place("probationary", joined_on=date(2026, 9, 1))
NOVEMBER = date(2026, 11, 1)


def lin(world: World, place: Place = FULL) -> Person:
    return register_person(world.actor("何文"), world["河东村党支部"], LIN, place)


def asked(world: World, person: Person, to: str = "石桥镇党委") -> TransferLetter:
    wanted = Wanted("", "residence", NOVEMBER, date(2026, 11, 10), to_org=world[to])
    return request_letter(world.actor("何文"), person, wanted)


def sent(
    world: World, person: Person, days: int = 20, on: date = date(2026, 11, 11)
) -> TransferLetter:
    letter = asked(world, person)
    return issue_letter(world.actor("陈岚"), letter, letter.version, on=on, days=days)


def arrived(world: World, letter: TransferLetter, on: date = TODAY) -> TransferLetter:
    arrival = Arrival(on, world["松林村党支部"])
    return receive_letter(world.actor("石磊"), letter, letter.version, arrival)


def test_a_letter_goes_all_the_way_and_the_member_with_it(world: World):
    person = lin(world)
    letter = sent(world, person)
    assert letter.code == "〔2026〕第 1 号"
    assert letter.valid_until == date(2026, 12, 1)
    letter = arrived(world, letter, date(2026, 11, 15))
    person.refresh_from_db()
    assert person.org == world["松林村党支部"]
    assert [(s.since, s.org.short_name) for s in MemberState.objects.filter(person=person)] == [
        (date(2005, 7, 1), "河东村党支部"), (date(2026, 11, 15), "松林村党支部"),
    ]  # fmt: skip
    letter = acknowledge_letter(world.actor("石磊"), letter, letter.version, on=date(2026, 11, 16))
    letter = close_letter(world.actor("陈岚"), letter, letter.version, on=date(2026, 11, 18))
    assert letter.state == "closed"
    assert [s.name for s in letter.steps.order_by("id")] == [
        "request", "issue", "receive", "acknowledge", "close",
    ]  # fmt: skip
    assert not InboxItem.objects.filter(done_at=None).exclude(key__endswith=":arrived").exists()


def test_on_the_way_a_member_counts_where_he_was(world: World):
    person = lin(world)
    sent(world, person)
    assert list(members(world.actor("何文"))) == [person]
    assert not members(world.actor("石磊")).exists()
    assert Person.objects.filter(in_transit()).get() == person


def test_the_receiving_side_sees_nothing_before_the_letter_is_issued(world: World):
    letter = asked(world, lin(world))
    for name in ("石磊", "宋青"):
        assert not letters(world.actor(name)).exists()
    letter = issue_letter(world.actor("陈岚"), letter, 1, on=TODAY, days=10)
    assert letters(world.actor("石磊")).get() == letter
    assert not letters(world.actor("宋青")).exists()  # not before the branch is assigned
    letter = arrived(world, letter)
    assert letters(world.actor("宋青")).get() == letter
    assert not letters(world.actor("严可")).exists()
    assert letters(world.actor("何文")).get() == letter  # the stub stays with the sender


def test_withdrawn_before_it_was_issued_it_is_never_seen_there(world: World):
    letter = asked(world, lin(world))
    withdraw_request(world.actor("何文"), letter, 1, reason="不走了")
    assert not letters(world.actor("石磊")).exists()


def test_each_step_belongs_to_its_desk(world: World):
    person = lin(world)
    letter = asked(world, person)
    with pytest.raises(Forbidden):
        issue_letter(world.actor("何文"), letter, 1, on=TODAY, days=10)
    with pytest.raises(NotVisible):
        issue_letter(world.actor("石磊"), letter, 1, on=TODAY, days=10)
    letter = issue_letter(world.actor("陈岚"), letter, 1, on=TODAY, days=10)
    arrival = Arrival(TODAY, world["柳湾村党支部"])
    with pytest.raises(NotVisible):
        receive_letter(world.actor("陈岚"), letter, letter.version, arrival)
    with pytest.raises(NotVisible):
        send_back(world.actor("陈岚"), letter, letter.version, on=TODAY, reason="not_here")
    person.refresh_from_db()
    assert person.org == world["河东村党支部"]
    assert letter.steps.count() == 2


def test_the_stranger_asks_for_nobody_elses_member(world: World):
    person = lin(world)
    wanted = Wanted("", "work", NOVEMBER, TODAY, to_org=world["石桥镇党委"])
    with pytest.raises(NotVisible):
        request_letter(world.actor("宋青"), person, wanted)
    assert not TransferLetter.objects.exists()


def test_one_open_letter_a_member(world: World):
    person = lin(world)
    letter = asked(world, person)
    with pytest.raises(Refused, match="未办完"):
        asked(world, person)
    letter.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        letter.save(force_insert=True)
    assert TransferLetter.objects.count() == 1


def test_numbers_run_without_a_gap_for_each_committee_and_year(world: World):
    he, liu = world.actor("何文"), world.actor("柳芳")
    chen = world.actor("陈岚")
    found = []
    for index in range(3):
        who = Particulars(f"党员{index}")
        branch, secretary = ("柳湾村党支部", liu) if index == 1 else ("河东村党支部", he)
        person = register_person(secretary, world[branch], who, FULL)
        wanted = Wanted("", "work", NOVEMBER, TODAY, to_org=world["石桥镇党委"])
        letter = request_letter(secretary, person, wanted)
        letter = issue_letter(chen, letter, 1, on=TODAY, days=10)
        if index == 0:
            revoke_letter(chen, letter, letter.version, reason="本人不走了")
        found.append(letter.number)
    assert found == [1, 2, 3]  # what was revoked keeps its number


def test_ninety_days_and_not_one_more(world: World):
    letter = asked(world, lin(world))
    with pytest.raises(Refused, match="R-REL-06"):
        issue_letter(world.actor("陈岚"), letter, 1, on=TODAY, days=91)
    letter.refresh_from_db()
    assert (letter.state, letter.number) == ("requested", None)
    with pytest.raises(IntegrityError), transaction.atomic():
        TransferLetter.objects.filter(pk=letter.pk).update(valid_days=91)


def test_a_letter_that_has_run_out_is_not_taken_but_written_again(world: World):
    letter = sent(world, lin(world), days=5)
    with pytest.raises(Refused, match="R-REL-07"):
        arrived(world, letter)
    again = Again(TODAY, 10, lost=False, statement="外出未归", talked=True)
    new = reissue_letter(world.actor("陈岚"), letter, letter.version, again)
    letter.refresh_from_db()
    assert (letter.state, new.state, new.number, new.replaces) == ("void", "issued", 2, letter)
    assert arrived(world, new).state == "received"


def test_without_words_nothing_is_written_again(world: World):
    letter = sent(world, lin(world), days=5)
    for again in (
        Again(TODAY, 10, lost=False, statement="说明", talked=False),
        Again(TODAY, 10, lost=False, statement=" ", talked=True),
    ):
        with pytest.raises(Refused):
            reissue_letter(world.actor("陈岚"), letter, letter.version, again)
    assert TransferLetter.objects.get().state == "issued"


def test_a_lost_letter_becomes_void_though_it_was_still_good(world: World):
    letter = sent(world, lin(world), days=30)
    again = Again(TODAY, 10, lost=True, statement="途中遗失", talked=True)
    reissue_letter(world.actor("陈岚"), letter, letter.version, again)
    letter.refresh_from_db()
    assert (letter.state, letter.end_note) == ("void", "遗失")


def test_nobody_is_sent_back_without_a_reason(world: World):
    person = lin(world)
    letter = sent(world, person)
    for reason, note in (("", ""), ("other", " ")):
        with pytest.raises(Refused, match="R-REL-05"):
            send_back(
                world.actor("石磊"), letter, letter.version, on=TODAY, reason=reason, note=note
            )
    letter = send_back(world.actor("石磊"), letter, letter.version, on=TODAY, reason="not_here")
    person.refresh_from_db()
    assert (letter.state, person.org) == ("returned", world["河东村党支部"])
    assert asked(world, person).state == "requested"  # and may be asked for again


def test_a_probationary_member_comes_with_papers_looked_through(world: World):
    letter = sent(world, lin(world, YOUNG))
    with pytest.raises(Refused, match="R-DEV-37"):
        arrived(world, letter)
    arrival = Arrival(TODAY, world["松林村党支部"], checked=True)
    letter = receive_letter(world.actor("石磊"), letter, letter.version, arrival)
    assert letter.materials_checked


def test_a_branch_elsewhere_is_no_place_to_arrive_at(world: World):
    letter = sent(world, lin(world))
    zhou = world.actor("周正")  # the county could reach both
    with pytest.raises(Refused, match="接收党委之下"):
        receive_letter(zhou, letter, letter.version, Arrival(TODAY, world["柳湾村党支部"]))
    with pytest.raises(Refused, match="编入一个支部"):
        receive_letter(zhou, letter, letter.version, Arrival(TODAY, world["石桥镇党委"]))


def test_without_a_receipt_nothing_is_closed(world: World):
    letter = arrived(world, sent(world, lin(world)))
    with pytest.raises(Refused, match="不能办理此步骤"):
        close_letter(world.actor("陈岚"), letter, letter.version, on=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        TransferLetter.objects.filter(pk=letter.pk).update(state="closed")


def test_a_stale_step_is_a_conflict(world: World):
    letter = sent(world, lin(world))
    with pytest.raises(Conflict):
        revoke_letter(world.actor("陈岚"), letter, 1, reason="x")


def test_a_receipt_from_outside_takes_the_member_off_the_count(world: World):
    person = lin(world)
    wanted = Wanted("云州市桐溪区组织部", "work", NOVEMBER, TODAY - timedelta(9), distance="nation")
    letter = request_letter(world.actor("何文"), person, wanted)
    letter = issue_letter(world.actor("陈岚"), letter, 1, on=TODAY - timedelta(8), days=90)
    letter = file_receipt(
        world.actor("陈岚"), letter, letter.version, received_on=TODAY - timedelta(2), on=TODAY
    )
    person.refresh_from_db()
    assert (letter.state, person.standing) == ("closed", "moved_out")
    assert not members(world.actor("何文")).exists()
    with pytest.raises(Refused, match="只有在册党员"):
        request_letter(world.actor("何文"), person, wanted)


COMING = Incoming(
    "云州市桐溪区组织部", "〔2026〕第 88 号", date(2026, 11, 1), 60, NOVEMBER, "residence"
)


def test_a_letter_from_outside_brings_a_person_onto_the_books(world: World):
    arrival = Arrival(TODAY, world["松林村党支部"])
    place = Place("full", joined_on=date(2005, 7, 1), full_on=date(2006, 7, 1), since=TODAY)
    shi = world.actor("石磊")
    letter = take_in(shi, world["石桥镇党委"], COMING, LIN, place, arrival)
    person = letter.person
    assert (person.org, person.since) == (world["松林村党支部"], TODAY)
    letter = acknowledge_letter(shi, letter, letter.version, on=TODAY)
    assert letter.state == "closed"


def test_whoever_left_comes_back_as_the_same_person(world: World):
    person = lin(world)
    wanted = Wanted("云州市桐溪区组织部", "work", NOVEMBER, date(2026, 10, 1), distance="nation")
    letter = request_letter(world.actor("何文"), person, wanted)
    letter = issue_letter(world.actor("陈岚"), letter, 1, on=date(2026, 10, 1), days=90)
    file_receipt(
        world.actor("陈岚"), letter, letter.version, received_on=date(2026, 10, 9), on=TODAY
    )
    arrival = Arrival(TODAY, world["松林村党支部"])
    back = take_in(world.actor("石磊"), world["石桥镇党委"], COMING, LIN, FULL, arrival)
    assert back.person == person
    assert Person.objects.get().org == world["松林村党支部"]


def test_a_member_on_our_books_comes_by_a_letter_of_ours(world: World):
    lin(world)
    arrival = Arrival(TODAY, world["松林村党支部"])
    with pytest.raises(Refused, match="由原支部发起转出") as refused:
        take_in(world.actor("石磊"), world["石桥镇党委"], COMING, LIN, FULL, arrival)
    assert "河东" not in refused.value.message
    assert TransferLetter.objects.count() == 0


def test_the_committee_that_may_admit_members_issues(world: World):
    assert issuer_of(world["河东村党支部"], TODAY) == world["白石镇党委"]
    # 总支没有审批权，由县委开具
    assert issuer_of(world["小学部党支部"], TODAY) == world["青禾县委"]


def test_the_directory_names_committees_only_and_never_all(world: World):
    assert takers("", TODAY, 9) == []
    assert takers("石", TODAY, 9) == []
    assert [org.short_name for org in takers("石桥", TODAY, 9)] == ["石桥镇党委"]
    assert takers("松林", TODAY, 9) == []
    assert takers("实验学校", TODAY, 9) == []


def test_the_window_counts_who_came_and_opens_to_them(world: World):
    letter = sent(world, lin(world))
    chen, shi, zhou = (world.actor(name) for name in ("陈岚", "石磊", "周正"))
    assert (window(chen).count(), window(shi).count()) == (1, 0)
    arrived(world, letter)
    assert (window(chen).count(), window(shi).count(), window(zhou).count()) == (1, 1, 2)
    assert window(shi).get().direction == "转入"


def test_what_waits_is_counted_on_each_desk(world: World):
    letter = asked(world, lin(world))
    assert waiting(world.actor("陈岚")).to_issue == 1
    assert waiting(world.actor("石磊")).to_issue == 0
    letter = issue_letter(world.actor("陈岚"), letter, 1, on=date(2026, 11, 12), days=10)
    shi = waiting(world.actor("石磊"))
    assert (shi.to_receive, shi.late_in, shi.late_out) == (1, 1, 0)  # eight days on its way
    chen = waiting(world.actor("陈岚"))
    assert (chen.to_receive, chen.late_in, chen.late_out) == (0, 0, 1)


def test_the_receiver_collects_from_the_month_after(world: World):
    letter = asked(world, lin(world))
    assert (letter.paid_to, letter.dues_from) == (NOVEMBER, date(2026, 12, 1))
    assert dues_from(date(2026, 3, 1)) == date(2026, 4, 1)


def test_a_stub_is_kept_for_ten_years_and_what_it_did_for_ever(world: World):
    letter = arrived(world, sent(world, lin(world)), date(2026, 11, 15))
    letter = acknowledge_letter(world.actor("石磊"), letter, letter.version, on=TODAY)
    close_letter(world.actor("陈岚"), letter, letter.version, on=TODAY)
    assert forget_stubs(date(2036, 11, 20)) == 0
    assert forget_stubs(date(2036, 11, 21)) == 1
    assert not TransferLetter.objects.exists()
    assert MemberState.objects.count() == 2


def test_what_is_not_done_is_never_forgotten(world: World):
    sent(world, lin(world))
    assert forget_stubs(date(2060, 1, 1)) == 0
    assert TransferLetter.objects.exists()


def test_the_printed_letter_shows_the_number_only_after_it_was_asked_for(world: World):
    letter = sent(world, lin(world))
    url = f"/transfers/{letter.pk}/print/"
    chen = world.client("陈岚")
    masked = chen.get(url).content.decode()
    assert "99*************02X" in masked
    assert str(LIN.identity) not in masked
    for words in ("存根", "回执", "二〇二六年十一月十一日", "有效期二十天"):
        assert words in masked
    assert RevealLog.objects.count() == 0
    assert str(LIN.identity) in chen.post(url).content.decode()
    assert RevealLog.objects.get().purpose == LETTER_PURPOSE
    assert world.client("石磊").post(url).status_code == 404  # not his member yet
    assert world.client("罗静").post(url).status_code == 403
    assert RevealLog.objects.count() == 1


def test_a_letter_that_was_not_issued_is_not_printed(world: World):
    letter = asked(world, lin(world))
    assert world.client("陈岚").get(f"/transfers/{letter.pk}/print/").status_code == 422
    assert world.client("石磊").get(f"/transfers/{letter.pk}/print/").status_code == 404


def test_what_is_not_done_goes_along_when_an_organisation_is_merged(world: World):
    letter = asked(world, lin(world))
    branch, other = world["河东村党支部"], world["柳湾村党支部"]
    zhou = world.actor("周正")
    assert (count_under_way(zhou, branch), count_under_way(zhou, other)) == (1, 0)
    with act(zhou, TRANSFER_VIEW) as doing:
        assert move_letters(doing, branch, other, TODAY) == 1
    letter.refresh_from_db()
    assert letter.from_org == other
    assert letters(world.actor("柳芳")).get() == letter
    with pytest.raises(Conflict):  # whoever had the page open sees that it has changed
        issue_letter(world.actor("陈岚"), letter, 1, on=TODAY, days=10)
