"""Organisations: list, page, tree, and the acts that change them. Start at `actions.py`."""
