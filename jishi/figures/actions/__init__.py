"""Writes of this room: facts kept up to date, periods closed."""
