"""Appointing, ending, renewing, amending a link, and writing down what goes on in it.

`may_appoint` decides under the lock of the organisation's row, so that two appointments at one
moment see each other.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from jishi.base.act import Doing, act, bump, lock
from jishi.base.audit.verbs import Verb
from jishi.base.clock import now
from jishi.base.settings_tree import setting
from jishi.kernel.verdict import Verdict
from jishi.people.models import Person
from jishi.registers.access import LINK_EDIT
from jishi.registers.actions.reminding import forget_reminder
from jishi.registers.kinds import LinkKind, all_kinds
from jishi.registers.kinds.kind import ENDS
from jishi.registers.local import FIRST_SECRETARY_STABLE
from jishi.registers.models import Link, LinkEntry, Unit
from jishi.registers.queries import wishes
from jishi.registers.rules import links as rules
from jishi.registers.rules.links import Span
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused, insist
from jishi.tree.models import Organisation

APPOINTED = Verb("link.appoint", "任职或建立联系")
ENDED = Verb("link.end", "免职或结束联系")
RENEWED = Verb("link.renew", "续任或续期")
AMENDED = Verb("link.amend", "补充任职资料")
NOTED = Verb("link.note", "写入过程记录")
HANDED_ON = Verb("link.hand_on", "任职和联系随组织合并")


@dataclass(frozen=True)
class Terms:
    """From when until when, by which document, called what, to do what."""

    since: date
    until: date | None = None  # the first day after; for rows that are history already
    due_on: date | None = None
    document: str = ""
    title: str = ""
    duties: str = ""
    exception: str = ""
    note: str = ""


@dataclass(frozen=True)
class Ends:
    """What the organisation is linked with, beside or instead of a person."""

    unit: Unit | None = None
    partner_org: Organisation | None = None
    partner: str = ""


def appoint_person(
    actor: Actor,
    org: Organisation,
    kind: str,
    person: Person | None,
    terms: Terms,
    ends: Ends = Ends(),
) -> Link:
    """A link of any kind begins; a post without its approval is kept as 待批复 (R-ORG-22)."""
    of_kind = kind_named(kind)
    with act(actor, of_kind.permission, org) as doing:
        org = lock(Organisation.objects.all(), org.pk)
        wish = wishes.wish_of(actor, org, of_kind, person, terms, ends)
        insist(rules.may_appoint(wish), _field_of(of_kind, wish))
        link = link_of(org, of_kind, person, terms, ends)
        link.save()
        doing.touch("post", org, terms.since, kind)
        doing.record(
            APPOINTED, link, org=org, result=of_kind.title, since=str(terms.since),
            document=terms.document,
        )  # fmt: skip
        return link


def link_of(
    org: Organisation, kind: LinkKind, person: Person | None, terms: Terms, ends: Ends
) -> Link:
    """The row that an appointment writes."""
    return Link(
        kind=kind.code, org=org, person=person, unit=ends.unit, partner_org=ends.partner_org,
        partner=ends.partner.strip(), title=terms.title, since=terms.since, until=terms.until,
        due_on=terms.due_on, document=terms.document, duties=terms.duties,
        exception=terms.exception, note=terms.note, sole=kind.sole,
    )  # fmt: skip


def remarks(actor: Actor, link: Link) -> Verdict:
    """What is only usual and does not hold of a link just made: for whoever made it to see."""
    terms = Terms(link.since, due_on=link.due_on, document=link.document)
    ends = Ends(link.unit, link.partner_org, link.partner)
    wish = wishes.wish_of(actor, link.org, link.of_kind, link.person, terms, ends)
    return rules.usual(replace(wish, carried=max(0, wish.carried - 1)))


def kind_named(code: str) -> LinkKind:
    if code not in all_kinds():
        raise Refused("没有这种职务或联系", field="kind")
    return all_kinds()[code]


def _field_of(kind: LinkKind, wish: rules.Wish) -> str:
    """Beside which box a refusal belongs."""
    codes = {reason.code for reason in rules.may_appoint(wish).refusals}
    by_code = {
        "wrong_place": "kind", "no_member": "person", "future": "since", "backwards": "until",
        "due_first": "due_on", "closed": "org", "taken": "since", "twice": "person",
    }  # fmt: skip
    if "lacking" in codes:
        return next(name for name, label in ENDS.items() if label in wish.lacks)
    return next((field for code, field in by_code.items() if code in codes), "")


def end_link(
    actor: Actor,
    link: Link,
    version: int | None,
    *,
    until: date,
    document: str = "",
    reason: str = "",
    exception: str = "",
) -> Link:
    """The first day the link no longer holds; `reason` as in 换届、调离、辞职."""
    with act(actor, link.of_kind.permission, link.org) as doing:
        link = lock(Link.objects.select_related("org"), link.pk, version)
        early = link.due_on is None or until < link.due_on
        stable = (
            link.kind == "first_secretary"
            and early
            and setting(FIRST_SECRETARY_STABLE, link.org, until)
        )
        insist(
            rules.may_end(
                link.since, until, actor.today, link.until is not None, stable, exception
            ),
            "exception" if stable and not exception.strip() else "until",
        )
        forget_reminder(link)
        note = "；".join(filter(None, (link.note, reason)))[:200]
        changed = bump(link, until=until, note=note, exception=exception or link.exception)
        doing.touch("post", link.org_id, until, link.kind)
        doing.record(
            ENDED, link, org=link.org_id, changed=changed, until=str(until), document=document,
            result=link.of_kind.title,
        )  # fmt: skip
        return link


def renew_link(
    actor: Actor, link: Link, version: int | None, *, due_on: date, document: str = ""
) -> Link:
    """A further term or a longer agreement; the approval's number replaces the old one."""
    with act(actor, link.of_kind.permission, link.org) as doing:
        link = lock(Link.objects.select_related("org"), link.pk, version)
        insist(rules.may_renew(link.due_on, due_on, link.until is not None), "due_on")
        forget_reminder(link)
        changed = bump(link, due_on=due_on, document=document or link.document)
        doing.touch("post", link.org_id, due_on, link.kind)
        doing.record(RENEWED, link, org=link.org_id, changed=changed, document=document)
        return link


