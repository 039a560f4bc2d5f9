"""Items are right after every act that touched what they follow from."""

from __future__ import annotations

from collections.abc import Sequence

from jishi.base.touches import Touch, derived
from jishi.duties.actions.keeping import refresh_touched
from jishi.duties.queries.scope import SOURCES


@derived("duties.items", *SOURCES)
def refresh_items(touches: Sequence[Touch]) -> None:
    refresh_touched(touches)
