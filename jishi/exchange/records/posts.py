"""任职: who holds which post; a new row appoints, a day of leaving ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Count

from jishi.base.act import attempt
from jishi.exchange.ground import Ground
from jishi.exchange.kinds.tables import BY_CODE
from jishi.exchange.parsed import Parsed, Row
from jishi.exchange.records.finder import People, sealed_text
from jishi.exchange.records.kind import Child, Intent, Kind, Known, Ours, Wrong
from jishi.kernel.partial import PartialDate
from jishi.people.models import Person
from jishi.registers import actions
from jishi.registers.access import LINK_VIEW, POST_EDIT
from jishi.registers.actions import Terms
from jishi.registers.kinds import LinkKind, all_kinds
from jishi.registers.models import Link, LinkEntry
from jishi.tree.errors import NotDone
from jishi.tree.models import Organisation

OFFICES = ("党支部", "党总支", "党委", "党组织", "支部", "总支", "村", "社区")


def post_kinds() -> dict[str, LinkKind]:
    """What a table of posts may name: posts of persons, by title."""
    found = [kind for kind in all_kinds().values() if kind.is_post]
    return {kind.title: kind for kind in sorted(found, key=lambda kind: kind.order)}


def kind_of_post(written: str) -> LinkKind | None:
    """书记, 支部书记, 党支部副书记, 组织委员……: the longest title that it ends with."""
    titles = post_kinds()
    plain = written.strip()
    for office in OFFICES:
        if plain not in titles and plain.startswith(office):
            plain = plain.removeprefix(office)
    if plain in titles:
        return titles[plain]
    ends = [title for title in titles if plain.endswith(title)]
    return titles[max(ends, key=len)] if ends else None


class KnownPosts(Known):
    def __init__(self, parsed: Parsed, ground: Ground) -> None:
        self.people = People(parsed, ground)
        self.ground = ground
        links = ground.within(LINK_VIEW, Link.objects.select_related("org"))
        codes = [kind.code for kind in post_kinds().values()]
        self.links: dict[tuple[int, str, int], list[Link]] = {}
        for link in links.filter(kind__in=codes, person__isnull=False).order_by("since"):
            key = (link.org_id, link.kind, link.person_id or 0)
            self.links.setdefault(key, []).append(link)

    def find(self, row: Row, org: Organisation | None) -> Ours | None:
        assert org is not None  # `place` has seen to it
        kind = _post(row)
        person = self.people.meant(_without_code(row), org, "person")
        since: PartialDate | None = row.values.get("since")
        for link in reversed(self.links.get((org.pk, kind.code, person), [])):
            if since is None or since.agrees(PartialDate(link.since)):
                return _ours(link, row.values["person"])
        return None


def _without_code(row: Row) -> Row:
    """The code of this table is the organisation's: it finds no person."""
    return Row(row.at, row.number, {k: v for k, v in row.values.items() if k != "code"})


def _post(row: Row) -> LinkKind:
    written = row.values.get("post") or ""
    kind = kind_of_post(written)
    if kind is None:
        some = "、".join(list(post_kinds())[:8])
        raise Wrong("post", "post_unknown", f"没有“{written[:20]}”这种职务，可填：{some}")
    return kind


def _ours(link: Link, name: str) -> Ours:
    values = {
        "until": link.until, "document": link.document, "post": link.kind,
        "since": PartialDate(link.since), "org": link.org_id, "person": name,
    }  # fmt: skip
    return Ours(link.pk, link.org_id, link.version, values, f"{name} {link.kind_label}")


class Posts(Kind):
    table = BY_CODE["posts"]
    edit, view = POST_EDIT, LINK_VIEW
    model = Link
    children = (Child(LinkEntry, "link", 0),)
    not_compared = frozenset({"code", "identity", "phone", "person", "org", "post", "since"})

    def place(self, row: Row, ground: Ground) -> Organisation | None:
        code = row.values.get("code")
        return ground.orgs.named(code or row.values.get("org"), "code" if code else "org")

    def known(self, parsed: Parsed, ground: Ground) -> KnownPosts:
        return KnownPosts(parsed, ground)

    def judge_new(
        self, row: Row, org: Organisation | None, known: KnownPosts, ground: Ground
    ) -> None:
        since: PartialDate | None = row.values.get("since")
        if since is None:
            raise Wrong("since", "missing", "任职日期不能为空")
        if since.precision != "day":
            raise Wrong("since", "date_partial", f"任职日期“{since}”没有写到日，请补全")
        if since.date > ground.today:
            raise Wrong("since", "future", "任职日期不能晚于今天")

    def publish(self, intents: Sequence[Intent], ground: Ground) -> Iterable[tuple[Intent, Wrong]]:
        known = self._people_again(intents, ground)
        for intent in intents:
            try:
                with attempt():
                    if intent.action == "new":
                        self._appoint(intent, known, ground)
                    else:
                        self._change(intent, ground)
            except Wrong as wrong:
                yield intent, wrong
            except NotDone as refusal:
                yield intent, Wrong("post", "refused", str(refusal) or "刚被别人改过")

    def _people_again(self, intents: Sequence[Intent], ground: Ground) -> People:
        numbers = [i.row.values.get("identity") for i in intents]
        rows = Parsed([i.row.number for i in intents], {"identity": numbers})
        return People(rows, ground)

    def _appoint(self, intent: Intent, people: People, ground: Ground) -> None:
        values, org = intent.row.values, ground.orgs.all[intent.org_id or 0]
        row = _without_code(Row(0, intent.row.number, values))
        index = values.get("identity")
        people.indexes = [ground.index("identity", index) if isinstance(index, str) else ""]
        person = Person.objects.get(pk=people.meant(row, org, "person"))
        kind = _post(intent.row)
        title = "" if values["post"] == kind.title else values["post"]
        terms = Terms(
            values["since"].date, values.get("until"), document=values.get("document") or "",
            title=title, note="导入",
        )  # fmt: skip
        intent.pk = actions.appoint_person(ground.actor, org, kind.code, person, terms).pk

    def _change(self, intent: Intent, ground: Ground) -> None:
        assert intent.ours is not None
        link = Link.objects.select_related("org").get(pk=intent.ours.pk)
        version, changes = intent.ours.version, intent.changes
        if "document" in changes:
            terms = Terms(
                link.since, due_on=link.due_on, document=changes["document"][1], title=link.title,
                duties=link.duties, exception=link.exception, note=link.note,
            )  # fmt: skip
            link = actions.amend_link(ground.actor, link, version, terms)
            version = link.version
        if "until" in changes:
            actions.end_link(ground.actor, link, version, until=changes["until"][1], reason="导入")

    def rows(self, ground: Ground) -> Iterator[dict[str, Any]]:
        links = ground.within(self.view, Link.objects.all())
        codes = [kind.code for kind in post_kinds().values()]
        links = links.filter(kind__in=codes, person__isnull=False)
        for link in links.select_related("org", "person").order_by("org__line", "since", "pk"):
            person = link.person
            assert person is not None
            yield {
                "code": link.org.code, "org": link.org.short_name, "person": person.name,
                "identity": sealed_text("identity", person.identity, ground),
                "post": link.kind_label,
                "since": link.since, "until": link.until, "document": link.document,
                "phone": sealed_text("phone", person.phone, ground),
            }  # fmt: skip

    def count_by_org(self, pks: Sequence[int], ground: Ground) -> dict[int, int]:
        rows = Link.objects.filter(org__in=pks, until__isnull=True, person__isnull=False)
        return dict(rows.order_by().values_list("org").annotate(n=Count("pk")))


KIND = Posts()
