"""The steps of one assessment: checked by the organisation, accepted and confirmed above it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, BinaryIO

from jishi.base import files, inbox
from jishi.base.act import Doing, act, attempt, bump, lock
from jishi.base.audit.verbs import Verb
from jishi.kernel.workflow import Need
from jishi.standards.access import STANDARD_ACCEPT, STANDARD_CHECK, STANDARD_RUN
from jishi.standards.actions.rounds import check_key
from jishi.standards.kinds.standard import Standard
from jishi.standards.models import Assessment, Line, Round, Step
from jishi.standards.queries.proving import Proven, prove
from jishi.standards.queries.stepping import facts_of, owner_of
from jishi.standards.rules.keeping import body_of, digest_of
from jishi.standards.rules.steps import FLOW
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible, Refused, insist
from jishi.tree.models import Organisation

ANSWERED = Verb("standard.answer", "填报自查")
CHECKED = Verb("standard.check", "提交自查")
HANDED_BACK = Verb("standard.hand_back", "退回自查")
ACCEPTED = Verb("standard.accept", "验收")
REOPENED = Verb("standard.reopen", "退回重新验收")
CONFIRMED = Verb("standard.confirm", "审定考评")
DROPPED = Verb("standard.drop", "不再考评")
MOST_FILES = 6  # of one criterion


@dataclass(frozen=True)
class Answer:
    """What the organisation says of one criterion."""

    points: Decimal | None = None
    note: str = ""


@dataclass(frozen=True)
class Judgement:
    """What the acceptance says of one criterion: points other than counted need a reason."""

    points: Decimal | None = None
    reason: str = ""
    mend_by: date | None = None


@dataclass(frozen=True)
class Upload:
    criterion: str
    content: BinaryIO | bytes
    name: str


@dataclass(frozen=True)
class SelfCheck:
    answers: Mapping[str, Answer]
    uploads: list[Upload] = field(default_factory=list)


def proven_of(row: Assessment, today: date) -> Proven:
    return prove([row], today)[row.pk]


def locked(row: Assessment, version: int | None) -> Assessment:
    rows = Assessment.objects.select_related("round", "round__org", "org", "org__parent")
    found = lock(rows, row.pk, version)
    if found.round.state != "running":
        raise Refused(f"这一轮考评{found.round.state_label}，不能再办理")
    return found


def above(row: Assessment) -> Organisation:
    """Where it is accepted: never at the organisation itself."""
    if row.org.parent is None:
        raise NotVisible
    return row.org.parent


def insist_on(actor: Actor, row: Assessment, step: str, proven: Proven, reason: str = "") -> None:
    supplied = {Need.OTHER_PERSON} | ({Need.REASON} if reason.strip() else set())
    insist(FLOW.check(row.state, step, facts_of(actor, proven), supplied), "reason")


def take(
    doing: Doing, row: Assessment, step: str, proven: Proven, *, reason: str = "", **values: Any
) -> Assessment:
    """A step of the workflow with everything that it needs, or a refusal."""
    actor = doing.actor
    insist_on(actor, row, step, proven, reason)
    bump(row, state=FLOW.after(row.state, step).name, **values)
    label = next(each.label for each in FLOW.transitions if each.name == step)
    Step.objects.create(
        assessment=row, name=step, label=label, on=actor.today, by=actor.name,
        note=reason.strip()[:300],
    )  # fmt: skip
    return row


def answer_check(
    actor: Actor, row: Assessment, version: int | None, check: SelfCheck, *, submit: bool = False
) -> Assessment:
    """Answers are kept as they come; submitted once every question has one."""
    with act(actor, STANDARD_CHECK, row.org) as doing:
        row = locked(row, version)
        if row.state != "open":
            raise Refused(f"现在{row.state_label}，自查不能再改")
        standard = row.round.of
        for code, answer in check.answers.items():
            _answer(row, standard, code, answer)
        for upload in check.uploads:
            _upload(actor, row, standard, upload)
        doing.record(ANSWERED, row, org=row.org_id, count=len(check.answers))
        if not submit:
            bump(row)
            return row
        proven = proven_of(row, actor.today)
        take(
            doing, row, "check", proven, checked_by_id=actor.account_id, checked_on=actor.today,
        )  # fmt: skip
        inbox.close(check_key(row.round_id, row.org_id))
        doing.record(CHECKED, row, org=row.org_id, result=f"{proven.total:f}")
        return row


def _answer(row: Assessment, standard: Standard, code: str, answer: Answer) -> None:
    criterion = standard.by_code.get(code)
    if criterion is None:
        raise Refused("没有这项考评项")
    if answer.points is not None and not criterion.asked:
        raise Refused(f"“{criterion.title}”从记录算出，不自己打分")
    if answer.points is not None and not 0 <= answer.points <= criterion.points:
        raise Refused(f"“{criterion.title}”应在 0 至 {criterion.points:f} 分之间")
    Line.objects.update_or_create(
        assessment=row, revision=0, criterion=code,
        defaults={"self_points": answer.points, "self_note": answer.note.strip()[:300]},
    )  # fmt: skip


def _upload(actor: Actor, row: Assessment, standard: Standard, upload: Upload) -> None:
    if upload.criterion not in standard.by_code:
        raise Refused("没有这项考评项")
    owner = owner_of(row, upload.criterion)
    if len(files.files_of(owner)) >= MOST_FILES:
        raise Refused(f"一项考评项最多 {MOST_FILES} 个附件")
    files.store(
        upload.content, upload.name, owner=owner, org_id=row.org_id, account_id=actor.account_id
    )


def hand_back(actor: Actor, row: Assessment, version: int | None, reason: str) -> Assessment:
    with act(actor, STANDARD_ACCEPT, above(row)) as doing:
        row = locked(row, version)
        take(doing, row, "hand_back", proven_of(row, actor.today), reason=reason)
        doing.record(HANDED_BACK, row, org=row.org_id, reason=reason)
        return row


def accept(
    actor: Actor, row: Assessment, version: int | None, judgements: Mapping[str, Judgement]
) -> Assessment:
    """Points of every question; those counted stand unless others are given, with a reason."""
    with act(actor, STANDARD_ACCEPT, above(row)) as doing:
        row = locked(row, version)
        if row.state != "self_checked":
            raise Refused(f"现在{row.state_label}，不能验收")
        _judge(row, proven_of(row, actor.today), judgements)
        proven = proven_of(row, actor.today)
        take(doing, row, "accept", proven, accepted_by_id=actor.account_id, accepted_on=actor.today)
        doing.record(ACCEPTED, row, org=row.org_id, result=f"{proven.total:f}")
        return row


def _judge(row: Assessment, proven: Proven, judgements: Mapping[str, Judgement]) -> None:
    known = proven.by_code
    for code, said in judgements.items():
        if code not in known:
            raise Refused("没有这项考评项")
        judged = known[code]
        criterion = judged.criterion
        given = said.points
        if given is not None and not 0 <= given <= criterion.points:
            raise Refused(f"“{criterion.title}”应在 0 至 {criterion.points:f} 分之间")
        if not criterion.asked and given == judged.computed:
            given = None  # what was counted stands, and goes on being counted until confirmed
        usual = judged.computed if not criterion.asked else criterion.points
        if given is not None and given != usual and not said.reason.strip():
            raise Refused(f"“{criterion.title}”的给分与计算不同或有扣分，请写明原因")
        Line.objects.update_or_create(
            assessment=row, revision=0, criterion=code,
            defaults={
                "accepted_points": given, "reason": said.reason.strip()[:200],
                "mend_by": said.mend_by,
            },
        )  # fmt: skip


def reopen(actor: Actor, row: Assessment, version: int | None, reason: str) -> Assessment:
    with act(actor, STANDARD_RUN, row.round.org) as doing:
        row = locked(row, version)
        values = {"accepted_by_id": None, "accepted_on": None}
        take(doing, row, "reopen", proven_of(row, actor.today), reason=reason, **values)
        doing.record(REOPENED, row, org=row.org_id, reason=reason)
        return row


def confirm(actor: Actor, row: Assessment, version: int | None) -> Assessment:
    """The points and what proves them are frozen under a hash."""
    with act(actor, STANDARD_RUN, row.round.org) as doing:
        row = locked(row, version)
        proven = proven_of(row, actor.today)
        insist_on(actor, row, "confirm", proven)  # before a line is frozen a second time
        total, digest = freeze(row, proven, 1)
        take(
            doing, row, "confirm", proven, revision=1, points=total, digest=digest,
            confirmed_by_id=actor.account_id, confirmed_on=actor.today,
        )  # fmt: skip
        doing.record(CONFIRMED, row, org=row.org_id, result=f"{total:f}", digest=digest[:16])
        return row


def confirm_many(actor: Actor, round_: Round, numbers: Collection[int]) -> tuple[int, list[str]]:
    """Each by itself: one that may not be confirmed is left, and why; the others are."""
    done, left = 0, []
    with act(actor, STANDARD_RUN, round_.org, below=True):
        rows = Assessment.objects.filter(round=round_, pk__in=list(numbers), state="accepted")
        for row in rows.select_related("round__org", "org", "person", "venue").order_by("id"):
            try:
                with attempt():
                    confirm(actor, row, None)
                done += 1
            except Refused as refusal:
                left.append(f"{row.subject}：{refusal.message}")
    return done, left


def freeze(row: Assessment, proven: Proven, revision: int) -> tuple[Decimal, str]:
    """Every line of a revision as it stands, and their hash."""
    lines = []
    for each in proven.lines:
        line, points = each.line, each.points
        lines.append(
            Line(
                assessment=row, revision=revision, criterion=each.criterion.code,
                self_points=line.self_points if line else None,
                self_note=line.self_note if line else "",
                accepted_points=line.accepted_points if line else None,
                reason=line.reason if line else "", mend_by=line.mend_by if line else None,
                computed_points=each.computed, points=points or Decimal(0),
                proof=body_of(each.proof) if each.proof else {},
            )
        )  # fmt: skip
    Line.objects.bulk_create(lines)
    total = sum((line.points or Decimal(0) for line in lines), Decimal(0)) + (
        proven.sides or Decimal(0)
    )
    return total, digest_lines(row, revision, total, lines)


def digest_lines(row: Assessment, revision: int, total: Decimal, lines: list[Line]) -> str:
    kept = [(line.criterion, line.points, line.proof, line.reason) for line in lines]
    two = Decimal("0.01")
    return digest_of(
        row.round_id, row.org_id, revision, total.quantize(two),
        [(c, p.quantize(two) if p is not None else None, proof, r) for c, p, proof, r in kept],
    )  # fmt: skip


def drop(actor: Actor, row: Assessment, version: int | None, reason: str) -> Assessment:
    """The organisation was closed, or does not belong into this round after all."""
    with act(actor, STANDARD_RUN, row.round.org) as doing:
        row = locked(row, version)
        take(doing, row, "drop", proven_of(row, actor.today), reason=reason)
        inbox.close(check_key(row.round_id, row.org_id))
        doing.record(DROPPED, row, org=row.org_id, reason=reason)
        return row
