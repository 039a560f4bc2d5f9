"""Numbers of members that the regulations name, said once for the findings that use them."""

from __future__ import annotations


def enough_for_general_branch(members: int, sector: str) -> bool:
    """Fifty in offices and state enterprises, more than fifty elsewhere (R-ORG-04, R-ORG-45)."""
    return members >= 50 if sector in ("bureau", "state_enterprise") else members > 50
