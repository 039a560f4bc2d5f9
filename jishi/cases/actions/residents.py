"""What residents do themselves: hand in, confirm, say that it is not solved, add something.

They have no account: the code of their slip stands for them. Each act is one of these functions,
on one case, and is written down under their door.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from jishi.base.act import act, bump, lock
from jishi.base.audit.verbs import Verb
from jishi.base.settings_tree import setting
from jishi.cases.access import CASE_EDIT
from jishi.cases.actions.moving import reopen_again
from jishi.cases.actions.opening import Asking, Entry, give_code, keep_words, opened
from jishi.cases.actions.writing import hand_over, next_told, notify, put_step, touch
from jishi.cases.codes import hash_of
from jishi.cases.kinds import all_kinds
from jishi.cases.local import DISPUTE_DAYS
from jishi.cases.marks import SATISFACTION, UNSATISFIED
from jishi.cases.models import Asker, Case
from jishi.tree.actor import OPERATOR, Actor
from jishi.tree.errors import NotVisible, Refused
from jishi.tree.kinds import place_name
from jishi.tree.models import Organisation

CONFIRMED = Verb("case.confirm", "诉求人确认")
DISPUTED = Verb("case.dispute", "诉求人说没有解决")
ADDED = Verb("case.add", "诉求人补充")
CODED = Verb("case.code", "发给查询码")
RESIDENT = "居民"
DESKS = ("township", "street", "county")  # where requests are taken and sent out


def resident(today: date) -> Actor:
    """Whoever holds a code or a form; no name, no address and no device is kept (R-HOT-12)."""
    return Actor(None, "portal", RESIDENT, OPERATOR, today)


def desk_of(place: Organisation) -> Organisation:
    """The township or street that takes it (R-HOT-08), or the top: never what it may be about."""
    found = place
    while found.parent is not None:
        if found.sector in DESKS and found.kind in ("committee", "work_committee"):
            break
        found = found.parent
    return found


def receive(
    today: date,
    kind_code: str,
    place: Organisation,
    *,
    title: str,
    words: str,
    class_code: str,
    where: str = "",
    alias: str = "",
    name: str = "",
    phone: str = "",
    about_place: bool = False,
    files: Sequence[tuple[str, bytes]] = (),
) -> tuple[Case, str]:
    """A request or a wish of a resident, at the desk above, with a code to follow it by."""
    kind = all_kinds().get(kind_code)
    if kind is None or not kind.public:
        raise NotVisible
    if not words.strip():
        raise Refused("请写明要反映的事", field="words")
    desk = desk_of(place)
    payload: dict[str, Any] = {"alias": alias} if kind_code == "wish" else {
        "place": f"{place_name(place.short_name)}{where}"[:60]
    }  # fmt: skip
    entry = Entry(
        kind_code, title, desk, classes=[class_code], door="portal", payload=payload,
        # What is told to the unit it may be about is written by the desk, not copied from here.
        detail="" if about_place else words.strip()[:1000],
        subject_org=place if about_place else None,
        asker=Asking(words, name, phone), files=files,
    )  # fmt: skip
    with act(resident(today), CASE_EDIT, desk) as doing:
        case = opened(doing, kind, entry)
        code = give_code(case)
        doing.record(CODED, case, org=case.org_id)
        return case, code


def renew_code(actor: Actor, case: Case) -> str:
    """The old slip was lost, never came, or its form was sent twice: it opens nothing any more."""
    with act(actor, CASE_EDIT, case.home) as doing:
        case = lock(Case.objects.select_related("home"), case.pk)
        if not case.of_kind.public:
            raise Refused("这一类没有查询码")
        code = give_code(case)
        doing.record(CODED, case, org=case.org_id)
        return code


def by_code(typed: str) -> Case | None:
    """The case of a code; nothing tells a wrong one from none."""
    wanted = hash_of(typed)
    if not wanted:
        return None
    row = Asker.objects.filter(code_hash=wanted, forgotten_on=None).select_related(
        "case__home", "case__org"
    )
    found = row.first()
    return found.case if found else None


def confirm(today: date, case: Case, satisfaction: int, text: str = "") -> Case:
    """It is solved, and so well: as good as a call back that was answered (R-HOT-03)."""
    if satisfaction not in SATISFACTION:
        raise Refused("请选满意程度", field="satisfaction")
    with act(resident(today), CASE_EDIT, case.home) as doing:
        case = _answered(today, case)
        bump(case, confirmed=True, reached=True, solved=True, satisfaction=satisfaction)
        put_step(doing.actor, case, "confirm", case.state, text=text, shown=True, name=RESIDENT)
        doing.record(CONFIRMED, case, org=case.org_id)
        touch(doing, case)
        return case


def dispute(today: date, case: Case, text: str, files: Sequence[tuple[str, bytes]] = ()) -> Case:
    """It is not: the same case is open again."""
    if not text.strip():
        raise Refused("请写明哪里没有解决", field="text")
    with act(resident(today), CASE_EDIT, case.home) as doing:
        case = _answered(today, case)
        if case.state == "struck_off":
            case, step = reopen_again(doing, case, text, by="dispute", name=RESIDENT)
        else:
            told = next_told(case)
            before = case.state
            bump(case, state="working", state_since=today, confirmed=False, reached=True,
                 solved=False, satisfaction=UNSATISFIED, **told)  # fmt: skip
            step = put_step(
                doing.actor, case, "dispute", before, text=text, shown=True, name=RESIDENT
            )
            notify(doing.actor, case)
        hand_over(doing.actor, case, step, files)
        doing.record(DISPUTED, case, org=case.org_id)
        touch(doing, case)
        return case


def add_words(today: date, case: Case, text: str, files: Sequence[tuple[str, bytes]] = ()) -> Case:
    """Something more while it is open; it goes to the desk, with the resident's other words."""
    if not text.strip():
        raise Refused("请写明要补充的", field="text")
    with act(resident(today), CASE_EDIT, case.home) as doing:
        case = lock(Case.objects.select_related("home", "org"), case.pk)
        if case.state not in ("registered", "assigned", "working"):
            raise Refused("已经答复，不能再补充；没有解决的请选「没有解决」")
        keep_words(doing.actor, case, text)
        step = put_step(
            doing.actor, case, "add", case.state, text="有补充，受理单位可查看原话", shown=True,
            name=RESIDENT,
        )  # fmt: skip
        hand_over(doing.actor, case, step, files)
        doing.record(ADDED, case, org=case.org_id)
        return case


def _answered(today: date, case: Case) -> Case:
    """Something to judge: answered, or struck off not long ago."""
    row = lock(Case.objects.select_related("home", "org"), case.pk)
    if row.state == "struck_off" and row.struck_on is not None:
        days = setting(DISPUTE_DAYS, row.home, today)
        if row.struck_on + timedelta(days=days) < today:
            raise Refused(f"办结已超过 {days} 天，请另提一件")
        return row
    if row.state != "submitted":
        raise Refused("还没有答复，等答复了再评价")
    return row
