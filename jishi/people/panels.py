"""What stands on a person's page from this room, its buttons, and what an organisation's page
says of its members."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from jishi.base.audit.queries import history
from jishi.base.web.panels import Link, PageAction, Panel, Shown
from jishi.base.web.workbench import Number
from jishi.people import panels_letters, queries
from jishi.people.access import (
    ACCOUNT_LINK,
    PERSON_EDIT,
    PERSON_VIEW,
    SANCTION_VIEW,
    STANDING_EDIT,
)
from jishi.people.kinds import CATEGORIES
from jishi.people.models import ChangeKind, MemberChange, Person
from jishi.people.reveals import IDENTITY, PHONE
from jishi.people.rules.standing import acts_for
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation
from jishi.tree.reach import can

__all__ = ["panels_letters"]

TONES = {"confirm": "green", "admit": "green", "restore": "green", "resume": "green"}


def _profile(actor: Actor, person: Person) -> Shown:
    return Shown(facts=[(k, v) for k, v in queries.facts(person, actor.today)[:8] if k != "姓名"])


def _numbers(actor: Actor, person: Person) -> Shown:
    """Masked; one who may see them opens each with a purpose, written down."""
    lines = []
    for entry, value in ((IDENTITY, person.identity), (PHONE, person.phone)):
        may = bool(can(actor, entry.permission, person.org))
        lines.append((entry.label, str(value), entry.url(person) if may else ""))
    return Shown(template="people/_numbers_panel.html", context={"numbers": lines})


def _membership(actor: Actor, person: Person) -> Shown:
    host = person.takes_part_at
    facts: list[tuple[str, Any]] = [
        ("所在党组织", Link(person.org.short_name, reverse("org", args=[person.org_id]))),
        *queries.facts(person, actor.today)[9:13],
        ("党小组", person.group.short_name if person.group else ""),
        *([("参加组织生活", host.short_name)] if host else []),
        *([("亮明身份自", person.shows_since)] if person.shows_since else []),
        ("信息核对", person.confirmed_on),
        ("编码", person.code),
    ]
    return Shown(facts=facts, actions=_placing(actor, person))


def _placing(actor: Actor, person: Person) -> list[tuple[str, str, str]]:
    """Into a group, or as a guest elsewhere: for those who may, about those who are members."""
    if not person.is_member:
        return []
    wanted = (
        (PERSON_EDIT, "调整党小组", "person-group", "users-round"),
        (STANDING_EDIT, "编入别的支部参加组织生活", "person-guest", "footprints"),
    )
    return [
        (label, reverse(name, args=[person.pk]), icon)
        for permission, label, name, icon in wanted
        if can(actor, permission, person.org)
    ]


def _words(change: MemberChange) -> str:
    moved = " → ".join(o.short_name for o in (change.from_org, change.to_org) if o)
    until = f"至 {change.until}" if change.until else ""
    by = f"记录人 {change.recorded_by}" if change.recorded_by else ""
    return "　".join(filter(None, (moved, change.meeting, change.document, until, change.note, by)))


def _timeline(actor: Actor, person: Person) -> Shown:
    changes = queries.changes(person)
    corrections = [c for c in changes if c.kind == ChangeKind.CORRECT]
    may = bool(can(actor, PERSON_EDIT, person.org))
    return Shown(
        timeline=[(c.on, c.get_kind_display(), _words(c), TONES.get(c.kind, "")) for c in changes],
        actions=[
            (f"{c.on} 更正前后", reverse("person-change", args=[person.pk, c.pk]), "diff")
            for c in corrections[:3]
        ]
        if may
        else [],
    )


def _sanctions(actor: Actor, person: Person) -> Shown | None:
    rows = list(person.sanctions.order_by("-since", "-id"))
    if not rows:
        return None
    cells = [
        (
            s.get_kind_display(), s.since, s.until or "", s.document,
            Link("影响期内", tone="amber")
            if s.until and s.until > actor.today
            else Link("终身" if s.for_life else "已过", tone="grey"),
        )
        for s in rows
    ]  # fmt: skip
    return Shown(headers=("种类", "决定日期", "影响期至", "文号", "现在"), cells=cells)


def _account(actor: Actor, person: Person) -> Shown:
    if person.account is not None:
        return Shown(
            facts=[("账号", person.account.login)],
            actions=[("解除对应", reverse("person-account-end", args=[person.pk]), "unlink")],
        )
    found = queries.accounts_of_name(actor, person)
    note = f"有 {len(found)} 个同名账号可以对应" if found else ""
    start = [("对应账号", reverse("person-account", args=[person.pk]), "link")] if found else []
    return Shown(empty="还没有对应的账号", note=note, actions=start)


def _history(actor: Actor, person: Person) -> Shown:
    return Shown(
        template="people/_history_panel.html",
        context={"lines": history("person", str(person.pk), 20)},
    )


Panel("person", "基本情况", "user-round", PERSON_VIEW, _profile, order=10)
Panel("person", "号码", "id-card", PERSON_VIEW, _numbers, order=15)
Panel("person", "党员身份", "badge-check", PERSON_VIEW, _membership, order=20)
Panel("person", "处分", "scale", SANCTION_VIEW, _sanctions, order=60)
Panel("person", "沿革", "milestone", PERSON_VIEW, _timeline, order=20, side=True)
Panel("person", "登录账号", "key-round", ACCOUNT_LINK, _account, order=60, side=True)
Panel("person", "办理记录", "history", PERSON_EDIT, _history, order=90, side=True)


def _to(name: str) -> Any:
    return lambda person: reverse(name, args=[person.pk])


def _may_change(person: Person) -> bool:
    return bool(acts_for(person.standing))


PageAction("person", "更正资料", _to("person-correct"), "pencil", PERSON_EDIT, order=10)
PageAction("person", "核对无误", _to("person-confirm"), "circle-check", PERSON_EDIT, order=15)
PageAction(
    "person", "变更状态", _to("person-standing"), "gavel", STANDING_EDIT, when=_may_change, order=20
)
PageAction("person", "打印卡片", _to("person-card"), "printer", PERSON_VIEW, order=80)


# --- the page of an organisation ----------------------------------------------------------------


def _members(actor: Actor, org: Organisation) -> Shown:
    """Members at and below, in numbers that open to exactly their rows."""
    count, here = queries.tally(actor, org), f"{reverse('people')}?org={org.code}"
    numbers = [
        Number("党员", count.members, here, "名", "含预备"),
        Number("正式党员", count.full, f"{here}&standing=full", "名"),
        Number("预备党员", count.probation, f"{here}&standing=probation", "名"),
        Number("有表决权", count.voting, f"{here}&standing=voting", "名"),
    ]
    facts: list[tuple[str, Any]] = [
        (CATEGORIES.get(code, "未分类"), Link(f"{n} 名", f"{here}&category={code}" if code else ""))
        for code, n in count.categories
    ]
    if count.guests:
        facts.append(("流入参加组织生活", f"{count.guests} 名，不计入本组织党员数"))
    start = []
    if can(actor, PERSON_EDIT, org) and org.is_open:
        url = f"{reverse('person-register')}?org={org.code}"
        start = [("登记人员", url, "user-plus")]
    return Shown(numbers=numbers, facts=facts, more=here, actions=start)


Panel("organisation", "党员", "users", PERSON_VIEW, _members, order=20)
