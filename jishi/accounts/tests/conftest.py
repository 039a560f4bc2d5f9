"""A clock the test moves, a browser to sign in with, and hashing light enough for tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test import Client
from django.utils import timezone

from jishi.accounts.actions.factors import STEP_SECONDS, code_at
from jishi.accounts.models import Account, SecondFactor
from tests.world import PASSWORD, World


@pytest.fixture(autouse=True)
def light_hashing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("time_cost", 1), ("memory_cost", 64), ("parallelism", 1)):
        monkeypatch.setattr(Argon2PasswordHasher, name, value)


@dataclass
class Clock:
    at: datetime

    def forward(self, **span: float) -> None:
        self.at += timedelta(**span)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    moving = Clock(timezone.now())
    monkeypatch.setattr("jishi.base.clock.now", lambda: moving.at)
    return moving


def sign_in(
    world: World, name: str, password: str = PASSWORD, client: Client | None = None, **more: str
) -> Client:
    """Through the sign-in page, as people do."""
    client = client or Client()
    login = world.people[name].login if name in world.people else name
    client.post("/login/", {"login": login, "password": password, **more})
    return client


def is_in(client: Client) -> bool:
    return client.get("/me/").status_code == 200


def code_of(account: Account, clock: Clock) -> str:
    """What the phone shows now."""
    factor = SecondFactor.objects.get(account=account)
    return code_at(factor, int(clock.at.timestamp()) // STEP_SECONDS)
