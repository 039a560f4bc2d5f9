"""Pages of posts, links, units, venues, the health report and the checklist of the first page."""

from jishi.registers import blocks
from jishi.registers.screens import boards, coverage, health, posts, start, units, venues

__all__ = ["blocks", "urlpatterns"]

# Fixed words before a number or a code of the same place.
urlpatterns = [
    *boards.urlpatterns,
    *coverage.urlpatterns,
    *posts.urlpatterns,
    *units.urlpatterns,
    *venues.urlpatterns,
    *health.urlpatterns,
    *start.urlpatterns,
]
