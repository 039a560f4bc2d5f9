"""Reading accounts."""

from __future__ import annotations

from datetime import date

from jishi.accounts.models import Account
from jishi.tree.actor import Actor


def actor_of(account: Account, today: date, address: str = "") -> Actor:
    return Actor(account.pk, account.login, account.name, account.kind, today, address)
