"""党组织: founded in the order of the tree, renamed and set up anew by their own acts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import Max

from jishi.base.act import attempt
from jishi.base.pinyin import fold
from jishi.exchange.ground import Ground
from jishi.exchange.kinds.tables import BY_CODE
from jishi.exchange.parsed import Parsed, Row
from jishi.exchange.records.kind import Child, Intent, Kind, Known, Ours, Wrong
from jishi.orgs import actions
from jishi.orgs.access import ORG_EDIT, ORG_VIEW
from jishi.orgs.actions import Basis
from jishi.tree.errors import NotDone, Refused
from jishi.tree.kinds import MAY_STAND_BELOW, ORG_KINDS, SECTORS
from jishi.tree.models import Organisation, OrganisationChange, OrganisationState
from jishi.tree.reach import visible


class KnownOrganisations(Known):
    def __init__(self, parsed: Parsed, ground: Ground) -> None:
        self.orgs = ground.orgs
        self.ground = ground
        self.in_file = _InFile(parsed)
        codes = [code for code in parsed.columns.get("code", []) if code]
        self.taken: set[str] = set()
        for start in range(0, len(codes), 500):
            some = Organisation.objects.filter(code__in=codes[start : start + 500])
            self.taken |= set(some.values_list("code", flat=True))
        last = OrganisationChange.objects.values_list("org").annotate(last=Max("recorded_at"))
        self.changed = dict(last.order_by())

    def find(self, row: Row, org: Organisation | None) -> Ours | None:
        code, name = row.values.get("code"), row.values.get("name")
        if code:
            found = self.orgs.by_code.get(code)
            return self._ours(found) if found else None
        named = self.orgs.by_name.get(fold(name or ""), [])
        if org is not None:  # the superior that the row names
            named = [o for o in named if o.parent_id == org.pk] or named
        if len(named) > 1:
            raise Wrong("name", "org_ambiguous", f"叫这个名称的组织有 {len(named)} 个，请填编码")
        return self._ours(named[0]) if named else None

    def _ours(self, org: Organisation) -> Ours:
        above = self.orgs.all.get(org.parent_id or 0)
        values: dict[str, Any] = {
            "code": org.code, "name": org.name, "short_name": org.short_name, "kind": org.kind,
            "sector": org.sector, "founded_on": org.founded_on, "closed_on": org.closed_on,
            "parent": above.pk if above else None,
        }  # fmt: skip
        return Ours(org.pk, org.pk, org.version, values, org.short_name, self.changed.get(org.pk))

    def gone(self, met: set[int]) -> list[Ours]:
        """Open organisations directly below those that the file names, and not in it."""
        parents = {self.orgs.all[pk].parent_id for pk in met if pk in self.orgs.all}
        return [
            self._ours(org)
            for org in self.orgs.all.values()
            if org.closed_on is None and org.pk not in met and org.parent_id in parents
        ]


class _InFile:
    """The organisations that the file itself founds, to be named as superiors in it."""

    def __init__(self, parsed: Parsed) -> None:
        self.by_word: dict[str, int] = {}
        columns = parsed.columns
        for name in ("short_name", "name", "code"):
            for at, value in enumerate(columns.get(name, [])):
                if value:
                    self.by_word[fold(value)] = at


class Organisations(Kind):
    table = BY_CODE["organisations"]
    edit, view = ORG_EDIT, ORG_VIEW
    model = Organisation
    children = (Child(OrganisationState, "org"), Child(OrganisationChange, "org"))
    by_act = {"parent": "调整隶属", "closed_on": "撤销", "founded_on": "成立日期"}
    not_compared = frozenset({"code", "document", "elected_on"})
    org_field = "parent"
    new_versions_vary = True  # founded and closed in one row

    def known(self, parsed: Parsed, ground: Ground) -> KnownOrganisations:
        return KnownOrganisations(parsed, ground)

    def place(self, row: Row, ground: Ground) -> Organisation | None:
        """The superior, if it is there already; one that the file founds is found at writing."""
        written = row.values.get("parent")
        if not written:
            return None
        try:
            return ground.orgs.named(written, "parent")
        except Wrong:
            return None

    def judge_new(
        self, row: Row, org: Organisation | None, known: KnownOrganisations, ground: Ground
    ) -> None:
        values = row.values
        if values.get("code") and values["code"] in known.taken:
            raise Wrong("code", "org_unreachable", "这个编码已被使用，或不在您的范围内")
        for name, label in (("kind", "类型"), ("founded_on", "成立日期")):
            if not values.get(name):
                raise Wrong(name, "missing", f"新成立的组织须填{label}")
        if values["founded_on"] > ground.today:
            raise Wrong("founded_on", "future", "成立日期不能晚于今天")
        written = values.get("parent")
        above = org
        if above is None and written and fold(written) not in known.in_file.by_word:
            ground.orgs.named(written, "parent")  # raises, in words
        if above is None and not written:
            above = ground.scope
        if above is not None:
            if values["kind"] not in MAY_STAND_BELOW[above.kind]:
                text = (
                    f"{ORG_KINDS[above.kind].label}之下不能直接设{ORG_KINDS[values['kind']].label}"
                )
                raise Wrong("kind", "wrong_parent", text)
        elif not written and not ground.actor.is_operator:
            raise Wrong("parent", "missing", "没有写明上级党组织")

    def judge_change(self, intent: Intent, ground: Ground) -> None:
        theirs = intent.row.values.get("parent")
        if "parent" in intent.kept and intent.ours is not None:
            named = self.place(intent.row, ground)
            if named is None or named.pk == intent.ours.values["parent"]:
                del intent.kept["parent"]  # the same superior, under another of its names
        if theirs is None:
            intent.kept.pop("parent", None)

    # --- writing ---------------------------------------------------------------------------------

    def publish(self, intents: Sequence[Intent], ground: Ground) -> Iterable[tuple[Intent, Wrong]]:
        made: dict[str, Organisation] = {}
        waiting = [intent for intent in intents if intent.action == "new"]
        while waiting:
            later: list[Intent] = []
            for intent in waiting:
                above = self._above(intent, made, ground)
                if above == "later":
                    later.append(intent)
                    continue
                try:
                    with attempt():
                        org = self._found(intent, above, ground)
                except NotDone as refusal:
                    yield intent, _wrong(refusal)
                    continue
                intent.pk = intent.org_id = org.pk
                for word in (org.code, org.name, org.short_name):
                    made[fold(word)] = org
            if len(later) == len(waiting):
                for intent in later:
                    text = "上级党组织没有成立，这一行也不能成立"
                    yield intent, Wrong("parent", "parent_refused", text)
                break
            waiting = later
        for intent in intents:
            if intent.action == "changed":
                try:
                    with attempt():
                        self._change(intent, ground)
                except NotDone as refusal:
                    yield intent, _wrong(refusal)

    def _above(self, intent: Intent, made: dict[str, Organisation], ground: Ground) -> Any:
        written = intent.row.values.get("parent")
        if not written:
            return ground.scope
        if fold(written) in made:
            return made[fold(written)]
        return self.place(intent.row, ground) or "later"

    def _found(self, intent: Intent, above: Organisation | None, ground: Ground) -> Organisation:
        values = intent.row.values
        short = values.get("short_name") or values["name"][:60]
        org = actions.found_organisation(
            ground.actor, above, code=values.get("code") or _code_below(above),
            name=values["name"], short_name=short, kind=values["kind"],
            sector=values.get("sector") or "other",
            basis=_basis(values["founded_on"], values.get("document") or ""),
        )  # fmt: skip
        if values.get("closed_on"):
            basis = _basis(values["closed_on"], values.get("document") or "")
            org = actions.close_organisation(ground.actor, org, org.version, basis=basis)
        return org

    def _change(self, intent: Intent, ground: Ground) -> None:
        ours, changes = intent.ours, intent.changes
        assert ours is not None
        org = Organisation.objects.get(pk=ours.pk)
        version, basis = ours.version, _basis(ground.today, "")
        if {"name", "short_name"} & set(changes):
            org = actions.rename_organisation(
                ground.actor, org, version, basis=basis,
                name=changes.get("name", (0, org.name))[1],
                short_name=changes.get("short_name", (0, org.short_name))[1],
            )  # fmt: skip
            version = org.version
        if {"kind", "sector"} & set(changes):
            actions.rekind_organisation(
                ground.actor, org, version, basis=basis,
                kind=changes.get("kind", (0, org.kind))[1],
                sector=changes.get("sector", (0, org.sector))[1],
            )  # fmt: skip

    # --- out -------------------------------------------------------------------------------------

    def rows(self, ground: Ground) -> Iterator[dict[str, Any]]:
        found = visible(ground.actor, self.view, Organisation.objects.select_related("parent"))
        if ground.scope is not None:
            found = found.filter(ground.scope.below())
        for org in found.order_by("line"):
            yield {
                "code": org.code, "name": org.name, "short_name": org.short_name,
                "kind": ORG_KINDS[org.kind].label, "sector": SECTORS[org.sector],
                "parent": org.parent.code if org.parent else "", "founded_on": org.founded_on,
                "closed_on": org.closed_on,
            }  # fmt: skip

    def count_by_org(self, pks: Sequence[int], ground: Ground) -> dict[int, int]:
        """How many stand below each, today."""
        above = Counter(o.parent_id for o in ground.orgs.all.values() if o.closed_on is None)
        return {pk: above[pk] for pk in pks}


def _basis(on: date, document: str) -> Basis:
    return Basis(on, document, "导入")


def _wrong(refusal: NotDone) -> Wrong:
    field = {"on": "founded_on"}.get(getattr(refusal, "field", ""), getattr(refusal, "field", ""))
    code = refusal.code if isinstance(refusal, Refused) else "refused"
    return Wrong(field or "name", code, str(refusal))


def _code_below(above: Organisation | None) -> str:
    """The next free code of the usual form: the superior's, and two figures more."""
    stem = above.code if above else "ORG"
    taken = set(Organisation.objects.filter(code__startswith=stem).values_list("code", flat=True))
    number = next(n for n in range(1, 10**6) if f"{stem}{n:02d}" not in taken)
    return f"{stem}{number:02d}"


KIND = Organisations()