def amend_link(actor: Actor, link: Link, version: int | None, terms: Terms) -> Link:
    """The approval that came later, the title, the duties, the reason of an exception."""
    with act(actor, link.of_kind.permission, link.org) as doing:
        link = lock(Link.objects.select_related("org"), link.pk, version)
        if terms.due_on is not None and terms.due_on <= link.since:
            raise Refused("期满日期须晚于开始日期", field="due_on")
        changed = bump(
            link, document=terms.document, title=terms.title, duties=terms.duties,
            due_on=terms.due_on, exception=terms.exception, note=terms.note,
        )  # fmt: skip
        doing.touch("post", link.org_id, link.since, link.kind)
        doing.record(
            AMENDED, link, org=link.org_id, changed=changed, result=link.of_kind.title
        )  # fmt: skip
        return link


def note_entry(actor: Actor, link: Link, *, on: date, note: str) -> LinkEntry:
    """A visit, a judgement, a step of an agreement."""
    kind = link.of_kind
    permission = LINK_EDIT if kind.entry else kind.permission
    with act(actor, permission, link.org) as doing:
        if not kind.entry:
            raise Refused(f"{kind.title}不写过程记录", field="note")
        insist(rules.may_note(on, Span(link.since, link.until), actor.today), "on")
        entry = LinkEntry.objects.create(link=link, on=on, note=note, recorded_at=now())
        doing.record(NOTED, link, org=link.org_id, on=str(on), result=kind.entry)
        return entry


def hand_on(doing: Doing, source: Organisation, target: Organisation, on: date) -> int:
    """A merger: posts of the closing organisation end, contacts and covered units go along."""
    open_links = Link.objects.select_for_update().filter(org=source, until__isnull=True)
    handed = 0
    for link in open_links.order_by("pk"):
        if link.of_kind.is_post and not link.unit_id:
            changed = bump(link, until=max(on, link.since), note=f"{link.note} 组织合并"[:200])
        elif _is_there(link, target):
            changed = bump(link, until=max(on, link.since))
        else:
            changed = bump(link, org=target)
        doing.touch("post", source, on, link.kind)
        doing.touch("post", target, on, link.kind)
        doing.record(HANDED_ON, link, org=target, changed=changed)
        handed += 1
    return handed


def _is_there(link: Link, target: Organisation) -> bool:
    same = Link.objects.filter(
        org=target, kind=link.kind, person=link.person, unit=link.unit,
        partner_org=link.partner_org, partner=link.partner, until__isnull=True,
    )  # fmt: skip
    return same.exists()
