"""Reading cases. Start at `within` (whose they are); `facts` for guards, `counts` for figures."""

from jishi.cases.queries.within import case, cases, clues, shown

__all__ = ["case", "cases", "clues", "shown"]
