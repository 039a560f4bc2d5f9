"""What every step leaves behind: a line, its papers, a word to whoever has to go on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from jishi.base import files, inbox
from jishi.base.act import Doing
from jishi.base.models import InboxKind
from jishi.cases.models import Case, CaseFile, CaseStep
from jishi.cases.queries.within import moment
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused
from jishi.tree.reach import holders

MOST_FILES = 60  # of one case
DOING = ("branch", "township", "unit_clerk", "grid_worker")
DIRECTING = ("county", "township", "unit_clerk")


def put_step(
    actor: Actor,
    case: Case,
    step: str,
    before: str,
    *,
    text: str = "",
    method: str = "",
    shown: bool = False,
    name: str = "",
) -> CaseStep:
    return CaseStep.objects.create(
        case=case, step=step, at=moment(actor), on=actor.today, round=case.reopened,
        before=before, after=case.state, text=text.strip()[:500], method=method, org=case.org,
        account_id=actor.account_id, by_name=(name or actor.name)[:60], shown=shown,
    )  # fmt: skip


def hand_over(actor: Actor, case: Case, step: CaseStep, given: Sequence[tuple[str, bytes]]) -> None:
    """Papers of a step: cleaned and typed by the file engine."""
    if not given:
        return
    if CaseFile.objects.filter(case=case).count() + len(given) > MOST_FILES:
        raise Refused(f"一件最多 {MOST_FILES} 个附件", field="files")
    owner = files.Owner("clue" if case.of_kind.narrow else "case", str(case.pk))
    for name, content in given:
        stored = files.store(
            content, name, owner=owner, org_id=case.org_id, account_id=actor.account_id,
        )  # fmt: skip
        CaseFile.objects.create(case=case, step=step, file=stored)


def touch(doing: Doing, case: Case, *before: int) -> None:
    """Facts follow the unit that does it, the one that keeps it, and those that did before."""
    for org in {case.org_id, case.home_id, *before}:
        doing.touch("case", org, case.opened_on, case.kind)
        if case.struck_on is not None:
            doing.touch("case", org, case.struck_on, case.kind)


# --- telling -------------------------------------------------------------------------------------


def key_of(case: Case) -> str:
    return f"case:{case.pk}:{case.told}"


def next_told(case: Case) -> dict[str, int]:
    """What the last one had to do is done; the to-do of the next one gets a number of its own."""
    inbox.close(key_of(case))
    return {"told": case.told + 1}


def notify(actor: Actor, case: Case) -> None:
    """The next one to act finds it in the inbox."""
    if case.of_kind.narrow:
        return
    if case.state in ("assigned", "working"):
        _tell(actor, case, DOING, case.org_id, f"请办理：{case.title}")
    elif case.state == "submitted":
        _tell(actor, case, DIRECTING, case.home_id, f"待核准：{case.title}")
    elif case.state == "registered":
        _tell(actor, case, DIRECTING, case.home_id, f"待分办：{case.title}")


def _tell(actor: Actor, case: Case, roles: Sequence[str], org_id: int, title: str) -> None:
    accounts = holders(roles, [org_id], actor.today).get(org_id, set())
    put_word(accounts - {actor.account_id or 0}, case, key_of(case), org_id, title, InboxKind.TODO)


def put_word(
    accounts: Iterable[int],
    case: Case,
    key: str,
    org_id: int,
    title: str,
    kind: str = InboxKind.NOTICE,
) -> None:
    inbox.put(
        accounts, key, title, kind=kind, link=f"/cases/{case.pk}/", org_id=org_id,
        due_on=case.due_on,
    )  # fmt: skip
