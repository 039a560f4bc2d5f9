"""Drafting, looking over, releasing and taking down; each step by whoever may, never the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta

from jishi.base import files
from jishi.base.act import Doing, act, bump, lock
from jishi.base.audit.verbs import Verb
from jishi.base.settings_tree import setting
from jishi.disclosures.access import DISCLOSURE_EDIT, DISCLOSURE_RELEASE
from jishi.disclosures.kinds import all_items
from jishi.disclosures.local import LEAST_DAYS
from jishi.disclosures.marks import AUDIENCES
from jishi.disclosures.models import Disclosure, DisclosureFile
from jishi.disclosures.rules.publishing import may_publish, may_review
from jishi.kernel.period import Period, PeriodError
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused, insist
from jishi.tree.models import Organisation

DRAFTED = Verb("disclosure.draft", "起草公开")
CORRECTED = Verb("disclosure.correct", "修改公开草稿")
REVIEWED = Verb("disclosure.review", "审核公开")
SENT_BACK = Verb("disclosure.send_back", "退回公开草稿")
PUBLISHED = Verb("disclosure.publish", "发布公开")
WITHDRAWN = Verb("disclosure.withdraw", "撤回公开")
EVIDENCED = Verb("disclosure.evidence", "补充公开佐证")
HANDED_ON = Verb("disclosure.hand_on", "公开草稿随组织合并")
MOST_FILES = 20


@dataclass(frozen=True)
class Draft:
    item: str
    title: str
    text: str
    audience: str
    period: str = ""
    happened_on: date | None = None
    place: str = ""


def draft(
    actor: Actor, org: Organisation, row: Draft, papers: Sequence[tuple[str, bytes]] = ()
) -> Disclosure:
    with act(actor, DISCLOSURE_EDIT, org) as doing:
        if org.closed_on:
            raise Refused("这个组织已撤销", field="org")
        row = checked(row, actor.today)
        made = Disclosure.objects.create(
            org=org, drafted_on=actor.today, drafted_by_id=actor.account_id, **asdict(row)
        )
        _keep(actor, made, papers)
        doing.record(DRAFTED, made, org=org)
        return made


def correct(actor: Actor, one: Disclosure, version: int | None, row: Draft) -> Disclosure:
    """Whoever changes a draft has drafted it; what was looked over is looked over again."""
    with act(actor, DISCLOSURE_EDIT, one.org) as doing:
        one = _held(one, version, ("draft", "reviewed"))
        changed = bump(
            one, **asdict(checked(row, actor.today)), state="draft", reviewed_on=None,
            reviewed_by=None, secrecy_by="", drafted_by_id=actor.account_id,
        )  # fmt: skip
        doing.record(CORRECTED, one, org=one.org_id, changed=changed)
        return one


def review(
    actor: Actor, one: Disclosure, version: int | None, *, secrecy_by: str, classified: bool,
    needed: bool, exact: bool,
) -> Disclosure:  # fmt: skip
    with act(actor, DISCLOSURE_RELEASE, one.org) as doing:
        one = _held(one, version, ("draft",))
        insist(
            may_review(is_own(actor, one), classified, needed, exact, f"{one.title}\n{one.text}")
        )
        if not secrecy_by.strip():
            raise Refused("请写保密审查人", field="secrecy_by")
        changed = bump(
            one, state="reviewed", reviewed_on=actor.today, reviewed_by_id=actor.account_id,
            secrecy_by=secrecy_by.strip()[:30], reason="",
        )  # fmt: skip
        doing.record(REVIEWED, one, org=one.org_id, changed=changed)
        return one


def send_back(actor: Actor, one: Disclosure, version: int | None, reason: str) -> Disclosure:
    with act(actor, DISCLOSURE_RELEASE, one.org) as doing:
        one = _held(one, version, ("draft", "reviewed"))
        changed = bump(
            one, state="draft", reason=_reason(reason), reviewed_on=None, reviewed_by=None,
            secrecy_by="",
        )  # fmt: skip
        doing.record(SENT_BACK, one, org=one.org_id, changed=changed)
        return one


def publish(
    actor: Actor, one: Disclosure, version: int | None, *, days: int | None, place: str = "",
    papers: Sequence[tuple[str, bytes]] = (),
) -> Disclosure:  # fmt: skip
    """Released, and hung up so long; what is fixed stays without an end (R-GOV-29)."""
    with act(actor, DISCLOSURE_RELEASE, one.org) as doing:
        one = _held(one, version, ("reviewed",))
        if one.of_item.way == "long":
            days = None
        elif days is None:
            raise Refused("请写公开几天", field="days")
        least = setting(LEAST_DAYS, one.org, actor.today)
        insist(may_publish(is_own(actor, one), one.secrecy_by, days, least))
        until = None if days is None else actor.today + timedelta(days=days - 1)
        changed = bump(
            one, state="published", published_on=actor.today, shown_until=until,
            place=place.strip()[:60] or one.place,
        )  # fmt: skip
        _keep(actor, one, papers)
        doing.record(PUBLISHED, one, org=one.org_id, changed=changed)
        return one


def withdraw(actor: Actor, one: Disclosure, version: int | None, reason: str) -> Disclosure:
    """Taken down at once; that it hung there stays on record."""
    with act(actor, DISCLOSURE_RELEASE, one.org) as doing:
        one = _held(one, version, ("published",))
        changed = bump(one, state="withdrawn", withdrawn_on=actor.today, reason=_reason(reason))
        doing.record(WITHDRAWN, one, org=one.org_id, changed=changed)
        return one


def add_evidence(actor: Actor, one: Disclosure, papers: Sequence[tuple[str, bytes]]) -> None:
    with act(actor, DISCLOSURE_EDIT, one.org) as doing:
        if not papers:
            raise Refused("请选照片或材料", field="sheets")
        _keep(actor, one, papers)
        doing.record(EVIDENCED, one, org=one.org_id, count=len(papers))


def hand_on(doing: Doing, source: Organisation, target: Organisation, on: date) -> int:
    """Drafts go on at the successor; what was published stays under the old name."""
    rows = Disclosure.objects.filter(org=source, state__in=("draft", "reviewed"))
    count = 0
    for one in rows.select_for_update():
        doing.record(HANDED_ON, one, org=target, changed=bump(one, org=target))
        count += 1
    return count


def is_own(actor: Actor, one: Disclosure) -> bool:
    return one.drafted_by_id is not None and one.drafted_by_id == actor.account_id


def _held(one: Disclosure, version: int | None, states: Sequence[str]) -> Disclosure:
    one = lock(Disclosure.objects.select_related("org"), one.pk, version)
    if one.state not in states:
        raise Refused(f"{one.state_label}，不能这样办")
    return one


def _reason(text: str) -> str:
    if not text.strip():
        raise Refused("请写理由", field="reason")
    return text.strip()[:200]


def checked(row: Draft, today: date) -> Draft:
    item = all_items().get(row.item)
    if item is None:
        raise Refused("没有这个公开事项", field="item")
    if row.audience not in AUDIENCES:
        raise Refused("没有这种公开范围", field="audience")
    for field, value, label in (("title", row.title, "标题"), ("text", row.text, "公开内容")):
        if not value.strip():
            raise Refused(f"请写{label}", field=field)
    kept = replace(
        row, title=row.title.strip()[:80], text=row.text.strip()[:4000],
        place=row.place.strip()[:60],
    )  # fmt: skip
    if item.is_regular:
        _insist_period(row.period, today)
        return replace(kept, happened_on=None)
    if row.happened_on is None or row.happened_on > today:
        raise Refused("请写事项的日期，不能晚于今天", field="happened_on")
    return replace(kept, period="")


def _insist_period(written: str, today: date) -> None:
    try:
        period = Period.parse(written)
    except PeriodError:
        raise Refused("所属时期写成 2026Q3、2026-09、2026H1 或 2026", field="period") from None
    if period.first_day > today or str(period) != written:
        raise Refused("所属时期还没有开始，或写法不对", field="period")


def _keep(actor: Actor, one: Disclosure, papers: Sequence[tuple[str, bytes]]) -> None:
    if one.files.count() + len(papers) > MOST_FILES:
        raise Refused(f"最多 {MOST_FILES} 个附件", field="sheets")
    owner = files.Owner("disclosure", str(one.pk))
    for name, content in papers:
        stored = files.store(
            content, name, owner=owner, org_id=one.org_id, account_id=actor.account_id
        )
        DisclosureFile.objects.create(disclosure=one, file=stored)
