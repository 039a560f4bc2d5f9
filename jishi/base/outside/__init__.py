"""Reminders that leave the house: one mail channel and one generic webhook, both switched off.

What is to go out is a row in the transaction that gives rise to it (`outbox.put`); a job sends it
later, at least once, under an id that stays the same. It names organisations and matters, never a
person. Where anything may go at all is said by the surroundings (`channels`), not by an office:
only hosts on the list, no redirect followed, no private address that was not written down.
"""
