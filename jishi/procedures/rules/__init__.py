"""Decisions of the engine: whether a step may be taken, by whom, and the clock of the next one."""
