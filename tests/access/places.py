"""A county of places around one organisation, with a canary in every text that lies there.

    top 县委 ── parent ──┬── own ── child ── grandchild
                         └── sibling ── niece          (its id has own's id as a prefix: a twin)
             └─ elsewhere ── afar

At each place stands an account, and beside it whatever `PLANTS` puts there. Every text field of
every row gets the canary of its place and model, so that a text found where it may not be tells
from where and from which table it has come.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import CharField, Model, TextField

from jishi.accounts.models import Account
from jishi.base.clock import now
from jishi.base.models import Installation
from jishi.base.pinyin import search_text
from jishi.tree.kinds import ORG_KINDS
from jishi.tree.models import Grant, Organisation, OrganisationChange, OrganisationState
from tests.world import LONG_AGO, password_hash

# name, parent, id, kind
AROUND = (
    ("top", None, 60001, "local_committee"),
    ("parent", "top", 60002, "committee"),
    ("own", "parent", 70003, "committee"),
    ("child", "own", 70004, "committee"),
    ("grandchild", "child", 70005, "branch"),
    ("sibling", "parent", 700030, "committee"),
    ("niece", "sibling", 70006, "branch"),
    ("elsewhere", "top", 80007, "committee"),
    ("afar", "elsewhere", 80008, "branch"),
)
PLACES = ("own", "child", "sibling", "parent", "elsewhere")
CANARY = re.compile(r"k(\d{3})x(\d{3})k")
MODELS = [m for m in apps.get_models() if m.__module__.startswith("jishi.")]

# Texts that a program reads, not a person: a canary in them would break what they are for.
NOT_WORDS = {
    "password", "path", "digest", "mac", "key", "payload", "content", "value", "code", "role",
    "state", "kind", "media_type", "link", "object_kind", "object_id", "verb", "address", "who",
    "secret", "result", "owner_kind", "owner_id", "sector", "slot", "detail", "login",
    "layout", "choices", "summary", "duty", "evidence", "step", "outcome", "extended_step",
    "standard", "criterion", "item", "side", "order_no", "period",
    "identity_index", "phone_index", "before",
}  # fmt: skip


def canary(place: int, model: type[Model]) -> str:
    return f"k{place:03d}x{MODELS.index(model):03d}k"


@dataclass
class Place:
    """An organisation, an account at home there, and the rows that belong to the two."""

    name: str
    number: int
    org: Organisation
    account: Account
    rows: dict[str, Model] = field(default_factory=dict)

    def keep(self, name: str, row: Model) -> Model:
        """Note a row under a name, with the place's canary in all its texts."""
        changed = {}
        for one in row._meta.concrete_fields:
            if not isinstance(one, CharField | TextField) or one.choices or one.unique:
                continue
            if one.name in NOT_WORDS or (one.max_length or 99) < 20:
                continue
            text = f"{getattr(row, one.name)}{canary(self.number, type(row))}"
            changed[one.name] = text[-(one.max_length or len(text)) :]
        if changed:
            type(row)._default_manager.filter(pk=row.pk).update(**changed)
            row.refresh_from_db()
        self.rows[name] = row
        return row


@dataclass
class Places:
    around: dict[str, Place] = field(default_factory=dict)
    actors: dict[str, Place] = field(default_factory=dict)
    by_number: dict[int, Place] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Place:
        return self.around[name]

    def all(self) -> Iterator[Place]:
        yield from self.by_number.values()

    def stand(self, name: str, org: Organisation, kind: str = "business") -> Place:
        """A place of the given name, with an account of its own and everything planted."""
        number = len(self.by_number) + 1
        place = Place(name, number, org, account(number, kind))
        self.by_number[number] = place
        return place

    def plant(self, place: Place) -> None:
        for plant in PLANTS:
            plant(place)


