"""What the guards look at, read from the steps and papers of the present round."""

from __future__ import annotations

from django.db.models import QuerySet

from jishi.cases.models import Case, CaseFile, CaseRole, CaseStep
from jishi.cases.rules.closing import CaseFacts
from jishi.tree.actor import Actor

# Whoever took one of these has had the case in hand and cannot call it settled.
_ANEW = ("submit", "send_back")  # what a call back before them said is no longer about it
DOING = ("sign", "contact", "progress", "submit", "help")


def facts_of(actor: Actor, case: Case, outcome: str = "", papers: int = 0) -> CaseFacts:
    """`outcome` and `papers` are what is handed in with the step about to be taken."""
    kind = case.of_kind
    steps = list(_round(case).order_by("id").values_list("step", "method"))
    answered = max((n for n, (step, _) in enumerate(steps) if step in _ANEW), default=0)
    named = set(
        CaseRole.objects.filter(case=case, until__isnull=True).values_list("role", flat=True)
    )
    return CaseFacts(
        conditions=kind.conditions,
        evidence=papers + CaseFile.objects.filter(case=case, step__round=case.reopened).count(),
        progress=sum(step in ("progress", "contact") for step, _ in steps),
        methods=frozenset(method for step, method in steps if step == "progress" and method),
        unfilled=tuple(r.label for r in kind.roles if r.needed and r.code not in named),
        outcome=outcome or case.outcome,
        is_paused=case.is_paused,
        is_extended=case.extended_by is not None,
        called_back=any(step == "call_back" for step, _ in steps[answered:]),
        solved=case.solved,
        confirmed=case.confirmed,
        look_back_due=case.look_back_on,
        looked_back=case.looked_on is not None,
    )


def _round(case: Case) -> QuerySet[CaseStep]:
    return CaseStep.objects.filter(case=case, round=case.reopened)


def doers(case: Case, step: str) -> set[int]:
    """Whose own work would be judged by this step: somebody else has to take it."""
    rows = CaseStep.objects.filter(case=case, account__isnull=False)
    if step == "refuse":
        rows = rows.filter(step="open")
    elif step == "look_back":
        rows = rows.filter(step__in=DOING)
    else:
        rows = rows.filter(round=case.reopened, step__in=DOING)
    return {pk for pk in rows.values_list("account_id", flat=True) if pk is not None}
