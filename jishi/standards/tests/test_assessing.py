"""From self-check to a grade: three accounts, proof frozen, appeal kept beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError

from jishi.base.models import InboxItem
from jishi.duties.actions.starting import set_start
from jishi.kernel.period import Period
from jishi.standards.actions.appealing import appeal, review
from jishi.standards.actions.assessing import (
    Answer,
    Judgement,
    SelfCheck,
    Upload,
    accept,
    answer_check,
    confirm,
    confirm_many,
    digest_lines,
    drop,
    hand_back,
    reopen,
)
from jishi.standards.actions.grading import grade_round, record_veto, withdraw_veto
from jishi.standards.actions.rounds import RoundTerms, cancel_round, open_round, settle_round
from jishi.standards.actions.talks import follow_talk, hold_talk, waive_talk
from jishi.standards.kinds import all_standards
from jishi.standards.models import Assessment, GradeTalk, Line, Round, Step
from jishi.standards.queries.proving import prove
from jishi.tree.actor import local_operator
from jishi.tree.errors import Conflict, NotDone, NotVisible, Refused
from tests.world import TODAY, World

pytestmark = pytest.mark.django_db
D = Decimal
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63606060"
    "00000004000127342f270000000049454e44ae426082"
)
ROLL, RULES, PLACE, MONEY = "roll", "rules", "place", "money"


def opened(world: World, who: str = "周正", org: str = "青禾县委", **more: date) -> Round:
    set_start(local_operator(TODAY), world["青禾县委"], starts_on=date(2026, 1, 1))
    terms = RoundTerms(
        Period.year(2026), more.get("check_until", date(2026, 12, 10)),
        more.get("mend_until", date(2026, 12, 31)),
    )  # fmt: skip
    standard = all_standards()["branch.five_basics"]
    return open_round(world.actor(who), world[org], standard, terms)


def of(round_: Round, org: str) -> Assessment:
    rows = Assessment.objects.select_related("round", "round__org", "org", "org__parent")
    return rows.get(round=round_, org__short_name=org)


def answers(**points: int) -> SelfCheck:
    given = {ROLL: 6, RULES: 0, PLACE: 0, MONEY: 5} | points
    return SelfCheck({code: Answer(D(value), "有记录") for code, value in given.items()})


def checked(
    world: World, round_: Round, org: str = "河东村党支部", who: str = "何文"
) -> Assessment:
    row = of(round_, org)
    return answer_check(world.actor(who), row, row.version, answers(), submit=True)


def judged(**points: int) -> dict[str, Judgement]:
    given = {ROLL: 6, RULES: 4, PLACE: 5, MONEY: 5} | points
    return {
        code: Judgement(D(value), "" if value in (4, 5, 6) else "名册缺 2 人", date(2026, 12, 20))
        for code, value in given.items()
    }


def accepted(world: World, round_: Round, **points: int) -> Assessment:
    row = checked(world, round_)
    return accept(world.actor("陈岚"), row, row.version, judged(**points))


def confirmed(world: World, round_: Round, **points: int) -> Assessment:
    row = accepted(world, round_, **points)
    return confirm(world.actor("周正"), row, row.version)


def rows_of_everything() -> tuple[object, ...]:
    lines = Line.objects.order_by("pk").values_list(
        "pk", "self_points", "self_note", "accepted_points", "reason", "points"
    )
    rounds = Round.objects.order_by("pk").values_list("pk", "state", "version")
    steps, talks = Step.objects.count(), GradeTalk.objects.order_by("pk")
    return (
        list(Assessment.objects.order_by("pk").values()), list(lines), list(rounds), steps,
        list(talks.values()),
    )  # fmt: skip


def refused(act: Callable[[], object], *, says: str = "") -> None:
    """Refused means nothing has changed."""
    before = rows_of_everything()
    with pytest.raises(NotDone) as said:
        act()
    assert says in str(said.value)
    assert rows_of_everything() == before


def test_a_round_is_about_the_branches_below_and_tells_them(world: World):
    round_ = opened(world)
    names = set(round_.assessments.values_list("org__short_name", flat=True))
    assert names == {"河东村党支部", "柳湾村党支部", "松林村党支部", "小学部党支部"}
    todo = InboxItem.objects.get(account=world.people["何文"], key__startswith="standard-check")
    assert todo.due_on == date(2026, 12, 10)
    checked(world, round_)
    todo.refresh_from_db()
    assert todo.done_at is not None


def test_the_same_round_is_not_opened_twice_and_only_where_one_may(world: World):
    standard = all_standards()["branch.five_basics"]
    terms = RoundTerms(Period.year(2026), date(2026, 12, 10), date(2026, 12, 31))
    world.grant("石磊", "township", "白石镇党委", subtree=False)
    refused(
        lambda: open_round(world.actor("石磊"), world["白石镇党委"], standard, terms),
        says="只到本级",
    )
    opened(world)
    refused(
        lambda: open_round(world.actor("周正"), world["青禾县委"], standard, terms),
        says="已经开展过",
    )
    with pytest.raises(NotVisible):
        open_round(world.actor("陈岚"), world["石桥镇党委"], standard, terms)
    with pytest.raises(NotDone):
        open_round(world.actor("何文"), world["河东村党支部"], standard, terms)
    early = RoundTerms(Period.year(2026), date(2026, 11, 1), date(2026, 12, 31))
    refused(
        lambda: open_round(world.actor("陈岚"), world["白石镇党委"], standard, early),
        says="已经过去",
    )
    wrong = RoundTerms(Period.half(2026, 1), date(2026, 12, 1), date(2026, 12, 31))
    refused(
        lambda: open_round(world.actor("陈岚"), world["白石镇党委"], standard, wrong), says="年度"
    )


def test_nothing_unanswered_and_nothing_unproven_is_submitted(world: World):
    row = of(opened(world), "河东村党支部")
    he = world.actor("何文")
    some = SelfCheck({ROLL: Answer(D(6), "核对过")})
    refused(lambda: answer_check(he, row, row.version, some, submit=True), says="还没有填")
    bare = SelfCheck({code: Answer(D(4), "有") for code in (ROLL, RULES, PLACE, MONEY)})
    refused(lambda: answer_check(he, row, row.version, bare, submit=True), says="缺佐证材料")
    shown = SelfCheck(bare.answers, [Upload(code, PICTURE, "照片.png") for code in (RULES, PLACE)])
    row = answer_check(he, row, row.version, shown, submit=True)
    assert row.state == "self_checked"
    assert row.checked_by == world.people["何文"]
    refused(lambda: answer_check(he, row, row.version, bare), says="自查不能再改")


def test_counted_points_are_not_answered_and_none_beyond_the_full(world: World):
    row = of(opened(world), "河东村党支部")
    he = world.actor("何文")
    for code, points in (("assembly", 8), (ROLL, 7), (ROLL, -1), ("nothing", 1)):
        check = SelfCheck({code: Answer(D(points))})
        refused(lambda check=check: answer_check(he, row, row.version, check))  # type: ignore[misc]


def test_nobody_accepts_what_is_his_own(world: World):
    round_ = opened(world)
    row = of(round_, "河东村党支部")
    row = answer_check(world.actor("陈岚"), row, row.version, answers(), submit=True)
    refused(lambda: accept(world.actor("陈岚"), row, row.version, judged()), says="另一人")
    refused(lambda: accept(world.actor("何文"), row, row.version, judged()))
    refused(lambda: accept(world.actor("石磊"), row, row.version, judged()))
    row = accept(world.actor("周正"), row, row.version, judged())
    refused(lambda: confirm(world.actor("周正"), row, row.version), says="另一人")
    refused(lambda: confirm(world.actor("陈岚"), row, row.version))


def test_other_points_than_counted_need_a_reason(world: World):
    row = checked(world, opened(world))
    chen = world.actor("陈岚")
    bare = judged() | {"term": Judgement(D(8))}
    refused(lambda: accept(chen, row, row.version, bare), says="写明原因")
    short = judged() | {ROLL: Judgement(D(3))}
    refused(lambda: accept(chen, row, row.version, short), says="写明原因")
    missing = {code: each for code, each in judged().items() if code != MONEY}
    refused(lambda: accept(chen, row, row.version, missing), says="还没有给分")
    row = accept(chen, row, row.version, judged() | {"term": Judgement(D(8), "批复原件已核")})
    found = prove([row], TODAY)[row.pk]
    assert found.by_code["term"].points == D(8)
    assert found.by_code["term"].overruled


def test_a_double_click_confirms_once(world: World):
    row = confirmed(world, opened(world))
    lines = Line.objects.filter(assessment=row).count()
    refused(lambda: confirm(world.actor("周正"), row, None))
    assert Line.objects.filter(assessment=row).count() == lines


def test_confirmed_is_frozen_under_a_hash(world: World):
    round_ = opened(world)
    row = confirmed(world, round_)
    assert row.state == "confirmed"
    assert len(row.digest) == 64
    assert row.revision == 1
    before = prove([row], TODAY)[row.pk]
    set_start(local_operator(TODAY), world["青禾县委"], starts_on=date(2026, 6, 1))  # fewer duties
    row = of(round_, "河东村党支部")
    after = prove([row], TODAY)[row.pk]
    assert [line.points for line in after.lines] == [line.points for line in before.lines]
    assert after.total == row.points == before.total
    lines = list(Line.objects.filter(assessment=row, revision=1))
    assert row.points is not None
    assert digest_lines(row, 1, row.points, lines) == row.digest
    lines[0].points = (lines[0].points or D(0)) + 1
    assert digest_lines(row, 1, row.points, lines) != row.digest


def test_an_appeal_is_reviewed_by_somebody_else_and_keeps_both_versions(world: World):
    row = confirmed(world, opened(world), roll=3)
    he, zhou, points = world.actor("何文"), world.actor("周正"), row.points
    refused(lambda: appeal(he, row, row.version, [ROLL], " "), says="理由")
    refused(lambda: appeal(he, row, row.version, ["nothing"], "有记录"))
    row = appeal(he, row, row.version, [ROLL], "缺的 2 人已于 6 月转出")
    refused(
        lambda: review(world.actor("周正"), row, row.version, "核实", {MONEY: D(0)}), says="只能改"
    )
    row = review(zhou, row, row.version, "核实，恢复 3 分", {ROLL: D(6)})
    assert (row.state, row.revision, row.points) == ("confirmed", 2, (points or 0) + 3)
    old, new = (Line.objects.get(assessment=row, revision=n, criterion=ROLL) for n in (1, 2))
    assert (old.points, new.points) == (D(3), D(6))
    refused(lambda: appeal(he, row, row.version, [ROLL], "再申诉"), says="只能申诉一次")


def test_an_appeal_has_its_days(world: World):
    row = confirmed(world, opened(world))
    late = world.actor("何文", TODAY + timedelta(days=8))
    refused(lambda: appeal(late, row, row.version, [ROLL], "有记录"), says="申诉期")
    appeal(world.actor("何文", TODAY + timedelta(days=7)), row, row.version, [ROLL], "有记录")


def test_steps_back_have_a_reason(world: World):
    row = checked(world, opened(world))
    chen, zhou = world.actor("陈岚"), world.actor("周正")
    refused(lambda: hand_back(chen, row, row.version, ""), says="理由")
    row = hand_back(chen, row, row.version, "名册没有核对")
    assert row.state == "open"
    row = answer_check(world.actor("何文"), row, row.version, answers(), submit=True)
    row = accept(chen, row, row.version, judged())
    row = reopen(zhou, row, row.version, "经费一项请重看")
    assert row.state == "self_checked"
    assert row.accepted_by is None
    row = drop(zhou, row, row.version, "已撤销")
    assert row.state == "dropped"
    assert [s.name for s in Step.objects.filter(assessment=row)] == [
        "check", "hand_back", "check", "accept", "reopen", "drop",
    ]  # fmt: skip


def test_a_stale_form_is_a_conflict(world: World):
    row = checked(world, opened(world))
    accept(world.actor("陈岚"), row, row.version, judged())
    with pytest.raises(Conflict):
        hand_back(world.actor("陈岚"), row, row.version - 1, "晚了")


def test_after_the_last_day_of_mending_what_was_counted_is_kept(world: World):
    round_ = opened(world)
    row = checked(world, round_)
    before = prove([row], TODAY)[row.pk].total
    late = date(2027, 1, 1)
    assert settle_round(local_operator(TODAY), round_) == 0  # too early
    assert settle_round(local_operator(late), round_) == 4
    assert settle_round(local_operator(late), round_) == 0  # once
    set_start(local_operator(late), world["青禾县委"], starts_on=date(2026, 11, 1))
    row = of(round_, "河东村党支部")
    settled = prove([row], late)[row.pk]
    assert settled.total <= before
    assert settled.by_code["assembly"].proof is not None
    assert settled.by_code["assembly"].proof.lacks  # what the new start-up would have taken away


def _all_confirmed(world: World, round_: Round) -> None:
    for org, who, above in (
        ("柳湾村党支部", "柳芳", "陈岚"), ("松林村党支部", "宋青", "石磊"),
        ("小学部党支部", "", "严可"),
    ):  # fmt: skip
        row = of(round_, org)
        actor = world.actor(who) if who else local_operator(TODAY)
        row = answer_check(actor, row, row.version, answers(), submit=True)
        row = accept(world.actor(above), row, row.version, judged(roll=0, rules=0, money=0))
    numbers = round_.assessments.filter(state="accepted").values_list("pk", flat=True)
    done, left = confirm_many(world.actor("周正"), round_, list(numbers))
    assert (done, left) == (3, [])


def test_grades_wait_for_everybody_and_poor_ones_lead_to_talks(world: World):
    round_ = opened(world)
    zhou = world.actor("周正")
    confirmed(world, round_)
    refused(lambda: grade_round(zhou, round_, None, "青组〔2026〕9号"), says="没有审定")
    _all_confirmed(world, round_)
    body = {**round_.body, "scheme": "four"}
    Round.objects.filter(pk=round_.pk).update(body=body)
    refused(lambda: grade_round(zhou, round_, None, " "), says="文号")
    grade_round(zhou, round_, None, "青组〔2026〕9号")
    graded = list(Assessment.objects.filter(round=round_))
    assert {row.state for row in graded} == {"graded"}
    poor = {row.pk for row in graded if row.grade in ("ordinary", "poor")}
    assert poor
    assert {talk.assessment_id for talk in GradeTalk.objects.all()} == poor
    todo = InboxItem.objects.filter(account=world.people["周正"], key__startswith="grade-talk")
    assert todo.count() == len(poor)


def test_a_talk_is_not_passed_over_silently(world: World):
    round_ = opened(world)
    row = confirmed(world, round_)
    talk = GradeTalk.objects.create(assessment=row, due_on=TODAY + timedelta(days=30))
    zhou = world.actor("周正")
    refused(lambda: waive_talk(zhou, talk, None, reason="", document=""), says="R-GOV-37")
    refused(
        lambda: follow_talk(zhou, talk, None, on=TODAY, follow_up="已改"), says="还没有登记约谈"
    )
    refused(lambda: hold_talk(zhou, talk, None, talker="周正", on=TODAY, record=""))
    refused(lambda: hold_talk(world.actor("陈岚"), talk, None, talker="陈", on=TODAY, record="谈"))
    talk = hold_talk(zhou, talk, None, talker="周正", on=TODAY, record="限期三个月整改")
    assert talk.follow_by == TODAY + timedelta(days=90)
    refused(lambda: waive_talk(zhou, talk, None, reason="病假", document="青组〔2026〕9号"))
    talk = follow_talk(zhou, talk, None, on=TODAY, follow_up="已补开支委会")
    refused(lambda: follow_talk(zhou, talk, None, on=TODAY, follow_up="再登"), says="已经办结")


def test_a_veto_needs_ground_and_document_and_may_be_withdrawn(world: World):
    row = confirmed(world, opened(world))
    zhou = world.actor("周正")
    refused(lambda: record_veto(zhou, row, None, "falsification", "补造记录", ""), says="R-GOV-41")
    refused(lambda: record_veto(zhou, row, None, "nothing", "补造记录", "青组"))
    veto = record_veto(zhou, row, None, "falsification", "补造会议记录", "青纪〔2026〕2号")
    refused(lambda: record_veto(zhou, row, None, "falsification", "又一次", "青纪"))
    withdraw_veto(zhou, veto, "查无实据")
    record_veto(zhou, row, None, "falsification", "补造会议记录", "青纪〔2026〕3号")


def test_a_round_with_confirmed_ones_is_not_cancelled(world: World):
    round_ = opened(world)
    confirmed(world, round_)
    refused(lambda: cancel_round(world.actor("周正"), round_, None, "重来"), says="已有审定")


def test_a_cancelled_round_takes_its_todos_back_and_goes_no_further(world: World):
    round_ = opened(world)
    cancel_round(world.actor("周正"), round_, None, "标准有误")
    todo = InboxItem.objects.filter(key__startswith="standard-check", done_at__isnull=True)
    assert not todo.exists()
    row = of(round_, "河东村党支部")
    refused(
        lambda: answer_check(world.actor("何文"), row, row.version, answers(), submit=True),
        says="已取消",
    )
    opened(world)  # and the period is free again


def test_the_database_holds_no_own_acceptance_either(world: World):

    row = checked(world, opened(world))
    with pytest.raises(IntegrityError):
        Assessment.objects.filter(pk=row.pk).update(accepted_by=row.checked_by)


__all__ = ["Refused", "opened"]
