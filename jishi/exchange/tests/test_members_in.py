"""A roster goes in once, comes again, and may be taken back."""

from __future__ import annotations

import json

import pytest
from django.db import transaction

from jishi.base.audit.verify import verify
from jishi.base.models import AuditEvent
from jishi.exchange import actions
from jishi.exchange.models import AppliedRow, ImportBatch, StagedChunk
from jishi.exchange.recognition import FileRefused
from jishi.exchange.tests.tables import (
    MEMBER,
    bring_in,
    faults,
    identity,
    member,
    members,
    snapshot,
    workbook,
)
from jishi.exchange.way import AtOnce
from jishi.orgs.actions import Basis, found_organisation
from jishi.people.models import MemberChange, MemberState, Person
from jishi.tree.errors import Forbidden, NotVisible, Refused
from tests.world import TODAY, World


def test_a_roster_goes_onto_the_books_with_its_history(world: World):
    chen = world.actor("陈岚")
    batch, plan = bring_in(chen, "members", members(30), org=world["白石镇党委"])
    assert plan.counts()["new"] == 30
    assert plan.marks == []
    assert Person.objects.filter(org=world["河东村党支部"], standing="full").count() == 30
    assert MemberState.objects.count() == MemberChange.objects.count() == 30
    assert batch.state == "published"
    lines = AuditEvent.objects.filter(verb="import.publish")
    assert [json.loads(line.detail)["made"] for line in lines] == [30]
    assert verify().intact


def test_rows_are_accounted_for_and_faults_stand_on_their_cells(world: World):
    rows = [member(n) for n in range(6)]
    rows[1][4] = rows[1][4][:-1] + ("0" if rows[1][4][-1] != "0" else "1")
    rows[2][9] = "2020年13月"
    rows[3][7] = "东山村党支部"
    rows[4][5] = "12345"
    rows.insert(5, [""] * len(MEMBER))
    data = workbook(MEMBER, rows)
    _, plan = bring_in(world.actor("陈岚"), "members", data, org=world["白石镇党委"])
    counts = plan.counts()
    assert (counts["total"], counts["accepted"], counts["refused"], counts["blank"]) == (7, 2, 4, 1)
    assert [(row, column) for row, column, _ in faults(plan)] == [(3, 5), (4, 10), (5, 8), (6, 6)]
    assert Person.objects.count() == 2


def test_the_same_file_again_changes_nothing(world: World):
    chen, data = world.actor("陈岚"), members(20)
    bring_in(chen, "members", data, org=world["白石镇党委"])
    before = snapshot()
    _, plan = bring_in(chen, "members", data, org=world["白石镇党委"])
    counts = plan.counts()
    assert (counts["same"], counts["new"], counts["changed"]) == (20, 0, 0)
    assert snapshot() == before
    assert not AuditEvent.objects.filter(verb="person.correct_many").exists()


def test_what_differs_is_changed_and_blank_never_deletes(world: World):
    chen = world.actor("陈岚")
    bring_in(chen, "members", members(3), org=world["白石镇党委"])
    rows = [member(0, 学历="大学", 手机号=""), member(1, 手机号="13711112222"), member(2)]
    _, plan = bring_in(chen, "members", workbook(MEMBER, rows), org=world["白石镇党委"])
    assert (plan.counts()["changed"], plan.counts()["same"]) == (2, 1)
    first, second, _ = Person.objects.order_by("pk")
    assert first.education == "20"
    assert str(first.phone) == "139****0000"
    assert str(second.phone) == "137****2222"
    assert (first.version, second.version) == (2, 2)
    assert MemberChange.objects.filter(kind="correct").count() == 2


def test_the_choice_per_column_counts(world: World):
    chen, town = world.actor("陈岚"), world["白石镇党委"]
    bring_in(chen, "members", members(2), org=town)
    data = workbook(MEMBER, [member(0, 学历="大学", 民族="满族"), member(1, 学历="大学")])
    whose = {"education": "ours", "nation": "fill"}
    _, plan = bring_in(chen, "members", data, org=town, whose=whose)
    assert (plan.counts()["changed"], plan.counts()["chosen"]) == (0, 3)
    _, plan = bring_in(chen, "members", data, org=town, whose={"education": "theirs"})
    assert plan.counts()["changed"] == 2


