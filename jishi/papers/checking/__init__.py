"""A finished paper read back: does each number agree with the records, and with the others?

Start at `check_text` (`against.py`), which reads figures once for all candidates. `comparing.py`
says when a written number agrees with a value, `inside.py` holds the numbers of one text against
each other, `hints.py` looks at heading numbers and words; all three are pure.
"""

from jishi.papers.checking.finding import VERDICTS, Finding

__all__ = ["VERDICTS", "Finding"]
