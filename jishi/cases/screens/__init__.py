"""Pages of cases: the ledger, one case, its steps; board, desk, weak organisations, supervision.

`new` registers, `page` shows, `steps` moves; `desk` looks at many, `many` ticks many; `clues` is
the narrow store.
"""

from jishi.cases import blocks
from jishi.cases.screens import clues, desk, ledger, many, new, page, steps

# Fixed words before a number of the same place.
urlpatterns = [
    *new.urlpatterns,
    *desk.urlpatterns,
    *many.urlpatterns,
    *clues.urlpatterns,
    *ledger.urlpatterns,
    *steps.urlpatterns,
    *page.urlpatterns,
]

__all__ = ["blocks", "urlpatterns"]
