"""Through the acts and pages: what a branch owes, what its superior may decide, what nobody may."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date

import pytest

from jishi.activities.actions import TopicRow, cancel_activity
from jishi.activities.actions.local_kinds import declare_kind, end_kind
from jishi.activities.models import Activity, ActivityOrg, ActivityPart, LocalKind
from jishi.activities.tests.cast import MAY, build
from jishi.base.act import act
from jishi.base.commands import declared, load, parser_of
from jishi.base.models import InboxItem
from jishi.duties.access import DUTY_SET, DUTY_VIEW
from jishi.duties.actions import keeping
from jishi.duties.actions.deciding import excuse_item, open_with, report_item, withdraw_report
from jishi.duties.actions.local import LocalTerms, add_duty, amend_duty, end_duty
from jishi.duties.actions.planning import add_line, decide_plan, propose_plan, submit_plan
from jishi.duties.actions.starting import set_start
from jishi.duties.kinds import all_duties
from jishi.duties.kinds.duty import RHYTHM_LABELS, RHYTHMS
from jishi.duties.models import DutyExcuse, DutyItem, LocalDuty, YearPlan
from jishi.duties.queries.board import board, conditions, items, of_period
from jishi.duties.queries.declared import evidence_choices
from jishi.duties.queries.items import Difference, everything
from jishi.duties.rules.state import KEPT, State
from jishi.kernel.clauses import all_clauses
from jishi.kernel.period import Month, Period
from jishi.tree.actor import local_operator
from jishi.tree.errors import Conflict, Forbidden, NotVisible, Refused
from tests.world import TODAY, World

YEAR = Period.year(2026)
DOCUMENT = "青组〔2026〕4号"


@pytest.fixture
def county(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setenv("JISHI_TODAY", TODAY.isoformat())
    set_start(local_operator(TODAY), world["青禾县委"], starts_on=date(2026, 1, 1))
    return world


def item(world: World, org: str, duty: str, slot: str) -> DutyItem:
    return DutyItem.objects.select_related("org").get(org=world[org], duty=duty, slot=slot)


def hold(world: World, org: str, kind: str, day: date, **payload: str) -> Activity:
    with act(local_operator(TODAY), DUTY_SET, world[org]) as doing:
        row = Activity.objects.create(org=world[org], title="活动", held_on=day, stage="held")
        ActivityOrg.objects.create(activity=row, org=world[org], host=True)
        ActivityPart.objects.create(activity=row, kind=kind, counts=True, payload=payload)
        doing.touch("activity", world[org], day, kind)
    return row


def test_an_activity_meets_the_item_in_the_same_act(county: World):
    row = hold(county, "河东村党支部", "theme_day", date(2026, 3, 5))
    met = item(county, "河东村党支部", "theme_day.monthly", "2026-03")
    assert (met.met_on, met.met_by) == (date(2026, 3, 5), row.pk)


def test_a_superior_named_by_hand_below_has_given_the_lesson_owed_above(county: World):
    cast = build(county)
    cast.member("石磊", "白石镇党委")
    cast.post("石磊", "secretary", "白石镇党委")
    lesson = TopicRow("讲百年党史", "lecture", lecturer_name="石磊")
    held = cast.hold("lesson", topics=(lesson,))
    owed = item(county, "白石镇党委", "lesson.leader_yearly", "2026")
    assert (owed.met_on, owed.met_by) == (MAY, held.pk)  # R-LIFE-04
    cancel_activity(county.actor("何文"), held, held.version, "重复登记")
    owed.refresh_from_db()
    assert owed.met_on is None


def test_nothing_is_kept_before_anybody_has_set_a_start(world: World):
    hold(world, "河东村党支部", "theme_day", date(2026, 3, 5))
    assert not DutyItem.objects.exists()


def test_the_superior_excuses_and_the_branch_may_not(county: World):
    quarter = item(county, "河东村党支部", "assembly.quarterly", "2026Q1")
    with pytest.raises(Forbidden):
        excuse_item(county.actor("何文"), quarter, reason="汛期")
    with pytest.raises(NotVisible):
        excuse_item(county.actor("石磊"), quarter, reason="汛期")
    assert not DutyExcuse.objects.exists()
    excuse_item(county.actor("陈岚"), quarter, reason="汛期统一推迟")
    quarter.refresh_from_db()
    assert quarter.excused
    with pytest.raises(Refused):
        excuse_item(county.actor("陈岚"), quarter, reason="再来一次")


def test_a_report_is_handed_in_and_taken_back(county: World):
    yearly = item(county, "河东村党支部", "report.yearly", "2026")
    report = report_item(county.actor("何文"), yearly, on=date(2026, 6, 1), document=DOCUMENT)
    yearly.refresh_from_db()
    assert yearly.met_on == date(2026, 6, 1)
    withdraw_report(county.actor("何文"), report)
    yearly.refresh_from_db()
    assert yearly.met_on is None


def test_what_needs_an_activity_is_not_reported_away(county: World):
    month = item(county, "河东村党支部", "theme_day.monthly", "2026-03")
    with pytest.raises(Refused, match="活动"):
        report_item(county.actor("何文"), month, on=date(2026, 3, 9))


def test_what_was_held_on_paper_before_the_start_counts(county: World):
    month = item(county, "河东村党支部", "theme_day.monthly", "2026-03")
    open_with(county.actor("陈岚"), month, on=date(2026, 3, 9), note="工作手册第 3 页")
    month.refresh_from_db()
    assert (month.met_on, month.met_source) == (date(2026, 3, 9), "opening")


def test_a_start_of_its_own_holds_for_all_below(county: World):
    set_start(county.actor("陈岚"), county["白石镇党委"], starts_on=date(2026, 7, 1))
    first = DutyItem.objects.filter(org=county["柳湾村党支部"], duty="theme_day.monthly")
    assert first.order_by("slot").values_list("slot", flat=True)[0] == "2026-07"
    stranger = DutyItem.objects.filter(org=county["松林村党支部"], duty="theme_day.monthly")
    assert stranger.order_by("slot").values_list("slot", flat=True)[0] == "2026-01"
    with pytest.raises(Conflict):
        set_start(county.actor("陈岚"), county["白石镇党委"], starts_on=TODAY, version=9)


LOCAL = LocalTerms("书记例会", DOCUMENT, ["branch"], "monthly", "talk", date(2026, 3, 1))


def test_an_office_adds_a_duty_for_all_below_it(county: World):
    row = add_duty(county.actor("陈岚"), county["白石镇党委"], LOCAL)
    owing = DutyItem.objects.filter(duty=row.code)
    assert {i.org.short_name for i in owing} == {"河东村党支部", "柳湾村党支部"}
    hold(county, "柳湾村党支部", "talk", date(2026, 4, 1))
    assert item(county, "柳湾村党支部", row.code, "2026-04").met_on == date(2026, 4, 1)
    amend_duty(
        county.actor("陈岚"), row, row.version, LocalTerms(**{**vars(LOCAL), "rhythm": "quarterly"})
    )
    assert item(county, "柳湾村党支部", row.code, "2026Q2").met_on == date(2026, 4, 1)
    row.refresh_from_db()
    end_duty(county.actor("陈岚"), row, row.version, until=date(2026, 7, 1))
    assert set(owing.values_list("slot", flat=True)) == {"2026Q1", "2026Q2"}
    assert sum(each.count for each in everything(TODAY)) == 0


def test_who_answers_for_an_office_alone_binds_nobody_below_it(county: World):
    county.grant("石磊", "township", "白石镇党委", subtree=False)
    alone, town = county.actor("石磊"), county["白石镇党委"]
    row = add_duty(county.actor("陈岚"), town, LOCAL)
    for wrong in (
        lambda: add_duty(alone, town, LOCAL),
        lambda: amend_duty(alone, row, row.version, LOCAL),
        lambda: end_duty(alone, row, row.version, until=date(2026, 7, 1)),
        lambda: set_start(alone, town, starts_on=date(2026, 7, 1)),
    ):
        with pytest.raises(Refused, match="只到本级"):
            wrong()
    county.grant("石磊", "township", "河东村党支部", subtree=False)
    add_duty(county.actor("石磊"), county["河东村党支部"], LOCAL)


def test_a_duty_that_makes_no_sense_is_refused(county: World):
    for wrong in ({"org_kinds": []}, {"rhythm": "daily"}, {"evidence": ""}):
        with pytest.raises(Refused):
            add_duty(
                county.actor("陈岚"), county["白石镇党委"], LocalTerms(**{**vars(LOCAL), **wrong})
            )
    assert not LocalDuty.objects.exists()


def test_what_a_meeting_of_leaders_studied_decides_whether_it_is_met(county: World):
    for subject, met in (("ideology", None), ("building", date(2026, 10, 12))):
        hold(county, "青禾县委", "leadership_meeting", date(2026, 10, 12), subject=subject)
        half = item(county, "青禾县委", "leadership_meeting.half_yearly", "2026H2")
        assert half.met_on == met
    assert sum(each.count for each in everything(TODAY)) == 0


def own_kind(world: World, org: str, word: str) -> LocalKind:
    body = {"source": DOCUMENT, "group": "service", "needs": ["content"]}
    return declare_kind(
        local_operator(TODAY), world[org], word, "红歌会", body, since=date(2026, 1, 1)
    )


def test_a_kind_of_ones_own_is_evidence_on_its_own_line(county: World):
    own_kind(county, "青禾县委", "song")
    own_kind(county, "石桥镇党委", "dance")
    town = county["白石镇党委"]
    assert "own.song" in dict(evidence_choices(town))
    assert "own.dance" not in dict(evidence_choices(town))
    with pytest.raises(Refused):
        add_duty(county.actor("陈岚"), town, replace(LOCAL, evidence="own.dance"))
    page = f"/duties/org/{town.pk}/own/"
    client = county.client("陈岚")
    once = re.search(r'name="_once" value="(\w+)"', client.get(page).content.decode())
    assert once
    form = {**vars(LOCAL), "evidence": "own.song", "_once": once[1]}
    assert client.post(page, form).status_code == 302
    row = LocalDuty.objects.get()
    assert item(county, "柳湾村党支部", row.code, "2026-04").met_on is None
    hold(county, "柳湾村党支部", "own.song", date(2026, 4, 1))
    assert item(county, "柳湾村党支部", row.code, "2026-04").met_on == date(2026, 4, 1)


def test_a_kind_that_ended_begins_no_duty_and_keeps_those_it_has(county: World):
    kind, town = own_kind(county, "青禾县委", "song"), county["白石镇党委"]
    row = add_duty(county.actor("陈岚"), town, replace(LOCAL, evidence="own.song"))
    end_kind(local_operator(TODAY), kind, until=date(2026, 11, 1))
    with pytest.raises(Refused):
        add_duty(county.actor("陈岚"), town, replace(LOCAL, evidence="own.song"))
    page = county.client("陈岚").get(f"/duties/own/{row.pk}/change/").content.decode()
    assert 'value="own.song" selected' in page


def test_what_is_owed_each_week_or_half_month_says_which_was_missed(county: World):
    town, branch = county["白石镇党委"], county["河东村党支部"]
    row = add_duty(county.actor("陈岚"), town, replace(LOCAL, rhythm="weekly"))
    half = add_duty(county.actor("陈岚"), town, replace(LOCAL, rhythm="half_monthly"))
    held = hold(county, "河东村党支部", "talk", date(2026, 4, 16))
    april = DutyItem.objects.filter(org=branch, first_month=Month.of(2026, 4).index)
    weeks = {each.slot: each for each in april.filter(duty=row.code)}
    assert sorted(weeks) == ["2026-W14", "2026-W15", "2026-W16", "2026-W17", "2026-W18"]
    assert [slot for slot, each in weeks.items() if each.met_by == held.pk] == ["2026-W16"]
    assert (weeks["2026-W14"].label, weeks["2026-W14"].state(TODAY)) == (
        "2026年第14周",
        State.MISSED,
    )
    halves = {each.slot: each for each in april.filter(duty=half.code)}
    assert (halves["2026-04a"].met_by, halves["2026-04b"].met_by) == (None, held.pk)
    assert halves["2026-04b"].label == "2026年4月下半月"
    page = county.client("何文").get(f"/duties/org/{branch.pk}/?month=2026-04").content.decode()
    assert "第14周" in page
    assert sum(each.count for each in everything(TODAY)) == 0


def test_several_times_a_month_or_quarter_are_owed_each(county: World):
    """Each time is an item of its own; every one held fills one, and the last stays owed."""
    town = county["白石镇党委"]
    for rhythm, times in (
        ("monthly_2", 2), ("monthly_4", 4), ("quarterly_2", 2), ("quarterly_3", 3),
    ):  # fmt: skip
        row = add_duty(county.actor("陈岚"), town, replace(LOCAL, rhythm=rhythm))
        period = "2026-04" if rhythm.startswith("monthly") else "2026Q2"
        owed = DutyItem.objects.filter(
            duty=row.code, org=county["河东村党支部"], slot__startswith=f"{period}/"
        )
        assert [each.slot for each in owed.order_by("slot")] == [
            f"{period}/{number}" for number in range(1, times + 1)
        ]
        held = [hold(county, "河东村党支部", "talk", date(2026, 4, day)) for day in (3, 20)]
        assert owed.filter(met_by__in=[each.pk for each in held]).count() == min(times, 2)
        assert owed.filter(met_on=None).count() == times - 2
        assert owed.order_by("slot").first().label.endswith("第1次")
        Activity.objects.filter(pk__in=[each.pk for each in held]).delete()
    assert set(RHYTHM_LABELS) == set(RHYTHMS)
    page = county.client("陈岚").get("/duties/rules/").content.decode()
    assert "每月四次" in page
    assert "每季度三次" in page


def test_a_plan_is_proposed_sent_returned_and_approved(county: World):
    secretary, town = county.actor("何文"), county.actor("陈岚")
    plan = propose_plan(secretary, county["河东村党支部"], 2026)
    assert plan.lines.filter(duty="theme_day.monthly").count() == 12
    add_line(secretary, plan, on=date(2026, 5, 4), title="走访老党员")
    plan = submit_plan(secretary, plan, plan.version)
    with pytest.raises(Refused):
        add_line(secretary, plan, on=date(2026, 5, 5), title="迟了")
    with pytest.raises(Forbidden):
        decide_plan(secretary, plan, plan.version, answer="approve")
    plan = decide_plan(town, plan, plan.version, answer="return", note="日期太集中")
    plan = submit_plan(secretary, plan, plan.version)
    plan = decide_plan(town, plan, plan.version, answer="approve")
    assert YearPlan.objects.get().state == "approved"
    own = InboxItem.objects.filter(account=county.people["何文"], key__startswith="plan:")
    assert own.count() == 2
    waiting = InboxItem.objects.filter(account=county.people["陈岚"], key__startswith="plan:")
    assert [row.done_at is None for row in waiting] == [False, False]


def test_the_board_is_the_sum_of_its_rows(county: World):
    hold(county, "河东村党支部", "theme_day", date(2026, 3, 5))
    actor = county.actor("周正")
    found = board(actor, county["青禾县委"], YEAR)
    rows = of_period(items(actor), YEAR)
    assert found.total.all.owed == rows.count()
    town = next(line for line in found.lines if line.name == "白石镇党委")
    assert town.cells["theme_day.monthly"].met == 1
    below = board(actor, county["白石镇党委"], YEAR)
    assert below.total.all == town.all


def test_conditions_on_rows_are_the_states_of_the_rule(county: World):
    hold(county, "河东村党支部", "theme_day", date(2026, 3, 5))
    excuse_item(
        county.actor("陈岚"), item(county, "柳湾村党支部", "theme_day.monthly", "2026-03"),
        reason="汛期",
    )  # fmt: skip
    rows = DutyItem.objects.all()
    for state in KEPT:
        chosen = set(rows.filter(conditions(TODAY)[state.value]).values_list("pk", flat=True))
        assert chosen == {row.pk for row in rows if row.state(TODAY) is state}


def test_the_stranger_next_door_sees_nothing(county: World):
    assert not items(county.actor("宋青")).filter(org=county["河东村党支部"]).exists()
    client = county.client("宋青")
    month = item(county, "河东村党支部", "theme_day.monthly", "2026-03")
    assert client.get(f"/duties/items/{month.pk}/").status_code == 404
    assert client.get(f"/duties/org/{county['河东村党支部'].pk}/").status_code == 404


def test_pages_of_each_role(county: World):
    secretary, town = county.client("何文"), county.client("陈岚")
    branch = county["河东村党支部"].pk
    assert secretary.get("/duties/").url == f"/duties/org/{branch}/"
    page = secretary.get(f"/duties/org/{branch}/").content.decode()
    assert "还缺" in page
    assert "主题党日" in page
    assert "河东村党支部" in town.get("/duties/?period=2026").content.decode()
    gaps = town.get("/duties/gaps/?state=missed&period=2026&format=csv").content.decode("utf-8")
    assert "柳湾村党支部" in gaps
    assert "松林村党支部" not in gaps


def test_one_click_reminds_each_once_a_day(county: World):
    town = county.client("陈岚")
    url = "/duties/remind/?state=missed&period=2026&duty=theme_day.monthly"
    assert "河东村党支部" in town.get(url).content.decode()
    for once in ("a" * 32, "b" * 32):
        assert town.post(url, {"_once": once}).status_code == 302
    sent = InboxItem.objects.filter(account=county.people["何文"], key__contains=":theme_day.")
    assert sent.count() == 10, "January to October, each once"


def test_the_command_says_every_cell(county: World, capsys: pytest.CaptureFixture[str]):
    set_start(local_operator(TODAY), county["柳湾村党支部"], starts_on=date(2026, 9, 1))
    which = load(declared()["duties board"])
    words = ["--org", "QH01", "--period", "2026-03", "--json"]
    assert which.run(parser_of(which).parse_args(words)) == 0
    answer = json.loads(capsys.readouterr().out)
    cells = {(c["org"], c["duty"]): c for c in answer["cells"]}
    assert cells["QH0101", "theme_day.monthly"]["state"] == "missed"
    assert cells["QH0102", "theme_day.monthly"]["state"] == "before_start"
    assert cells["QH0101", "committee.monthly"]["state"] == "not_applicable"
    assert cells["QH0101", "assembly.quarterly"]["period"] == "2026Q1"


def test_a_second_recomputation_changes_nothing(county: World):
    assert keeping.recompute(TODAY) == 0
    DutyItem.objects.filter(duty="theme_day.monthly").update(met_on=TODAY)
    assert keeping.recompute(TODAY) > 0
    assert keeping.recompute(TODAY) == 0


def test_a_source_that_is_forgotten_is_noticed(county: World, monkeypatch: pytest.MonkeyPatch):
    """A seeded fault: activities touch nothing; the check finds it."""
    monkeypatch.setattr(keeping, "quick", lambda touches: Difference())
    hold(county, "河东村党支部", "theme_day", date(2026, 3, 5))
    assert sum(each.count for each in everything(TODAY)) == 1


def test_every_duty_rests_on_a_clause():
    missing = {duty.clause for duty in all_duties().values()} - set(all_clauses())
    assert missing == set()
    assert DUTY_VIEW.reads


def test_an_activity_says_which_duty_it_fulfils_and_why_not(county: World):
    page = "/activities/{}/"
    first, second = (
        hold(county, "河东村党支部", "theme_day", date(2026, 3, day)) for day in (5, 19)
    )
    secretary = county.client("何文")
    assert "由这次活动完成" in secretary.get(page.format(first.pk)).content.decode()
    assert "已在 2026-03-05 完成" in secretary.get(page.format(second.pk)).content.decode()


def test_dues_are_begun_where_dues_are_collected(county: World):
    branch = county["河东村党支部"].pk
    page = county.client("何文").get(f"/duties/org/{branch}/?month=2026-11").content.decode()
    assert f"/dues/month/{branch}/?month=2026-11" in page
    assert "kind=dues" not in page