def test_where_somebody_stands_is_no_matter_of_a_table(world: World):
    """Standing and branch change by a meeting or an approval (R-GEN-12)."""
    chen, town = world.actor("陈岚"), world["白石镇党委"]
    bring_in(chen, "members", members(1), org=town)
    data = workbook(MEMBER, [member(0, 党员类别="留党察看", 所在党支部="柳湾村党支部")])
    _, plan = bring_in(chen, "members", data, org=town)
    assert (plan.counts()["act"], plan.counts()["changed"]) == (2, 0)
    person = Person.objects.get()
    assert (person.standing, person.org) == ("full", world["河东村党支部"])


def test_what_we_changed_since_is_kept(world: World):
    chen, town = world.actor("陈岚"), world["白石镇党委"]
    bring_in(chen, "members", members(2), org=town)
    person = Person.objects.order_by("pk")[0]
    correction = _corrected(person, education="20")
    actions_people_correct(chen, [correction])
    _, plan = bring_in(chen, "members", members(2), org=town)
    assert (plan.counts()["older"], plan.counts()["changed"]) == (1, 0)
    both = workbook(MEMBER, [member(0, 学历="研究生"), member(1)])
    _, plan = bring_in(chen, "members", both, org=town)
    assert (plan.counts()["conflict"], plan.counts()["changed"]) == (1, 0)
    person.refresh_from_db()
    assert person.education == "20"


def _corrected(person: Person, **values: str):
    from jishi.people.actions import Correction

    return Correction(person.pk, person.version, values)


def actions_people_correct(actor, corrections):
    from jishi.people.actions import correct_many

    assert correct_many(actor, corrections) == {}


def test_members_the_file_does_not_name_are_listed_and_stay(world: World):
    chen, town = world.actor("陈岚"), world["白石镇党委"]
    bring_in(chen, "members", members(4), org=town)
    data = workbook(MEMBER, [member(n) for n in range(3)])
    _, plan = bring_in(chen, "members", data, org=town)
    assert [ours.label for ours in plan.gone] == [member(3)[0]]
    assert Person.objects.filter(org=world["河东村党支部"]).count() == 4


def test_masked_cells_say_nothing(world: World):
    chen, town = world.actor("陈岚"), world["白石镇党委"]
    bring_in(chen, "members", members(2), org=town)
    codes = list(Person.objects.order_by("pk").values_list("code", flat=True))
    rows = [
        [code, *member(n, 身份证号="99*************039", 手机号="139****0000")]
        for n, code in enumerate(codes)
    ]
    before = snapshot()
    _, plan = bring_in(chen, "members", workbook(("编码", *MEMBER), rows), org=town)
    assert (plan.counts()["same"], plan.counts()["masked"], plan.counts()["refused"]) == (2, 4, 0)
    assert snapshot() == before
    new = workbook(MEMBER, [member(7, 身份证号="99*************039")])
    _, plan = bring_in(chen, "members", new, org=town)
    assert faults(plan) == [(2, 5, "masked")]


def test_the_stranger_next_door_can_bring_nobody_in_here(world: World):
    shi = world.actor("石磊")
    with pytest.raises(NotVisible):
        actions.hand_in(shi, "members", members(1), "名册.xlsx", org=world["白石镇党委"])
    _, plan = bring_in(shi, "members", members(3), org=world["石桥镇党委"])
    assert {code for _, _, code in faults(plan)} == {"org_unknown"}
    assert all("不在您的范围内" in mark.message for mark in plan.marks)
    assert Person.objects.count() == 0


def test_nothing_is_learnt_of_people_elsewhere(world: World):
    """Neither names nor counts: the same words for who is elsewhere and who is nowhere."""
    bring_in(world.actor("陈岚"), "members", members(3), org=world["白石镇党委"])
    own = workbook(MEMBER, [member(0, "松林村党支部", 身份证号="", 手机号="")])
    _, plan = bring_in(world.actor("石磊"), "members", own, org=world["石桥镇党委"])
    counts = plan.counts()
    assert (counts["new"], counts["gone"], counts["refused"]) == (1, 0, 0)


