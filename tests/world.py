"""The named cast: one small county that every test speaks of.

青禾县委
├─ 白石镇党委        陈岚 runs it (township)
│  ├─ 河东村党支部    何文 is its secretary (branch), 韦明 a member
│  └─ 柳湾村党支部    柳芳 is its secretary
├─ 石桥镇党委        石磊 runs it: the stranger next door
│  └─ 松林村党支部    宋青 is its secretary
└─ 县实验学校党总支   严可 is its clerk (unit_clerk)
   └─ 小学部党支部
周正 sits in the county department, 罗静 only reads. 系统、安全、审计 are the three administrators.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from jishi.accounts.models import Account, FactorKind, SignIn
from jishi.accounts.queries import STAY_KEY, actor_of
from jishi.orgs.actions import Basis, found_organisation
from jishi.tree.actor import Actor, local_operator
from jishi.tree.models import Grant, Organisation

TODAY = date(2026, 11, 20)
LONG_AGO = date(2021, 3, 1)
PASSWORD = "Qinghe-2026-demo"
_hash: list[str] = []


def password_hash() -> str:
    """Argon2 is slow on purpose; hash the cast's one password once per run."""
    if not _hash:
        from django.contrib.auth.hashers import make_password

        _hash.append(make_password(PASSWORD))
    return _hash[0]


def signed_in(account: Account) -> Client:
    """A browser of this person, signed in (the second factor was shown)."""
    client, at = Client(), timezone.now()
    account.refresh_from_db()  # an act of the test may have ended earlier sessions
    client.force_login(account)
    stay = SignIn.objects.create(
        account=account, address="127.0.0.1", browser="测试", at=at, seen_at=at
    )
    if not account.second_factor:
        account.second_factor = FactorKind.CARD
        account.save(update_fields=["second_factor"])
    session = client.session
    session[STAY_KEY] = stay.pk
    session.save()
    return client


@dataclass
class World:
    orgs: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, Account] = field(default_factory=dict)

    def __getitem__(self, short_name: str) -> Organisation:
        return self.orgs[short_name]

    def actor(self, name: str, today: date = TODAY) -> Actor:
        return actor_of(self.people[name], today)

    def client(self, name: str) -> Client:
        return signed_in(self.people[name])

    def org(
        self, short_name: str, parent: str | None, kind: str, sector: str, code: str
    ) -> Organisation:
        org = found_organisation(
            local_operator(TODAY),
            self.orgs[parent] if parent else None,
            code=code, name=f"中国共产党{short_name}", short_name=short_name,
            kind=kind, sector=sector, basis=Basis(LONG_AGO),
        )  # fmt: skip
        self.orgs[short_name] = org
        return org

    def account(self, name: str, login: str, kind: str = "business") -> Account:
        made = datetime(2026, 1, 5, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
        account = Account.objects.create(
            login=login, name=name, kind=kind, state="active", must_change=False,
            password=password_hash(), made_at=made,
        )  # fmt: skip
        self.people[name] = account
        return account

    def grant(self, name: str, role: str, org: str, subtree: bool = True) -> Grant:
        return Grant.objects.create(
            account=self.people[name],
            role=role,
            org=self.orgs[org],
            subtree=subtree,
            since=LONG_AGO,
        )


def build() -> World:
    world = World()
    for name, parent, kind, sector, code in (
        ("青禾县委", None, "local_committee", "county", "QH"),
        ("白石镇党委", "青禾县委", "committee", "township", "QH01"),
        ("河东村党支部", "白石镇党委", "branch", "village", "QH0101"),
        ("柳湾村党支部", "白石镇党委", "branch", "village", "QH0102"),
        ("石桥镇党委", "青禾县委", "committee", "township", "QH02"),
        ("松林村党支部", "石桥镇党委", "branch", "village", "QH0201"),
        ("县实验学校党总支", "青禾县委", "general_branch", "school", "QH03"),
        ("小学部党支部", "县实验学校党总支", "branch", "school", "QH0301"),
    ):
        world.org(name, parent, kind, sector, code)
    for name, login, role, org in (
        ("周正", "zhou", "county", "青禾县委"),
        ("罗静", "luo", "county_leader", "青禾县委"),
        ("陈岚", "chen", "township", "白石镇党委"),
        ("何文", "he", "branch", "河东村党支部"),
        ("韦明", "wei", "member", "河东村党支部"),
        ("柳芳", "liu", "branch", "柳湾村党支部"),
        ("石磊", "shi", "township", "石桥镇党委"),
        ("宋青", "song", "branch", "松林村党支部"),
        ("严可", "yan", "unit_clerk", "县实验学校党总支"),
    ):
        world.account(name, login)
        world.grant(name, role, org)
    world.account("系统", "sys", "sysadmin")
    world.account("安全", "sec", "secadmin")
    world.account("审计", "aud", "auditor")
    return world


@pytest.fixture
def world(db: None) -> World:
    return build()