def account(number: int, kind: str = "business", which: str = "", **terms: Any) -> Account:
    """An account that carries the canary of its place (table 99) in login and name."""
    login = f"{which}k{number:03d}x999k"
    row = Account(
        login=login, name=f"人{login}", kind=kind, password=password_hash(), made_at=now(),
        second_factor="card", search_text=search_text(login, f"人{login}"),
        **{"state": "active", "must_change": False, **terms},
    )  # fmt: skip
    row.pk = 880_000 + number * 10 + {"": 0, "p": 1, "m": 2, "w": 3}[which]
    row.save(force_insert=True)
    return row


PLANTS: list[Callable[[Place], None]] = []


def planted(plant: Callable[[Place], None]) -> Callable[[Place], None]:
    """Register a function that puts rows of some model at a place."""
    PLANTS.append(plant)
    return plant


def organisation(
    number: int, parent: Organisation | None, kind: str, pk: int | None = None
) -> Organisation:
    """An organisation whose every text is a canary, with its state and its founding."""
    token = canary(number, Organisation)
    org = Organisation(
        pk=pk, code=token, name=f"中共{token}", short_name=f"党{token}", kind=kind,
        sector="township", parent=parent, path=f"/{token}/", founded_on=LONG_AGO,
        search_text=search_text(token, f"党{token}"),
    )  # fmt: skip
    org.save(force_insert=True)
    org.path = f"{parent.path if parent else '/'}{org.pk}/"
    org.save(update_fields=["path"])
    return org


def grant(place: Place, role: str, org: Organisation, **terms: Any) -> Grant:
    terms = {"since": LONG_AGO, "until": None, **terms}
    return Grant.objects.create(account=place.account, role=role, org=org, **terms)


def build(roles: tuple[str, ...]) -> Places:
    """The county, and an actor per role standing at `own`; `boss-…` hold it over the county."""
    from jishi.tree.permissions import ADMINISTRATORS

    Installation.objects.create(pk=1, demo=True, name="矩阵", made_at=now())
    places = Places()
    orgs: dict[str, Organisation] = {}
    for number, (name, parent, pk, kind) in enumerate(AROUND, start=1):
        orgs[name] = organisation(number, orgs.get(parent or ""), kind, pk)
        place = places.around[name] = places.stand(name, orgs[name])
        role = "branch" if ORG_KINDS[kind].is_branch else "township"
        grant(place, role, place.org)
    for role in roles:
        for name, org in ((role, orgs["own"]), (f"boss-{role}", orgs["top"])):
            actor = places.actors[name] = places.stand("own", org)
            grant(actor, role, org)
    for kind in ADMINISTRATORS:
        places.actors[kind] = places.stand("own", orgs["own"], kind)
    for name, terms in (
        ("expired", {"until": date(2026, 11, 19)}),
        ("not-yet", {"since": date(2026, 11, 21)}),
        ("flat", {"subtree": False}),
    ):
        places.actors[name] = places.stand("own", orgs["own"])
        grant(places.actors[name], "township", orgs["own"], **terms)
    places.actors["no-grant"] = places.stand("own", orgs["own"])
    for place in places.all():
        places.plant(place)
    _reset_sequences()
    return places


def enlarge(places: Places) -> None:
    """More of everything where it is none of the actors' business: nothing they see may change."""
    for name in ("sibling", "elsewhere"):
        for _ in range(2):
            number = len(places.by_number) + 1
            org = organisation(number, places[name].org, "branch")
            place = places.stand(name, org)
            grant(place, "branch", org)
            places.plant(place)


def _reset_sequences() -> None:
    """PostgreSQL does not notice ids that we chose ourselves."""
    from django.core.management.color import no_style

    for statement in connection.ops.sequence_reset_sql(no_style(), [Organisation, Account]):
        with connection.cursor() as cursor:
            cursor.execute(statement)


@planted
def _history(place: Place) -> None:
    org = place.org
    if org.states.exists():
        return  # several places may be at one organisation
    state = OrganisationState(
        org=org, since=LONG_AGO, name=org.name, short_name=org.short_name, kind=org.kind,
        sector=org.sector, parent=org.parent,
    )  # fmt: skip
    state.save()
    change = OrganisationChange(org=org, kind="found", on=LONG_AGO, recorded_at=now())
    change.save()
    place.keep("change", change)
