"""Which duties of which organisations a touch may have changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Q

from jishi.base.touches import Touch
from jishi.duties.kinds import Duty
from jishi.duties.kinds.duty import DUES, ELECTION
from jishi.duties.queries.facts import setting_codes
from jishi.kernel.path import ids, subtree_bounds
from jishi.registers.queries.offices import committee_kinds
from jishi.tree.models import Organisation, OrganisationState

BELOW = "subtree"  # the kind of a touch that reaches all below
SOURCES = (
    "activity", "organisation", "post", "term", "dues", "setting", "duty", "duty_start",
    "local_duty",
)  # fmt: skip


@dataclass
class Scope:
    """By organisation the codes of duties; `whole` holds those whose duties all are looked at."""

    codes: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    whole: set[int] = field(default_factory=set)

    def by_codes(self) -> dict[frozenset[str] | None, set[int]]:
        """Organisations with the same duties together; None for all duties."""
        found: dict[frozenset[str] | None, set[int]] = defaultdict(set)
        for org in self.whole:
            found[None].add(org)
        for org, codes in self.codes.items():
            if org not in self.whole and codes:
                found[frozenset(codes)].add(org)
        return dict(found)


def scope_of(touches: Sequence[Touch], duties: Mapping[str, Duty]) -> Scope:
    scope = Scope()
    by_source: dict[str, list[Touch]] = defaultdict(list)
    for touch in touches:
        by_source[touch.source].append(touch)
    _activities(scope, by_source["activity"], duties)
    _organisations(scope, by_source["organisation"], duties)
    needing = {code for code, duty in duties.items() if duty.needs}
    for touch in by_source["post"]:
        if touch.kind in committee_kinds():
            scope.codes[touch.org_id] |= needing
    for source, kind in (("term", ELECTION), ("dues", DUES)):
        taking = {code for code, duty in duties.items() if kind in duty.evidence}
        for touch in by_source[source]:
            scope.codes[touch.org_id] |= taking
    for touch in by_source["duty"]:
        scope.codes[touch.org_id].add(touch.kind)
    _subtrees(scope, by_source)
    return scope


def _activities(scope: Scope, touches: Sequence[Touch], duties: Mapping[str, Duty]) -> None:
    taking: dict[str, set[str]] = defaultdict(set)
    above: set[str] = set()
    for code, duty in duties.items():
        for kind in duty.evidence:
            if duty.test == "secretary_lectures":
                above.add(code)
            else:
                taking[kind].add(code)
    for touch in touches:
        scope.codes[touch.org_id] |= taking[touch.kind]
    _parents_of_groups(
        scope, {touch.org_id for touch in touches if touch.kind == "group"}, taking["group"]
    )
    _ancestors(scope, {touch.org_id for touch in touches if touch.kind == "lesson"}, above)


def _parents_of_groups(scope: Scope, orgs: set[int], codes: set[str]) -> None:
    if orgs:
        rows = OrganisationState.objects.filter(org_id__in=orgs, kind="group").order_by()
        for parent in rows.values_list("parent_id", flat=True).distinct():
            scope.codes[parent or 0] |= codes


def _ancestors(scope: Scope, orgs: set[int], codes: set[str]) -> None:
    """A lesson below counts for the committees above whose secretary gave it."""
    if orgs and codes:
        for path in Organisation.objects.filter(pk__in=orgs).values_list("path", flat=True):
            for ident in ids(path):
                scope.codes[ident] |= codes


def _organisations(scope: Scope, touches: Sequence[Touch], duties: Mapping[str, Duty]) -> None:
    orgs = {touch.org_id for touch in touches}
    scope.whole |= orgs
    grouped = {code for code, duty in duties.items() if duty.needs == "groups"}
    _parents_of_groups(scope, orgs, grouped)
    leading = {code for code, duty in duties.items() if duty.test == "secretary_lectures"}
    _ancestors(scope, orgs, leading)


def _subtrees(scope: Scope, by_source: Mapping[str, Sequence[Touch]]) -> None:
    """Settings, start-up dates and duties of one's own hold for all below."""
    tops: dict[int, set[str] | None] = {}
    for touch in by_source["setting"]:
        if touch.kind in setting_codes():
            tops[touch.org_id] = None
    for touch in by_source["duty_start"]:
        tops[touch.org_id] = None
    for touch in by_source["organisation"]:
        if touch.kind == BELOW:
            tops[touch.org_id] = None
    for touch in by_source["local_duty"]:
        if tops.setdefault(touch.org_id, set()) is not None:
            tops[touch.org_id] = (tops[touch.org_id] or set()) | {touch.kind}
    if not tops:
        return
    for top, path in Organisation.objects.filter(pk__in=tops).values_list("pk", "path"):
        low, high = subtree_bounds(path)
        below = Organisation.objects.filter(Q(path__gte=low, path__lt=high)).order_by()
        for org in below.values_list("pk", flat=True):
            codes = tops[top]
            if codes is None:
                scope.whole.add(org)
            else:
                scope.codes[org] |= codes
