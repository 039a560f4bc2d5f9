"""Tests that belong to no single app. Start at `world.py`: the cast that every test speaks of."""
