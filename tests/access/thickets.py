"""Random trees and grants for the oracle, with everything in them that has fooled a path before.

Ids are chosen so that `/1/3/` and `/1/30/` (and `/1/3/4/`, `/1/3/40/`) stand side by side; grants
begin and end on, before and after today; some organisations are closed, some have moved.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from jishi.accounts.models import Account
from jishi.orgs.actions import Basis, move_organisation
from jishi.tree.actor import Actor, local_operator
from jishi.tree.models import Grant, Organisation, OrganisationChange, OrganisationState
from jishi.tree.permissions import BUSINESS_ROLES
from tests.world import LONG_AGO, TODAY, password_hash

MADE = datetime(2026, 1, 5, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
TWINS = (3, 30, 2, 4, 20, 40, 5, 50, 31, 300, 41, 7, 70, 22, 13, 130)


@dataclass
class Thicket:
    """One random world: organisations, accounts with their grants, and the operator."""

    orgs: list[Organisation]
    actors: list[Actor]


def grow(seed: int, base: int) -> Thicket:
    """`base`, two digits in front of each id, keeps several thickets in one database apart."""
    chance = random.Random(seed)
    orgs = _plant(chance, base)
    accounts = _settle(chance, base, seed)
    _grant(chance, orgs, accounts)
    _shift(chance, orgs)
    _merge(chance, orgs)
    return Thicket(
        list(Organisation.objects.filter(pk__in=[o.pk for o in orgs])),
        [*(_actor(a) for a in accounts), local_operator(TODAY)],
    )


def _plant(chance: random.Random, base: int) -> list[Organisation]:
    root_id = int(f"{base}1")
    path = {root_id: f"/{root_id}/"}
    parent: dict[int, int | None] = {root_id: None}
    for number in TWINS:
        ident = int(f"{base}{number}")
        twin = int(f"{base}{str(number)[:-1]}") if number > 9 else None
        # A twin mostly stands beside its shorter one: `/1/3/` and `/1/30/`.
        beside = parent.get(twin) if twin and chance.random() < 0.7 else None
        above = beside or chance.choice(list(path))
        parent[ident], path[ident] = above, f"{path[above]}{ident}/"
    orgs = [
        Organisation(
            pk=ident, code=f"T{ident}", name=f"第{ident}党委", short_name=f"第{ident}",
            kind="local_committee" if above is None else "committee", sector="township",
            parent_id=above, path=path[ident], founded_on=LONG_AGO,
            closed_on=date(2026, 6, 1) if above and chance.random() < 0.15 else None,
        )
        for ident, above in parent.items()
    ]  # fmt: skip
    Organisation.objects.bulk_create(orgs)
    OrganisationState.objects.bulk_create(
        OrganisationState(
            org=o, since=LONG_AGO, until=o.closed_on, name=o.name, short_name=o.short_name,
            kind=o.kind, sector=o.sector, parent_id=o.parent_id,
        )
        for o in orgs
    )  # fmt: skip
    OrganisationChange.objects.bulk_create(
        OrganisationChange(org=o, kind="found", on=LONG_AGO, recorded_at=MADE) for o in orgs
    )
    return orgs


def _settle(chance: random.Random, base: int, seed: int) -> list[Account]:
    kinds = ["business"] * 7 + ["sysadmin", "secadmin", "auditor"]
    return [
        Account.objects.create(
            login=f"t{base}-{seed}-{n}", name=f"用户{n}", kind=kind, state="active",
            must_change=False, password=password_hash(), made_at=MADE,
        )
        for n, kind in enumerate(kinds)
    ]  # fmt: skip


def _grant(chance: random.Random, orgs: list[Organisation], accounts: list[Account]) -> None:
    business = [a for a in accounts if a.kind == "business"]
    edges = [-400, -30, -1, 0, 1, 30]
    grants = []
    for account in business[:-1]:  # the last one has no grant at all
        for _ in range(chance.randint(1, 3)):
            since = TODAY + timedelta(days=chance.choice(edges))
            until = TODAY + timedelta(days=chance.choice(edges))
            other = chance.choice(business)
            grants.append(
                Grant(
                    account=account, role=chance.choice(BUSINESS_ROLES), org=chance.choice(orgs),
                    subtree=chance.random() < 0.7, since=since,
                    until=None if until < since or chance.random() < 0.4 else until,
                    stands_in_for=other if other != account and chance.random() < 0.3 else None,
                )
            )  # fmt: skip
    Grant.objects.bulk_create(grants)


def _shift(chance: random.Random, orgs: list[Organisation]) -> None:
    """A few moves through the real action, so that paths are what it makes of them."""
    operator, basis = local_operator(TODAY), Basis(TODAY)
    mothers = [o for o in orgs[1:] if any(c.parent_id == o.pk for c in orgs)]
    twinned = [o for o in orgs[1:] if any(_twins(o, other) for other in orgs)]
    for chosen in {o.pk: o for o in (*twinned[:3], *mothers[:5])}.values():
        org = Organisation.objects.get(pk=chosen.pk)
        for target in Organisation.objects.filter(pk__in=[o.pk for o in chance.sample(orgs, 4)]):
            own_child = target.path.startswith(org.path)
            if not own_child and org.parent_id != target.pk and org.is_open and target.is_open:
                move_organisation(operator, org, org.version, parent=target, basis=basis)
                break


def _merge(chance: random.Random, orgs: list[Organisation]) -> None:
    """Some of the closed were merged into others: read on from there, and not changed."""
    for org in Organisation.objects.filter(pk__in=[o.pk for o in orgs], closed_on__isnull=False):
        heirs = [o for o in orgs if o.pk != org.pk]
        Organisation.objects.filter(pk=org.pk).update(successor=chance.choice(heirs))


def _twins(short: Organisation, long: Organisation) -> bool:
    return short.parent_id == long.parent_id and str(long.pk)[:-1] == str(short.pk)


def _actor(account: Account) -> Actor:
    return Actor(account.pk, account.login, account.name, account.kind, TODAY)