@pytest.mark.parametrize("who", ["罗静", "韦明", "系统"])
def test_those_who_only_read_bring_nothing_in(world: World, who: str):
    with pytest.raises(Forbidden):
        actions.hand_in(world.actor(who), "members", members(1), "名册.xlsx")
    assert ImportBatch.objects.count() == 0


def test_a_file_that_is_no_table_is_refused_in_one_line(world: World):
    with pytest.raises(FileRefused) as refusal:
        actions.hand_in(
            world.actor("陈岚"), "members", b"%PDF-1.7 no table", "名册.pdf",
            org=world["白石镇党委"],
        )  # fmt: skip
    assert "PDF" in refusal.value.message
    assert "\n" not in refusal.value.message
    assert ImportBatch.objects.count() == 0


def test_staged_rows_lie_sealed_and_go_when_given_up(world: World):
    chen = world.actor("陈岚")
    batch = actions.hand_in(chen, "members", members(5), "名册.xlsx", org=world["白石镇党委"])
    actions.check(AtOnce(chen), batch)
    tokens = [chunk.content.token for chunk in StagedChunk.objects.all()]
    assert tokens
    assert not any("韦" in token or "13900000" in token for token in tokens)
    actions.abandon(chen, batch)
    assert StagedChunk.objects.count() == 0
    with pytest.raises(Refused):
        actions.publish(AtOnce(chen), batch)
    assert Person.objects.count() == 0


def test_undo_gives_back_every_row(world: World):
    chen, town = world.actor("陈岚"), world["白石镇党委"]
    bring_in(chen, "members", members(10), org=town)
    before = snapshot()
    rows = [member(n, 学历="大学", 手机号=f"138{n:08d}") for n in range(5)]
    rows += [member(n) for n in range(20, 30)]
    batch, plan = bring_in(chen, "members", workbook(MEMBER, rows), org=town)
    assert (plan.counts()["changed"], plan.counts()["new"]) == (5, 10)
    assert snapshot() != before
    outcome = actions.undo(AtOnce(chen), batch)
    assert (outcome.created, outcome.changed, outcome.kept) == (10, 5, [])
    assert snapshot() == before
    assert ImportBatch.objects.get(pk=batch.pk).state == "undone"
    with pytest.raises(Refused):
        actions.undo(AtOnce(chen), batch)


def test_undo_leaves_what_others_depend_on_and_names_it(world: World):
    chen, town = world.actor("陈岚"), world["白石镇党委"]
    batch, _ = bring_in(chen, "members", members(4), org=town)
    first, second, *_ = Person.objects.order_by("pk")
    actions_people_correct(chen, [_corrected(first, education="20")])
    second.account = world.people["何文"]
    from jishi.registers.actions import Terms, appoint_person

    appoint_person(
        chen, world["河东村党支部"], "secretary", second,
        Terms(world.actor("陈岚").today, document="白党〔2026〕1号"),
    )  # fmt: skip
    outcome = actions.undo(AtOnce(chen), batch)
    assert outcome.created == 2
    assert sorted(outcome.kept) == [(2, "之后又改过"), (3, "已有任职和联系 1 条")]
    assert Person.objects.count() == 2
    assert AppliedRow.objects.filter(batch=batch).count() == 2
    assert ImportBatch.objects.get(pk=batch.pk).state == "published"


def test_a_stranger_takes_nothing_back(world: World):
    batch, _ = bring_in(world.actor("陈岚"), "members", members(2), org=world["白石镇党委"])
    with pytest.raises(NotVisible):
        actions.undo(AtOnce(world.actor("石磊")), batch)
    assert Person.objects.count() == 2


def test_two_rows_of_one_person_are_told(world: World):
    rows = [member(1), member(2), member(1)]
    _, plan = bring_in(
        world.actor("陈岚"), "members", workbook(MEMBER, rows), org=world["白石镇党委"]
    )
    assert faults(plan) == [(4, 5, "duplicate")]
    assert Person.objects.count() == 2


