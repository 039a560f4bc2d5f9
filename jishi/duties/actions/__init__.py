"""Writes of duties: keeping the items right, excusing, reporting, starting, planning."""
