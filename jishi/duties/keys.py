"""Names of causes in the inbox: of an item, and of each step of reminding of it."""

from __future__ import annotations

STEPS = ("soon", "due", "over", "above", "top")


def reminder_key(org: int, duty: str, slot: str, step: str) -> str:
    return f"duty:{org}:{duty}:{slot}:{step}"


def reminder_keys(org: int, duty: str, slot: str) -> list[str]:
    return [reminder_key(org, duty, slot, step) for step in STEPS]


def digest_key(org: int, step: str, day: str) -> str:
    return f"duty:{org}:{step}:{day}"
