"""The other kinds: village decisions, elections, disposal, joint review; a new one is a folder."""

from __future__ import annotations

import importlib
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from jishi.activities.tests.cast import BRANCH, Cast
from jishi.base.settings_tree import Basis, set_value
from jishi.orgs.models import Term
from jishi.people.models import Person
from jishi.procedures import local
from jishi.procedures.actions import Given, open_procedure, take_step
from jishi.procedures.kinds import Edition, all_kinds, kind_of
from jishi.procedures.kinds import kind as kinds
from jishi.procedures.models import Procedure
from jishi.procedures.tests.career import meeting
from jishi.tree.actor import local_operator
from jishi.tree.errors import Refused
from tests.world import TODAY

WHO = {"branch": "何文", "superior": "陈岚", "county": "周正"}


def begin(cast: Cast, kind: str, **more: Any) -> Procedure:
    values = {"on": date(2026, 1, 5), "title": "村道硬化", **more}
    return open_procedure(cast.world.actor("何文"), cast.world[BRANCH], kind, **values)


def take(cast: Cast, row: Procedure, code: str, on: date, who: str = "", **more: Any) -> Procedure:
    step = kind_of(row.kind).edition(row.edition).step(code)
    payload = more.pop("payload", {})
    met = more.pop("met", (None, None))
    values = {"document": "白党〔2026〕7号" if step.document else "", **more}
    actor = cast.world.actor(who or WHO[step.by])
    given = Given(code, on, payload=payload, activity=met[0], topic=met[1], **values)
    return take_step(actor, row, None, given)


# --- a village decides ---------------------------------------------------------------------------


def deliberate(cast: Cast, until: str = "", **opening: Any) -> Procedure:
    row = begin(cast, "four_deliberations", opening={"topic": "project", **opening})
    org = row.org
    moves: dict[str, tuple[date, dict[str, Any]]] = {
        "proposal": (date(2026, 1, 6), {"met": meeting(org, "committee", date(2026, 1, 6))}),
        "consultation": (date(2026, 1, 9), {"payload": {"attended": 7, "agreed": 6}}),
        "assembly": (date(2026, 1, 20), {
            "met": meeting(org, "assembly", date(2026, 1, 20), "other"),
            "payload": {"members": 12, "delivered_on": date(2026, 1, 16)},
        }),
        "resolution": (date(2026, 1, 28), {"payload": {
            "body": "representatives", "size": 45, "present": 30, "in_favour": 16}}),
        "posting": (date(2026, 1, 29), {"payload": {"place": "公开栏", "days": 7}}),
        "result_posting": (date(2026, 6, 1), {"payload": {"place": "公开栏", "days": 7}}),
    }  # fmt: skip
    for code, (on, more) in moves.items():
        row = take(cast, row, code, on, **more)
        if code == until:
            break
    return row


def test_four_deliberations_and_two_disclosures(cast: Cast):
    assert deliberate(cast).state == "done"


def test_the_assembly_of_members_is_not_left_out(cast: Cast):
    row = deliberate(cast, until="consultation")
    with pytest.raises(Refused, match="R-GOV-15"):
        take(cast, row, "resolution", date(2026, 1, 28), payload={
            "body": "representatives", "size": 45, "present": 30, "in_favour": 16})  # fmt: skip


@pytest.mark.parametrize(
    ("payload", "clause"),
    [
        ({"members": 20}, "R-GOV-17"),
        ({"delivered_on": date(2026, 1, 18)}, "R-GOV-18"),
    ],
)
def test_too_few_or_too_late(cast: Cast, payload: dict[str, Any], clause: str):
    row = deliberate(cast, until="consultation")
    whole = {"members": 12, "delivered_on": date(2026, 1, 16), **payload}
    met = meeting(row.org, "assembly", date(2026, 1, 20), "other")
    with pytest.raises(Refused, match=clause):
        take(cast, row, "assembly", date(2026, 1, 20), met=met, payload=whole)


def test_one_head_merges_two_steps_where_the_place_says_so(cast: Cast):
    row = deliberate(cast, until="proposal", one_head=True)
    met = meeting(row.org, "assembly", date(2026, 1, 20), "other")
    values = {"met": met, "payload": {"members": 12, "delivered_on": date(2026, 1, 16)}}
    with pytest.raises(Refused, match="R-GOV-15"):
        take(cast, row, "assembly", date(2026, 1, 20), **values)
    basis = Basis(date(2025, 1, 1), "白党〔2025〕1号")
    set_value(local_operator(TODAY), local.ONE_HEAD_MERGES, cast.world["白石镇党委"], "true", basis)
    assert take(cast, row, "assembly", date(2026, 1, 20), **values).step == "resolution"


# --- an election ---------------------------------------------------------------------------------

COUNT = {"expected": 12, "present": 11, "issued": 11, "returned": 11, "valid": 11,
         "votes": "何文 11、林可 10、黄树 9、陆青 3"}  # fmt: skip


