"""Handing over a post in one act, and standing in for a stated time.

A handover moves what hangs on the account, not on the post: grants, open to-dos, drafts, entries
waiting for confirmation. The old account is closed, and a list of it all is kept for signing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from jishi.accounts.access import ACCOUNT_END
from jishi.accounts.actions.secret import Secret, fresh
from jishi.accounts.actions.setup import Slip
from jishi.accounts.actions.sign_in import end_all_stays
from jishi.accounts.actions.staff import (
    close,
    cut,
    held_by,
    insist_managed,
    new_account_for,
    person_of,
)
from jishi.accounts.models import Account, BehalfEntry, Handover
from jishi.accounts.queries import account as visible_account
from jishi.accounts.queries import grant_words, not_past
from jishi.accounts.rules import staff as rules
from jishi.base import clock, inbox
from jishi.base.act import Doing, act, lock
from jishi.base.audit.verbs import Verb
from jishi.base.models import Draft, InboxItem, InboxKind
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible, Refused, insist
from jishi.tree.models import Grant

HANDED_OVER = Verb("account.hand_over", "工作交接")
STAND_IN = Verb("account.stand_in", "安排代班")
STAND_IN_ENDED = Verb("account.end_stand_in", "结束代班")

Line = dict[str, str]


@dataclass
class Passing:
    """One handover under way."""

    doing: Doing
    giver: Account
    successor: Account
    lines: list[Line] = field(default_factory=list)

    @property
    def today(self) -> date:
        return self.doing.actor.today

    def note(self, what: str, label: str) -> None:
        self.lines.append({"what": what, "label": label})


def hand_over(
    actor: Actor,
    giver: Account,
    version: int,
    *,
    successor: Account | None,
    new_name: str = "",
    reason: str,
    secret: Secret | None = None,
) -> tuple[Handover, list[Slip]]:
    """Everything of one account to its successor; the slip is there if that one is new."""
    insist_managed(actor, giver, ACCOUNT_END)
    if successor is None and not actor.is_business:
        raise Refused("请先由系统管理员新建接任者的账号并启用", field="new_name")
    if successor is None:
        secret = secret or fresh()[0]
    with act(actor, ACCOUNT_END) as doing:
        giver = lock(Account.objects.all(), giver.pk, version)
        insist_managed(actor, giver, ACCOUNT_END)
        slips: list[Slip] = []
        if successor is not None:
            successor = _within(actor, successor, "successor")
        else:
            slips.append(_new_successor(doing, giver, new_name, secret or fresh()[0]))
            successor = slips[0].account
        insist(
            rules.may_hand_over(actor.account_id, person_of(giver), person_of(successor)),
            "successor",
        )
        passing = Passing(doing, giver, lock(Account.objects.all(), successor.pk))
        return _pass_on(passing, reason), slips


def _new_successor(doing: Doing, giver: Account, name: str, secret: Secret) -> Slip:
    grant = giver.grants.filter(not_past(doing.actor.today)).select_related("org").first()
    if grant is None:
        raise Refused("该账号没有可交接的角色，请直接停用")
    account = new_account_for(doing, grant.org, name, secret.encoded)
    return Slip(account, secret.password, grant.org.short_name)


def _within(actor: Actor, other: Account, field: str) -> Account:
    try:
        return visible_account(actor, other.pk)
    except NotVisible:
        raise Refused("没有这个账号，或不在您的范围内", field=field) from None


def _pass_on(passing: Passing, reason: str) -> Handover:
    doing, giver, successor = passing.doing, passing.giver, passing.successor
    _pass_grants(passing, reason)
    _pass_todos(passing)
    _pass_drafts(passing)
    _pass_behalf(passing)
    _end_stand_ins(doing, giver)
    close(doing, giver)
    end_all_stays(successor)
    made = Handover.objects.create(
        giver=giver, successor=successor, made_by_id=doing.actor.account_id, reason=reason,
        made_at=clock.now(), lines=passing.lines,
    )  # fmt: skip
    inbox.put([successor.pk], f"handover:{made.pk}", f"{giver.name}的工作已交接给您")
    doing.record(
        HANDED_OVER, giver, successor=successor.login, reason=reason, count=len(passing.lines)
    )
    return made


def _own_grants(account: Account, today: date) -> Iterator[Grant]:
    """What an account holds in its own right, today or later."""
    rows = account.grants.filter(not_past(today), stands_in_for__isnull=True)
    yield from rows.select_related("org", "stands_in_for")


def _pass_grants(passing: Passing, reason: str) -> None:
    successor, today = passing.successor, passing.today
    for grant in _own_grants(passing.giver, today):
        since = max(grant.since, today)
        wanted = rules.Held(grant.role, grant.org.path, since, grant.until)
        has = held_by(successor, today)
        insist(
            rules.may_grant(passing.doing.actor.account_id, person_of(successor), wanted, has),
            "successor",
        )
        if not _already(successor, grant, today):
            Grant.objects.create(
                account=successor, role=grant.role, org=grant.org, subtree=grant.subtree,
                since=since, until=grant.until, reason=f"接替{passing.giver.name}：{reason}"[:120],
            )  # fmt: skip
        passing.note("角色", grant_words(grant))


def _already(successor: Account, grant: Grant, today: date) -> bool:
    same = successor.grants.filter(
        role=grant.role, org=grant.org, since__lte=today, stands_in_for__isnull=True
    )
    if grant.subtree:
        same = same.filter(subtree=True)
    ends = Q(until__isnull=True)
    if grant.until is not None:
        ends |= Q(until__gte=grant.until)
    return same.filter(ends).exists()


def _pass_todos(passing: Passing) -> None:
    mine = InboxItem.objects.filter(
        account=passing.giver, kind=InboxKind.TODO, done_at__isnull=True
    )
    theirs = set(InboxItem.objects.filter(account=passing.successor).values_list("key", flat=True))
    for item in mine:
        if item.key in theirs:
            item.done_at = clock.now()
        else:
            item.account, item.read_at = passing.successor, None
        item.save(update_fields=["account", "read_at", "done_at"])
        passing.note("待办", item.title)


def _pass_drafts(passing: Passing) -> None:
    theirs = set(Draft.objects.filter(account=passing.successor).values_list("key", flat=True))
    for draft in Draft.objects.filter(account=passing.giver):
        passing.note("草稿", draft.title)
        draft.account = passing.successor
        draft.title = f"{draft.title}（{passing.giver.name}交接）"[:120]
        if draft.key in theirs:
            draft.key = f"{draft.key[:100]}#{draft.pk}"
        draft.save(update_fields=["account", "title", "key"])


def _pass_behalf(passing: Passing) -> None:
    """What waits for the old holder's confirmation; not what the successor entered himself."""
    waiting = BehalfEntry.objects.filter(
        for_account=passing.giver, confirmed_at__isnull=True, objected_at__isnull=True
    ).exclude(entered_by=passing.successor)
    for entry in waiting:
        entry.for_account = passing.successor
        entry.save(update_fields=["for_account"])
        passing.note("代填待确认", entry.label)


