"""From a figure in a text to the indicators that may answer it, the likeliest first.

Start at `Matcher.rank` (`ranking.py`): what the sentence says around the number (`regions.py`) is
compared with what people write for each indicator (`wordings.toml`, titles, declared words), with
what the sentence counted before (`subject.py`) and with what speaks against it (`against.py`).
Where nothing fits well enough, nothing is offered. `catalogue.py` takes the indicators from the
figures; the rest is pure. `when.py` proposes period and place.
"""

from jishi.papers.matching.entry import Candidate, Entry
from jishi.papers.matching.ranking import Matcher

__all__ = ["Candidate", "Entry", "Matcher"]