def elect(cast: Cast, **count: Any) -> Procedure:
    row = begin(cast, "election", title="2026 年换届")
    org = row.org
    take(cast, row, "request_first", date(2026, 1, 6), payload={"form": "assembly", "members": 12})
    take(cast, row, "reply_first", date(2026, 1, 9))
    take(cast, row, "request_second", date(2026, 2, 3), payload={
        "seats": 3, "candidates": "何文、林可、黄树、陆青", "secretaries": 1})  # fmt: skip
    take(cast, row, "reply_second", date(2026, 2, 9))
    on = date(2026, 3, 2)
    take(cast, row, "tellers", on, payload={"tellers": "李田"})
    met = meeting(org, "assembly", on, "election", passed=None)
    take(cast, row, "meeting", on, met=met, payload={**COUNT, **count})
    take(cast, row, "committee", on, payload={"secretary": "何文"})
    take(cast, row, "report", date(2026, 3, 3))
    return take(cast, row, "reply_report", date(2026, 3, 9))


def test_two_requests_a_count_sheet_and_a_report_begin_a_term(cast: Cast):
    assert elect(cast).state == "done"
    assert Term.objects.get(org=cast.world[BRANCH], ended_on=None).elected_on == date(2026, 3, 2)


@pytest.mark.parametrize(
    ("count", "clause"),
    [
        ({"present": 9, "issued": 9, "returned": 9, "valid": 9}, "R-ORG-34"),
        ({"returned": 12}, "R-ORG-38"),
        ({"votes": "何文 11、林可 10、黄树 5、陆青 3"}, "R-ORG-41"),
        ({"votes": "看不清"}, "得票写成"),
        ({"excluded": 2}, "R-ORG-35"),
    ],
)
def test_a_count_sheet_that_does_not_hold(cast: Cast, count: dict[str, Any], clause: str):
    with pytest.raises(Refused, match=clause):
        elect(cast, **count)
    assert not Term.objects.filter(elected_on=date(2026, 3, 2)).exists()


def test_candidates_are_a_fifth_more_and_no_candidate_counts(cast: Cast):
    row = begin(cast, "election")
    take(cast, row, "request_first", date(2026, 1, 6), payload={"form": "assembly", "members": 12})
    with pytest.raises(Refused, match="R-GOV-15"):
        take(cast, row, "request_second", date(2026, 1, 8))
    take(cast, row, "reply_first", date(2026, 1, 9))
    with pytest.raises(Refused, match="R-ORG-31"):
        take(cast, row, "request_second", date(2026, 2, 3), payload={
            "seats": 3, "candidates": "何文、林可、黄树", "secretaries": 1})  # fmt: skip


# --- disposal ------------------------------------------------------------------------------------


def dispose(cast: Cast, measure: str, situation: str, **opening: Any) -> tuple[Person, Procedure]:
    person = cast.member("罗青")
    given = {"measure": measure, "situation": situation, **opening}
    row = begin(cast, "disposal", person=person, title="", opening=given)
    take(cast, row, "proposal", date(2026, 1, 6),
         met=meeting(row.org, "committee", date(2026, 1, 6)))  # fmt: skip
    return person, row


def go_on(cast: Cast, row: Procedure, measure: str, **payload: Any) -> Procedure:
    people = cast.people
    take(cast, row, "filing", date(2026, 1, 9))
    take(cast, row, "inquiry", date(2026, 1, 20),
         payload={"first": people["林可"].pk, "second": people["黄树"].pk})  # fmt: skip
    take(cast, row, "notice", date(2026, 1, 25), payload={"notified": True, "heard": "stated"})
    on = date(2026, 2, 2)
    met = meeting(row.org, "assembly", on, "dispose")
    return take(cast, row, "assembly", on, outcome=measure, met=met,
                payload={"present": True, **payload})  # fmt: skip


def test_somebody_is_given_time_and_comes_back(cast: Cast):
    person, row = dispose(cast, "correction_period", "passive")
    row = go_on(cast, row, "correction_period", until=date(2026, 8, 2))
    assert Person.objects.get(pk=person.pk).standing == "full"
    take(cast, row, "approval", date(2026, 2, 20), outcome="correction_period")
    assert Person.objects.get(pk=person.pk).standing == "correcting"
    take(cast, row, "delivery", date(2026, 2, 25), payload={"signed": "signed", "told": True})
    early = meeting(row.org, "committee", date(2026, 8, 1))
    with pytest.raises(Refused, match="R-DISP-03"):
        take(cast, row, "review_meeting", date(2026, 8, 1), met=early)
    on = date(2026, 8, 4)
    take(cast, row, "review_meeting", on, met=meeting(row.org, "committee", on))
    row = take(cast, row, "review", date(2026, 8, 10), outcome="resumed")
    assert Person.objects.get(pk=person.pk).standing == "full"
    assert row.state == "done"