def _end_stand_ins(doing: Doing, absent: Account) -> int:
    running = Grant.objects.filter(not_past(doing.actor.today), stands_in_for=absent)
    people = {grant.account_id for grant in running}
    count = 0
    for grant in running:
        cut(grant, doing.actor.today)
        count += 1
    for person in Account.objects.filter(pk__in=people):
        end_all_stays(person)
    return count


def arrange_stand_in(
    actor: Actor, absent: Account, stand_in: Account, *, since: date, until: date, reason: str
) -> list[Grant]:
    """Copies of the absent one's grants, from a day to a day; they end by themselves."""
    with act(actor, ACCOUNT_END) as doing:
        absent = lock(Account.objects.all(), absent.pk)
        insist_managed(actor, absent, ACCOUNT_END)
        stand_in = lock(Account.objects.all(), _within(actor, stand_in, "stand_in").pk)
        insist(
            rules.may_stand_in(
                actor.account_id, person_of(absent), person_of(stand_in), since, until, actor.today
            ),
            "stand_in",
        )
        made = [
            _copy(doing, grant, stand_in, since, until, reason)
            for grant in _own_grants(absent, actor.today)
            if grant.since <= until and (grant.until is None or grant.until >= since)
        ]
        if not made:
            raise Refused("这段时间里他没有可代的角色", field="since")
        end_all_stays(stand_in)
        title = f"您在 {since} 至 {until} 代{absent.name}办理"
        inbox.put([stand_in.pk], f"stand-in:{made[0].pk}", title, link="/why/")
        doing.record(STAND_IN, absent, stand_in=stand_in.login, since=str(since), until=str(until))
        return made


def _copy(
    doing: Doing, grant: Grant, stand_in: Account, since: date, until: date, reason: str
) -> Grant:
    first = max(grant.since, since)
    last = until if grant.until is None else min(grant.until, until)
    wanted = rules.Held(grant.role, grant.org.path, first, last)
    has = held_by(stand_in, doing.actor.today)
    insist(rules.may_grant(doing.actor.account_id, person_of(stand_in), wanted, has), "stand_in")
    return Grant.objects.create(
        account=stand_in, role=grant.role, org=grant.org, subtree=grant.subtree, since=first,
        until=last, stands_in_for_id=grant.account_id, reason=reason,
    )  # fmt: skip


def end_stand_in(actor: Actor, absent: Account) -> int:
    """Back earlier than planned."""
    with act(actor, ACCOUNT_END) as doing:
        insist_managed(actor, absent, ACCOUNT_END)
        count = _end_stand_ins(doing, absent)
        if not count:
            raise Refused("现在没有人代班")
        doing.record(STAND_IN_ENDED, absent)
        return count
