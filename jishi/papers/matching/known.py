"""An entry with its wordings, and what is asked of it again and again."""

from __future__ import annotations

from jishi.papers.matching.entry import Entry
from jishi.papers.matching.vocabulary import KNOWN, Wording, of_title, same, wording

_TOTALS = ("member", "org", "post", "unit", "development")


class Known:
    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self.title = same(entry.title)
        self.wordings = _wordings(entry)
        self.heading = entry.code.split(".")[0]
        self.is_total = entry.kind in ("stock", "distinct") and self.heading in _TOTALS


def _wordings(entry: Entry) -> tuple[Wording, ...]:
    lines = [wording(line) for line in KNOWN.get(entry.code, ())]
    return (*lines, of_title(entry.title), *(of_title(other) for other in entry.also))
