"""What happens to accounts. One module per group of verbs; `setup.set_up` comes first in time."""

from __future__ import annotations

from jishi.kernel.verdict import Verdict
from jishi.tree.errors import Refused


def insist(verdict: Verdict, field: str = "") -> None:
    """Turn a refusal of the rules into one the form can show."""
    if verdict.refused:
        raise Refused("；".join(str(r) for r in verdict.refusals), field=field)
