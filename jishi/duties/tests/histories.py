"""Random histories of a small county: activities, organisations, posts and duties in disorder.

Activities are written as plain rows and said to be touched, as the room that owns them does; the
rest goes through the acts themselves.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from jishi.activities.models import Activity, ActivityOrg, ActivityPart, Topic
from jishi.base.act import act
from jishi.base.settings_tree import Basis as SettingBasis
from jishi.base.settings_tree import set_value
from jishi.duties.access import DUTY_SET
from jishi.duties.actions.deciding import excuse_item, report_item, withdraw_excuse
from jishi.duties.actions.local import LocalTerms, add_duty, end_duty
from jishi.duties.actions.starting import set_start
from jishi.duties.local import GRACE, LESSON_RHYTHM
from jishi.duties.models import DutyExcuse, DutyItem, LocalDuty
from jishi.orgs.actions import (
    Basis,
    close_organisation,
    found_organisation,
    move_organisation,
    rekind_organisation,
    reopen_organisation,
)
from jishi.people.models import Person
from jishi.registers.actions import Terms, appoint_person
from jishi.registers.actions.links import end_link
from jishi.registers.models import Link
from jishi.tree.actor import Actor, local_operator
from jishi.tree.errors import NotDone
from jishi.tree.models import Organisation

TODAY = date(2026, 11, 20)
DOCUMENT = "青组〔2026〕7号"
KINDS = ("assembly", "committee", "group", "lesson", "theme_day", "talk", "training")
ACTS = (
    ("hold", 40), ("correct", 15), ("drop", 8), ("found", 5), ("close", 3), ("reopen", 3),
    ("move", 3), ("rekind", 3), ("appoint", 6), ("dismiss", 4), ("excuse", 3), ("report", 3),
    ("start", 2), ("choose", 2), ("own_duty", 2),
)  # fmt: skip


@dataclass
class History:
    random: Random
    people: list[Person]
    actor: Actor = field(default_factory=lambda: local_operator(TODAY))
    number: int = 0

    def step(self) -> str:
        name = self.random.choices([n for n, _ in ACTS], [w for _, w in ACTS])[0]
        try:
            getattr(self, name)()
        except NotDone:
            return ""  # what may not be done leaves no trace, which is part of the history
        return name

    # --- picking ---

    def org(self, *kinds: str, closed: bool = False) -> Organisation | None:
        rows = Organisation.objects.filter(closed_on__isnull=not closed).order_by("pk")
        found = list(rows.filter(kind__in=kinds) if kinds else rows)
        return self.random.choice(found) if found else None

    def day(self, first: date = date(2026, 1, 1)) -> date:
        return first + timedelta(days=self.random.randrange(max(1, (TODAY - first).days + 1)))

    def person(self) -> Person:
        return self.random.choice(self.people)

    # --- activities, as their own room writes them ---

    def hold(self) -> None:
        host = self.org("branch", "committee", "general_branch", "group")
        if host is None:
            return
        with act(self.actor, DUTY_SET, host) as doing:
            row = Activity.objects.create(
                org=host, title="活动", held_on=self.day(),
                stage=self.random.choice(("held", "archived", "planned")),
            )  # fmt: skip
            ActivityOrg.objects.create(activity=row, org=host, host=True)
            other = self.org("branch")
            if other is not None and other != host and self.random.random() < 0.2:
                ActivityOrg.objects.create(activity=row, org=other)
            for kind in self.random.sample(KINDS, self.random.choice((1, 1, 2))):
                ActivityPart.objects.create(
                    activity=row, kind=kind, counts=self.random.random() < 0.9
                )
                Topic.objects.create(
                    activity=row, number=row.parts.count(), title="题目", kind="study",
                    lecturer=self.person(),
                )  # fmt: skip
            self._touch(doing, row)

    def _touch(self, doing: object, row: Activity) -> None:
        for org in row.organisers.values_list("org_id", flat=True):
            for kind in row.parts.values_list("kind", flat=True):
                doing.touch("activity", org, row.held_on, kind)  # type: ignore[attr-defined]

    def _some(self) -> Activity | None:
        rows = list(Activity.objects.order_by("pk"))
        return self.random.choice(rows) if rows else None

    def correct(self) -> None:
        row = self._some()
        if row is None or row.stage == "cancelled":
            return
        with act(self.actor, DUTY_SET, row.org) as doing:
            self._touch(doing, row)
            row.held_on, row.stage = self.day(), self.random.choice(("held", "archived", "planned"))
            row.save()
            part = row.parts.order_by("pk").first()
            if part is not None and self.random.random() < 0.3:
                part.counts = not part.counts
                part.save()
            self._touch(doing, row)

    def drop(self) -> None:
        row = self._some()
        if row is None or row.stage == "cancelled":
            return
        with act(self.actor, DUTY_SET, row.org) as doing:
            row.stage, row.cancelled_on = "cancelled", TODAY
            row.save()
            self._touch(doing, row)

    # --- organisations ---

    def found(self) -> None:
        self.number += 1
        kind, parent = self.random.choice(
            (("branch", "committee"), ("group", "branch"), ("branch", "general_branch"))
        )
        above = self.org(parent)
        if above is None:
            return
        found_organisation(
            self.actor, above, code=f"R{self.number}", name=f"新组织{self.number}",
            short_name=f"新组织{self.number}", kind=kind, sector=above.sector,
            basis=Basis(self.day(above.founded_on), DOCUMENT if kind != "group" else "",
                        approved_by="county"),
        )  # fmt: skip

    def _basis(self, org: Organisation) -> Basis:
        last = org.changes.order_by("-on").values_list("on", flat=True)[0]
        return Basis(self.day(max(last, date(2026, 1, 1))), DOCUMENT, "更正", "county")

    def close(self) -> None:
        org = self.org("branch", "group")
        if org is not None and org.code.startswith("R"):
            close_organisation(self.actor, org, org.version, basis=self._basis(org))

    def reopen(self) -> None:
        org = self.org(closed=True)
        if org is not None:
            reopen_organisation(self.actor, org, org.version, basis=self._basis(org))

    def move(self) -> None:
        org, parent = self.org("branch"), self.org("committee", "general_branch")
        if org is not None and parent is not None:
            basis = self._basis(org)
            move_organisation(self.actor, org, org.version, parent=parent, basis=basis)

    def rekind(self) -> None:
        org = self.org("branch", "general_branch")
        if org is not None:
            rekind_organisation(
                self.actor, org, org.version, basis=self._basis(org), sector=org.sector,
                kind="branch" if org.kind == "general_branch" else "general_branch",
            )  # fmt: skip

    # --- posts ---

    def appoint(self) -> None:
        org = self.org("branch", "committee")
        if org is not None:
            kind = self.random.choice(("secretary", "committee_organisation", "committee_member"))
            document = DOCUMENT if self.random.random() < 0.8 else ""
            appoint_person(
                self.actor, org, kind, self.person(), Terms(self.day(), document=document)
            )

    def dismiss(self) -> None:
        rows = list(Link.objects.filter(until__isnull=True).select_related("org").order_by("pk"))
        if rows:
            link = self.random.choice(rows)
            end_link(self.actor, link, link.version, until=self.day(link.since))

    # --- duties ---

    def _item(self) -> DutyItem | None:
        rows = list(DutyItem.objects.select_related("org").order_by("pk")[:400])
        return self.random.choice(rows) if rows else None

    def excuse(self) -> None:
        item = self._item()
        if item is not None:
            excuse_item(self.actor, item, reason="上级统一安排")
        back = DutyExcuse.objects.filter(withdrawn_on__isnull=True).order_by("pk").first()
        if back is not None and self.random.random() < 0.4:
            withdraw_excuse(self.actor, back)

    def report(self) -> None:
        item = self._item()
        if item is not None:
            report_item(self.actor, item, on=min(TODAY, self.day(item.opens_on)))

    def start(self) -> None:
        org = self.org()
        if org is not None:
            set_start(self.actor, org, starts_on=self.day(date(2025, 6, 1)))

    def choose(self) -> None:
        org = self.org("committee", "branch")
        if org is not None:
            which, value = self.random.choice(
                ((LESSON_RHYTHM, "half_yearly"), (LESSON_RHYTHM, "monthly"), (GRACE, 5))
            )
            set_value(self.actor, which, org, value, SettingBasis(self.day(), DOCUMENT))

    def own_duty(self) -> None:
        org = self.org("committee")
        if org is None:
            return
        rows = list(LocalDuty.objects.filter(until__isnull=True).select_related("org"))
        if rows and self.random.random() < 0.5:
            row = self.random.choice(rows)
            end_duty(self.actor, row, row.version, until=self.day(row.since))
            return
        self.number += 1
        terms = LocalTerms(
            title=f"事项{self.number}", source=DOCUMENT, org_kinds=["branch"],
            rhythm=self.random.choice(("weekly", "half_monthly", "monthly", "quarterly")),
            evidence=self.random.choice(KINDS), since=self.day(),
        )  # fmt: skip
        add_duty(self.actor, org, terms)
