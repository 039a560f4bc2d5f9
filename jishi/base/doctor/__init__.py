"""Is this installation well? One check per file here, or in any room's `doctor/` package.

Start at `check.py` (how a check is declared, how all are run). Each finding says what is wrong and
what to do about it.
"""