def test_struck_off_ends_with_the_delivery(cast: Cast):
    person, row = dispose(cast, "strike_off", "six_dues", months=7)
    go_on(cast, row, "strike_off")
    take(cast, row, "approval", date(2026, 2, 20), outcome="strike_off")
    row = take(cast, row, "delivery", date(2026, 2, 25), payload={"signed": "signed", "told": True})
    assert Person.objects.get(pk=person.pk).standing == "struck_off"
    assert row.state == "done"


@pytest.mark.parametrize(
    ("measure", "situation", "more", "clause"),
    [
        ("strike_off", "passive", {}, "R-DISP-04"),
        ("strike_off", "six_dues", {"months": 5}, "R-DISP-06"),
        ("correction_period", "passive", {"sanctioned": True}, "R-DISP-02"),
        ("persuade_out", "unimproved", {}, "R-DISP-05"),
    ],
)
def test_disposal_that_may_not_begin(
    cast: Cast, measure: str, situation: str, more: dict[str, Any], clause: str
):
    with pytest.raises(Refused, match=clause):
        dispose(cast, measure, situation, **more)
    assert not Procedure.objects.filter(kind="disposal").exists()


def test_nothing_is_looked_into_before_it_is_filed(cast: Cast):
    _, row = dispose(cast, "correction_period", "passive")
    with pytest.raises(Refused, match="R-GOV-15"):
        take(cast, row, "inquiry", date(2026, 1, 20))
    with pytest.raises(Refused, match="文号"):
        take(cast, row, "filing", date(2026, 1, 9), document="")


def test_thirteen_months_are_too_long(cast: Cast):
    _, row = dispose(cast, "correction_period", "passive")
    with pytest.raises(Refused, match="R-DISP-03"):
        go_on(cast, row, "correction_period", until=date(2027, 3, 2))


# --- review by units -----------------------------------------------------------------------------


def test_every_unit_answers_before_somebody_may_stand(cast: Cast):
    row = begin(cast, "joint_review", title="何文", opening={"post": "村委委员", "occasion": "new"})
    take(cast, row, "submission", date(2026, 1, 6))
    on = date(2026, 1, 9)
    units = ["organisation", "discipline", "politics_law", "police", "land"]
    for unit in units:
        take(cast, row, "opinion", on, payload={"unit": unit, "answer": "passed"})
    with pytest.raises(Refused, match="信访"):
        take(cast, row, "result", on, who="周正")
    take(cast, row, "opinion", on, payload={"unit": "petitions", "answer": "passed"})
    assert take(cast, row, "result", on).state == "done"


# --- declarations --------------------------------------------------------------------------------


def test_every_kind_is_opened_from_its_card(cast: Cast):
    client = cast.world.client("何文")
    for code, kind in all_kinds().items():
        page = client.get(f"/procedures/new/{code}/")
        assert page.status_code == 200, code
        assert kind.title in page.content.decode()
        assert client.get(f"/procedures/charts/{code}/").status_code == 200


def test_a_running_procedure_keeps_its_edition(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    old = kind_of("five_steps")
    row = begin(cast, "five_steps")
    shorter = Edition(2, old.editions[0].steps[:3], since=date(2026, 1, 1))
    newer = kinds.ProcedureKind(**{
        **{name: getattr(old, name) for name in old.__dataclass_fields__},
        "editions": (*old.editions, shorter),
    })  # fmt: skip
    monkeypatch.setattr(kinds, "all_kinds", lambda: {**all_kinds(), "five_steps": newer})
    assert newer.edition_on(date(2026, 2, 1)).number == 2
    assert newer.edition_on(date(2025, 12, 31)).number == 1
    assert len(newer.edition(row.edition).steps) == 5


FOLDER = """
from jishi.procedures.kinds.kind import Edition, Field, ProcedureKind, Step

SEAL = ProcedureKind(
    code="seal_use", title="公章使用", source="地方制度", order=60,
    editions=(Edition(1, (
        Step(code="request", title="申请", stage="用章",
             fields=(Field(code="use", label="用途", needed=True),)),
        Step(code="consent", title="上级同意", stage="用章", by="superior", document="同意"),
    )),),
)
"""


def test_a_new_kind_is_one_folder(cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    folder = tmp_path / "seal_use"
    folder.mkdir()
    (folder / "__init__.py").write_text(FOLDER, encoding="utf-8")
    package = importlib.import_module("jishi.procedures.kinds")
    monkeypatch.setattr(package, "__path__", [*package.__path__, str(tmp_path)])
    kinds.all_kinds.cache_clear()
    try:
        row = begin(cast, "seal_use", title="征地协议")
        with pytest.raises(Refused, match="用途"):
            take(cast, row, "request", date(2026, 1, 6))
        take(cast, row, "request", date(2026, 1, 6), payload={"use": "签协议"})
        page = cast.world.client("陈岚").get(f"/procedures/{row.pk}/").content.decode()
        assert "下一步：上级同意" in page
        assert take(cast, row, "consent", date(2026, 1, 9)).state == "done"
    finally:
        sys.modules.pop("jishi.procedures.kinds.seal_use", None)
        kinds.all_kinds.cache_clear()