def test_namesakes_are_not_mixed_up(world: World):
    chen, town = world.actor("陈岚"), world["白石镇党委"]
    twins = [
        member(1, 姓名="韦明", 身份证号="", 出生日期="1980-01-02", 手机号=""),
        member(2, 姓名="韦明", 身份证号="", 出生日期="1985-03-04", 手机号=""),
    ]
    bring_in(chen, "members", workbook(MEMBER, twins), org=town)
    assert Person.objects.filter(name="韦明").count() == 2
    again = [member(2, 姓名="韦明", 身份证号="", 出生日期="1985-03-04", 手机号="", 学历="大学")]
    bring_in(chen, "members", workbook(MEMBER, again), org=town)
    changed = Person.objects.get(name="韦明", education="20")
    assert changed.born_on.isoformat() == "1985-03-04"


def test_a_branch_may_be_said_once_for_all(world: World):
    headers = [h for h in MEMBER if h != "所在党支部"]
    rows = [[cell for h, cell in zip(MEMBER, member(n), strict=True) if h != "所在党支部"]
            for n in range(3)]  # fmt: skip
    data = workbook(headers, rows)
    _, plan = bring_in(world.actor("何文"), "members", data, org=world["河东村党支部"])
    assert plan.counts()["new"] == 3
    assert Person.objects.filter(org=world["河东村党支部"]).count() == 3


def test_an_identity_held_elsewhere_is_refused_though_it_was_free_a_moment_ago(world: World):
    """What has come between checking and publishing is seen under the lock."""
    chen, town = world.actor("陈岚"), world["白石镇党委"]
    way = AtOnce(chen)
    batch = actions.hand_in(chen, "members", members(3), "名册.xlsx", org=town)
    actions.check(way, batch)
    from jishi.exchange.reconcile import plan as compare

    def late(parsed, ground):
        found = compare(parsed, ground)
        taken = member(1, "松林村党支部")
        bring_in(world.actor("石磊"), "members", workbook(MEMBER, [taken]), org=world["石桥镇党委"])
        return found

    with pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setattr("jishi.exchange.actions.publishing.plan", _once(late, compare))
        found = actions.publish(way, batch)
    assert found.counts()["refused"] == 1
    assert Person.objects.filter(org=world["河东村党支部"]).count() == 2


def _once(first, then):
    calls = []

    def either(*args):
        calls.append(1)
        return first(*args) if len(calls) == 1 else then(*args)

    return either


def test_identity_numbers_of_the_tests_prove_themselves():
    from datetime import date

    from jishi.kernel.identity import identity_in_order

    assert identity_in_order(identity(date(1980, 1, 1), 3), date(2026, 11, 20))


@pytest.mark.parametrize(
    "written",
    ["中国共产党河东村党支部", "中共白石镇河东村支部委员会", "河东村支部", "白石镇河东村党支部",
     "中共青禾县白石镇河东村支部委员会", "河东村"],
)  # fmt: skip
def test_an_organisation_is_known_however_its_name_is_written(world: World, written: str):
    town = world["白石镇党委"]
    _, found = bring_in(world.actor("陈岚"), "members", members(1, written), org=town)
    assert faults(found) == []
    assert Person.objects.get().org == world["河东村党支部"]


def test_a_name_that_two_answer_to_is_asked_about(world: World):
    town, basis = world["白石镇党委"], Basis(TODAY, "青组〔2026〕9号")
    for code in ("QH0191", "QH0192"):
        found_organisation(
            world.actor("周正"), town, code=code, name=f"中共白石镇新河村{code}支部",
            short_name="新河村党支部", kind="branch", sector="village", basis=basis,
        )  # fmt: skip
    table = members(1, "中共新河村支部")
    _, found = bring_in(world.actor("陈岚"), "members", table, org=town)
    assert [mark[2] for mark in faults(found)] == ["org_ambiguous"]
    assert not Person.objects.exists()
