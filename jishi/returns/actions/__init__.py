"""Writes of this room: rounds opened and frozen, sheets filled and checked, corrections, tables."""
