"""What both tables of cases share: what is there already, rows as cases of before, taking back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, Prefetch, QuerySet

from jishi.base.clock import SHANGHAI
from jishi.cases.access import CASE_EDIT, CASE_VIEW
from jishi.cases.actions.past import Past, Ready, Scales, followed, forget_past, record_past
from jishi.cases.models import (
    Asker,
    AskerWords,
    Case,
    CaseListing,
    CaseRole,
    CaseStep,
)
from jishi.cases.queries.within import COUNTED, cases
from jishi.exchange.ground import Ground
from jishi.exchange.parsed import Parsed, Row
from jishi.exchange.records.kind import Child, Intent, Kind, Known, Ours, Wrong
from jishi.kernel.deadline import Limit, Unit
from jishi.tree.actor import Actor
from jishi.tree.errors import NotDone
from jishi.tree.models import Organisation
from jishi.tree.permissions import Permission

BETWEEN = re.compile(r"[;；\n]+")
_NUMBER = re.compile(r"(\D+?)〔?(\d{4})〕?(\d+)号?")


def held(ground: Ground, permission: Permission) -> QuerySet[Case]:
    """Cases within reach, held to what the table is for."""
    rows = cases(ground.actor, permission).filter(COUNTED)
    if ground.scope is not None:
        rows = rows.filter(home__in=Organisation.objects.filter(ground.scope.below()))
    return rows.order_by("opened_at", "kind", "number", "pk")


class KnownCases(Known):
    """By the number we gave, by the number of the older book, else by what, when and where."""

    def __init__(self, ground: Ground) -> None:
        self.by_label: dict[str, Ours] = {}
        self.by_order: dict[tuple[str, str], Ours] = {}
        self.by_what: dict[tuple[Any, ...], Ours] = {}
        self.new: dict[tuple[Any, ...], int] = {}
        for case in held(ground, CASE_EDIT).select_related("home"):
            ours = ours_of(case)
            self.by_label[case.label] = ours
            if case.order_no:
                self.by_order[case.kind, case.order_no] = ours
            else:
                key = (case.kind, case.home_id, case.opened_on, case.title, case.subject_org_id)
                self.by_what.setdefault(key, ours)

    def meant(
        self, kind: str, row: Row, home: Organisation, title: str, subject: int | None
    ) -> Ours | None:
        order = row.values.get("order_no") or ""
        if order:
            return self.by_order.get((kind, order))
        day = at_of(row.values["received"]).date()
        by_label = self.by_label.get(row.values.get("code") or "")
        if by_label is not None and by_label.values["opened_on"] == day:
            return by_label
        return self.by_what.get((kind, home.pk, day, title, subject))

    def once(self, key: tuple[Any, ...], row: Row, ground: Ground, field: str) -> None:
        if key in self.new:
            word = ground.layout.row_word(self.new[key])
            raise Wrong(field, "duplicate", f"与{word}是同一件")
        self.new[key] = row.number


def ours_of(case: Case) -> Ours:
    values = {
        "opened_on": case.opened_on, "org": case.org_id, "handler": case.handler,
        "leader": case.leader, "outcome": case.outcome, "state": case.state,
    }  # fmt: skip
    return Ours(case.pk, case.home_id, case.version, values, str(case))


def at_of(written: str) -> datetime:
    """A day or a moment of a table, here; a day without a time begins its work at nine."""
    found = datetime.fromisoformat(written)
    if "T" not in written:
        found = found.replace(hour=9)
    return found.replace(tzinfo=SHANGHAI)


def limit_of(written: str | None) -> tuple[Limit | None, datetime | None]:
    """How long, or until when."""
    if not written:
        return None, None
    if ":" in written and "T" not in written:
        unit, amount = written.split(":")
        return Limit(int(amount), Unit(unit)), None
    return None, datetime.fromisoformat(written).replace(tzinfo=SHANGHAI)


def heard_of(called: str | None) -> tuple[bool | None, bool | None]:
    """Reached, and whether it was said to be solved."""
    return {
        "solved": (True, True), "unsolved": (True, False), "unreached": (False, None),
        "unsaid": (True, None),
    }.get(called or "", (None, None))  # fmt: skip


def heard_word(case: Case) -> str:
    pair = case.reached, case.solved
    return {
        (True, True): "solved", (True, False): "unsolved", (False, None): "unreached",
        (True, None): "unsaid",
    }.get(pair, "")  # type: ignore[arg-type]  # fmt: skip


def lines_of(written: str | None) -> list[str]:
    return [line.strip() for line in BETWEEN.split(written or "") if line.strip()]


class CaseRows(Kind):
    """New rows become cases; what is there is followed on its own page, never by a table."""

    edit, view = CASE_EDIT, CASE_VIEW
    model = Case
    org_field = "home"
    children = (
        Child(CaseStep, "case", 400), Child(CaseRole, "case", 60), Child(CaseListing, "case", 40),
        Child(Asker, "case"), Child(AskerWords, "case"),
    )  # fmt: skip
    by_act = dict.fromkeys(("org", "handler", "leader", "outcome", "state"), "请在办理页办理")
    # Fields of the act that are called otherwise in the table.
    renamed: Mapping[str, str] = {
        "on": "received", "subject_org": "subject", "home": "home", "counts_from": "limit",
    }  # fmt: skip

    def comparable(self, name: str, value: Any, ground: Ground) -> Any:
        if name == "org":
            return ground.orgs.number(value, name)
        return value[:30] if name in ("handler", "leader") else value

    def past(self, intent: Intent, ground: Ground) -> Past:
        """A new row as a case of before; raises `Wrong`."""
        raise NotImplementedError

    def judge_all(
        self, intents: Sequence[Intent], ground: Ground
    ) -> Iterable[tuple[Intent, Wrong]]:
        yield from self._weighed(intents, ground, {})

    def publish(self, intents: Sequence[Intent], ground: Ground) -> Iterable[tuple[Intent, Wrong]]:
        ready: dict[int, Ready] = {}
        yield from self._weighed(intents, ground, ready)
        pks = record_past(ground.actor, list(ready.values()))
        by_row = {intent.row.number: intent for intent in intents}
        for number, pk in zip(ready, pks, strict=True):
            by_row[number].pk = pk

    def _weighed(
        self, intents: Sequence[Intent], ground: Ground, ready: dict[int, Ready]
    ) -> Iterator[tuple[Intent, Wrong]]:
        scales = Scales(ground.actor)
        new = [intent for intent in intents if intent.action == "new"]
        taken = self._taken(new, ground)
        for intent in new:
            try:
                if intent.row.values.get("order_no") in taken:
                    raise Wrong("order_no", "registered", "这个单号已由别的单位登记")
                ready[intent.row.number] = scales.weigh(self.past(intent, ground))
            except Wrong as wrong:
                yield intent, wrong
            except NotDone as refusal:
                field = getattr(refusal, "field", "") or "state"
                field = self.renamed.get(field, field)
                shown = field if self.table.field(field) else "items"  # an item of the kind
                yield intent, Wrong(shown, "refused", str(refusal))

    def _taken(self, new: Sequence[Intent], ground: Ground) -> set[str]:
        """Numbers of other books that somebody out of reach has registered."""
        orders = [i.row.values["order_no"] for i in new if i.row.values.get("order_no")]
        found: set[str] = set()
        for start in range(0, len(orders), 500):
            rows = Case.objects.filter(order_no__in=orders[start : start + 500])
            found |= set(rows.values_list("order_no", flat=True))
        return found

    def staying(self, pks: Sequence[int]) -> Mapping[int, str]:
        return followed(pks)

    def take_back(self, pks: Sequence[int], actor: Actor) -> bool:
        forget_past(actor, pks)
        return True

    def count_by_org(self, pks: Sequence[int], ground: Ground) -> dict[int, int]:
        rows = Case.objects.filter(COUNTED, home__in=pks)
        return dict(rows.order_by().values_list("home").annotate(n=Count("pk")))

    def exported(self, ground: Ground) -> Iterator[Case]:
        told = ("progress", "help", "strike_off")
        rows = held(ground, self.view).select_related("home", "org", "subject_org", "person")
        rows = rows.prefetch_related(
            Prefetch("steps_taken", CaseStep.objects.filter(step__in=told).order_by("pk")),
            Prefetch("roles", CaseRole.objects.filter(until=None).order_by("pk")),
            Prefetch("listings", CaseListing.objects.select_related("list").order_by("pk")),
        )
        yield from rows.iterator(chunk_size=500)


def parsed_people(parsed: Parsed) -> Parsed:
    """The columns that name a person, as the finder of people knows them."""
    return Parsed(parsed.numbers, {"code": parsed.columns.get("person_code", [])})


def local(at: datetime | None) -> str:
    """A moment as tables write it, to the minute."""
    return "" if at is None else f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def limit_word(case: Case) -> str:
    return f"{case.limit}{Unit(case.limit_unit).label}"


def approver(case: Case) -> str:
    if case.struck_on is None:
        return ""
    names = [step.by_name for step in case.steps_taken.all() if step.step == "strike_off"]
    return names[-1] if names else ""
