"""What the dates of letters, absences and losses put into inboxes, once per cause and occasion.

An item that was ticked off is forgotten after a year. So each occasion is put only within `FRESH`
of falling due (or of being entered, if that was later): it can never come a second time.
None of this changes what anybody is (R-GEN-12).
"""

from __future__ import annotations

from datetime import date, timedelta

from jishi.base import inbox
from jishi.base.models import InboxKind
from jishi.base.reminders import reminder
from jishi.kernel.deadline import add_months, add_years
from jishi.people.access import MOBILE_EDIT, TRANSFER_ISSUE
from jishi.people.actions.mobility import keeper_of, lost_key, silent_key, spell_key
from jishi.people.actions.transfer import key as letter_key
from jishi.people.models import MobileSpell, TransferLetter
from jishi.people.queries.mobility import (
    going,
    kept_long,
    long_abroad,
    losses,
    may_be_deliberated,
    mobile,
    should_transfer,
    silent,
    spells,
    stopped_long,
)
from jishi.people.queries.transfer import lapsed
from jishi.people.rules import mobility as rules
from jishi.people.rules.mobility import ABROAD_KINDS
from jishi.tree.actor import Actor
from jishi.tree.permissions import Permission
from jishi.tree.reach import holders

FRESH = timedelta(days=300)


class Desk:
    """Puts to-dos for whoever works at an organisation, asking for all of them at once."""

    def __init__(self, permission: Permission, today: date) -> None:
        self.permission, self.today = permission, today
        self.found: list[tuple[int, str, str, str, date]] = []

    def add(
        self, org_id: int, key: str, title: str, link: str, due_on: date, known_on: date
    ) -> None:
        if max(due_on, known_on) + FRESH > self.today:
            self.found.append((org_id, key, title, link, due_on))

    def spell(self, row: MobileSpell, occasion: str, words: str, due_on: date) -> None:
        title, link = f"{row.who}：{words}", f"/mobile/{row.pk}/"
        key, org = spell_key(row, occasion), keeper_of(row)
        self.add(org.pk, key, title, link, due_on, row.registered_on)

    def put(self) -> None:
        orgs = {org_id for org_id, *_ in self.found}
        there = holders(self.permission.to, orgs, self.today)
        for org_id, key, title, link, due_on in self.found:
            inbox.put(
                there.get(org_id, ()), key, title, kind=InboxKind.TODO, link=link, org_id=org_id,
                due_on=due_on,
            )  # fmt: skip


@reminder("people.mobile", "流动党员")
def remind_of_mobile(actor: Actor) -> None:
    today, desk = actor.today, Desk(MOBILE_EDIT, actor.today)
    rows = spells(actor).filter(going())
    fixed = set(rows.filter(should_transfer(today)).values_list("pk", flat=True))
    for row in rows.filter(mobile(today), kind="out"):
        words = "外出满六个月，请核对去向和联系人"
        if row.pk in fixed:
            words = "外出满六个月、地点固定，应当转移组织关系"
        desk.spell(row, "six_months", words, add_months(row.left_on, rules.AWAY))
    for row in rows.filter(long_abroad(today), kind__in=ABROAD_KINDS):
        years = rules.ABROAD if row.kind == "abroad_study" else 0
        words = "久在国（境）外，请支部按程序研究党籍"
        desk.spell(row, "long_abroad", words, add_years(row.left_on, years))
    for row in rows.filter(kept_long(today)):
        due_on = add_years(row.left_on, rules.KEPT_AT_SCHOOL)
        desk.spell(row, "kept_long", "毕业满两年，请转出组织关系", due_on)
    for row in rows.filter(silent(today)):
        last: date = row.last_on  # type: ignore[attr-defined]  # annotated by `spells`
        months = row.what.silent
        occasion = silent_key(row, last).removeprefix(spell_key(row, ""))
        desk.spell(row, occasion, f"{months} 个月没有联系", add_months(last, months))
    desk.put()


@reminder("people.lost", "失联党员")
def remind_of_lost(actor: Actor) -> None:
    today, desk = actor.today, Desk(MOBILE_EDIT, actor.today)
    for row in losses(actor).filter(may_be_deliberated(today)):
        due_on, title = add_months(row.since, rules.LOST), "失联满六个月，可按程序研究停止党籍"
        desk.add(
            row.person.org_id, lost_key(row), f"{row.person.name}：{title}", f"/lost/{row.pk}/",
            due_on, row.registered_on,
        )  # fmt: skip
    for state in stopped_long(actor):
        due_on = add_years(state.since, rules.STOPPED)
        title = f"{state.person.name}：停止党籍满两年，仍联系不上的可研究除名"
        link = f"/people/{state.person_id}/"
        desk.add(state.org_id, f"stopped:{state.pk}", title, link, due_on, state.since)
    desk.put()


@reminder("people.letters", "过期介绍信")
def remind_of_letters(actor: Actor) -> None:
    today, desk = actor.today, Desk(TRANSFER_ISSUE, actor.today)
    rows = TransferLetter.objects.filter(lapsed(today), issuer__isnull=False)
    for row in rows.select_related("person"):
        assert row.issuer_id is not None
        assert row.valid_until is not None
        title = f"{row.person.name}：介绍信{row.code}已过期未接收，请联系本人并补开"
        due_on = row.valid_until + timedelta(1)
        desk.add(
            row.issuer_id, letter_key(row, "lapsed"), title, f"/transfers/{row.pk}/", due_on,
            due_on,
        )  # fmt: skip
    desk.put()
