"""Drafting, looking over, releasing and taking down: one (`single`) or many at once (`many`)."""

from jishi.disclosures.actions.single import (
    Draft,
    add_evidence,
    correct,
    draft,
    hand_on,
    publish,
    review,
    send_back,
    withdraw,
)

__all__ = [
    "Draft",
    "add_evidence",
    "correct",
    "draft",
    "hand_on",
    "publish",
    "review",
    "send_back",
    "withdraw",
]
