"""Accounts, sign-in, second factor, grants, handover. Start at `actions.py`."""
