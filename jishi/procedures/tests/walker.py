"""A walk by chance over every kind: open, take right and wrong steps, return, move, give up.

After each try the walker looks for what must never be: an undeclared state, a step without the
ones before it, a superior's step signed by who entered the branch's, a standing changed without
meeting and approval, a refusal that left something behind.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from jishi.activities.tests.cast import BRANCH, Cast
from jishi.people.models import MemberChange, Person
from jishi.procedures.actions import Given, open_procedure, take_step, withdraw_procedure
from jishi.procedures.kinds import all_kinds, kind_of
from jishi.procedures.kinds.kind import Field, Meeting, Step
from jishi.procedures.marks import STATES
from jishi.procedures.models import Procedure, ProcedureStep
from jishi.procedures.queries.facts import Known, edition_of
from jishi.procedures.rules.weighing import open_steps
from jishi.procedures.tests.career import applicant, meeting
from jishi.tree.errors import NotDone
from tests.world import TODAY

ACTORS = ("何文", "陈岚", "周正", "柳芳")
BEGIN = date(2022, 1, 4)
GOOD = {
    "situation": "unit", "where": "unit", "result": "passed", "measure": "correction_period",
    "situation_of": "passive", "by": "members", "role": "organiser", "heard": "stated",
    "body": "representatives", "form": "assembly",
}  # fmt: skip
NUMBERS = {"size": 45, "present": 40, "in_favour": 30, "members": 12, "days": 7, "hours": 24,
           "expected": 12, "issued": 12, "returned": 12, "valid": 12, "secretaries": 1, "seats": 3,
           "deputies": 1, "pieces": 3, "attended": 7, "agreed": 6, "households": 0,
           "excluded": 0}  # fmt: skip
TEXTS = {"candidates": "何文、林可、黄树、陆青", "tellers": "李田", "paid_until": "2026-05",
         "votes": "何文 12、林可 11、黄树 10、陆青 3", "agreed": "", "exempt": "", "exception": "",
         "confirmed": ""}  # fmt: skip


@dataclass
class Walker:
    cast: Cast
    random: Random
    signer: str = "陈岚"
    why: Counter[str] = field(default_factory=Counter)
    taken: int = 0
    refused: int = 0
    opened: int = 0
    ended: dict[str, int] = field(default_factory=dict)
    standings: dict[int, tuple[str, int]] = field(default_factory=dict)

    def walk(self, tries: int) -> None:
        procedure: Procedure | None = None
        for _ in range(tries):
            if procedure is None or procedure.state != "running" or self.random.random() < 0.01:
                procedure = self.begin()
                continue
            before = self.look(procedure)
            try:
                self.attempt(procedure)
                self.taken += 1
            except NotDone as refusal:
                self.why[str(refusal)[:24]] += 1
                self.refused += 1
                procedure.refresh_from_db()
                assert self.look(procedure) == before, "a refusal left something behind"
            procedure.refresh_from_db()
            self.judge(procedure)

    # --- moves ---

    def begin(self) -> Procedure | None:
        code = self.random.choice(list(all_kinds()))
        kind = kind_of(code)
        person = None
        if kind.about == "person":
            number = Person.objects.count()
            if code == "develop_member":
                person = applicant(self.cast, f"申{number}")
            else:
                person = self.cast.member(f"员{number}")
        opening = {one.code: self.value(one) for one in kind.opening}
        if code == "disposal":
            opening |= {"measure": self.random.choice(["correction_period", "strike_off"])}
            opening["situation"] = {"correction_period": "passive", "strike_off": "unfit"}[
                opening["measure"]
            ]
            opening["sanctioned"] = False
        try:
            procedure = open_procedure(
                self.cast.world.actor("何文"), self.cast.world[BRANCH], code, on=BEGIN,
                person=person, title="事项", opening=opening,
            )  # fmt: skip
        except NotDone as refusal:  # an item was left out
            self.why[str(refusal)[:24]] += 1
            self.refused += 1
            return None
        self.opened += 1
        if person is not None:
            self.standings[person.pk] = (person.standing, person.changes.count())
        return procedure

    def attempt(self, procedure: Procedure) -> None:
        if self.random.random() < 0.01:
            withdraw_procedure(
                self.cast.world.actor(self.random.choice(ACTORS)), procedure, None, on=TODAY,
                reason=self.random.choice(["放弃", ""]),
            )  # fmt: skip
            return
        row = Procedure.objects.select_related("org", "person").get(pk=procedure.pk)
        facts = Known([row], TODAY).facts(row)
        edition = edition_of(row)
        step = self.random.choice(open_steps(edition, facts))
        if self.random.random() < 0.1:
            step = self.random.choice(edition.steps)
        last = facts.taken[-1].on if facts.taken else row.opened_on
        wait = max((row.earliest_on or last) - last, timedelta(days=1)).days
        on = last + timedelta(
            days=self.random.choice((wait, wait, wait, wait + 1, 0, -1, wait + 2))
        )
        right = {"branch": "何文", "superior": self.signer, "county": "周正"}[step.by]
        who = right if self.random.random() < 0.85 else self.random.choice(ACTORS)
        take_step(self.cast.world.actor(who), row, None, self.given(row, step, on))

    def given(self, row: Procedure, step: Step, on: date) -> Given:
        outcome = self.random.choice(step.outcomes)
        if self.random.random() < 0.7:
            outcome = step.outcomes[0]
        decided = row.steps.filter(stands=True).order_by("-number").first()
        same = decided and step.outcome(decided.outcome)
        if same and self.random.random() < 0.8:
            outcome = same
        payload = {
            one.code: self.value(one) for one in step.fields
            if not outcome.returns and (not one.of_outcomes or outcome.code in one.of_outcomes)
        }  # fmt: skip
        if "until" in payload:
            payload["until"] = str(on + timedelta(days=self.random.choice((90, 200, 300, 500))))
        if "delivered_on" in payload:
            payload["delivered_on"] = str(on - timedelta(days=self.random.choice((3, 5, 1))))
        if "posted_on" in payload:
            payload["posted_on"] = str(on)
        if "leaves_on" in payload:
            payload["leaves_on"] = None
        activity, topic = None, None
        if step.meeting and self.random.random() < 0.93:
            activity, topic = self.hold(row, step.meeting, outcome.topics, on)
        return Given(
            step.code, on, outcome=outcome.code, payload=payload, activity=activity, topic=topic,
            document="白党〔2026〕5号" if self.random.random() < 0.95 else "",
            reason="理由" if outcome.reason and self.random.random() < 0.9 else "",
        )  # fmt: skip

    def hold(
        self, row: Procedure, wanted: Meeting, topics: tuple[str, ...], on: date
    ) -> tuple[int, int | None]:
        about = (*topics, *wanted.topics, "")[0]
        passed = self.random.random() < 0.93
        present = self.cast.ids("林可", "黄树", "何文")
        return meeting(row.org, wanted.kinds[0], on, about, passed=passed, present=present)

    def value(self, one: Field) -> Any:
        if self.random.random() < 0.02:
            return None
        if one.type == "flag":
            return one.code not in ("sanctioned", "has_group", "kin")
        if one.code == "present" and one.type == "number" and one.label.startswith("实到"):
            return 12
        if one.code == "unit" and one.type == "choice":
            return self.random.choice([code for code, _ in one.choices[:6]])
        if one.type == "choice":
            codes = [code for code, _ in one.choices]
            known = GOOD.get(one.code)
            good = known if known in codes else codes[0]
            return good if self.random.random() < 0.97 else self.random.choice(codes)
        if one.type == "number":
            return NUMBERS.get(one.code, 5)
        if one.type == "date":
            return str(BEGIN)
        if one.type == "person":
            return self.cast.people[self.random.choice(["何文", "林可", "黄树", "陆青"])].pk
        return TEXTS.get(one.code, "写一句")

    # --- what must never be ---

    def look(self, procedure: Procedure) -> object:
        found = Procedure.objects.filter(pk=procedure.pk).values().get()
        steps = list(ProcedureStep.objects.filter(procedure=procedure).order_by("pk").values())
        return found, steps, self.standing(procedure)

    def standing(self, procedure: Procedure) -> tuple[str, int] | None:
        if procedure.person_id is None:
            return None
        person = Person.objects.get(pk=procedure.person_id)
        return person.standing, MemberChange.objects.filter(person=person).count()

    def judge(self, procedure: Procedure) -> None:
        assert procedure.state in STATES
        edition = edition_of(procedure)
        codes = [step.code for step in edition.steps]
        assert (procedure.step in codes) == (procedure.state == "running")
        rows = list(procedure.steps.order_by("number"))
        standing = [row for row in rows if row.stands]
        self.in_sequence(procedure, [row.code for row in standing])
        days = [row.done_on for row in standing]
        assert days == sorted(days), "days go backwards"
        entered: set[int | None] = set()
        for row in rows:
            by = edition.step(row.code).by
            assert by == "branch" or row.account_id not in entered, "signed by who entered it"
            if by == "branch":
                entered.add(row.account_id)
        self.standing_rests_on_both(procedure, rows)
        self.ended[procedure.state] = self.ended.get(procedure.state, 0) + 1

    def in_sequence(self, procedure: Procedure, codes: list[str]) -> None:
        edition = edition_of(procedure)
        once = [code for n, code in enumerate(codes) if n == 0 or codes[n - 1] != code]
        must = [step.code for step in edition.steps if step.may_skip is None or step.code in once]
        assert once == must[: len(once)], f"a step was skipped: {once}"
        assert all(edition.step(code).repeats or codes.count(code) == 1 for code in codes), (
            "taken twice"
        )

    def standing_rests_on_both(self, procedure: Procedure, rows: list[ProcedureStep]) -> None:
        if procedure.person_id is None:
            return
        now = self.standing(procedure)
        before = self.standings.get(procedure.person_id)
        self.standings[procedure.person_id] = now  # type: ignore[assignment]
        if before is None or now == before:
            return
        last = rows[-1]
        outcome = edition_of(procedure).step(last.code).outcome(last.outcome)
        assert outcome is not None
        assert outcome.act, "a standing changed without an approval"
        assert last.document
        decided = [row for row in rows if row.code == outcome.basis][-1]
        assert decided.activity_id, "a standing changed without a meeting"
        act = MemberChange.objects.filter(person=procedure.person_id).order_by("-id").first()
        assert act is not None
        assert (act.kind, act.on, act.document) == (outcome.act, decided.done_on, last.document)
