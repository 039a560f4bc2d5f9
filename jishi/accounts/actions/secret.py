"""One-time passwords with their hashes, made before any transaction: hashing is slow on purpose."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.contrib.auth.hashers import make_password

from jishi.accounts.rules.passwords import one_time_password


@dataclass(frozen=True)
class Secret:
    password: str = field(repr=False)
    encoded: str = field(repr=False)


def fresh(count: int = 1) -> list[Secret]:
    passwords = [one_time_password() for _ in range(count)]
    return [Secret(password, make_password(password)) for password in passwords]
