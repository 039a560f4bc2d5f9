"""Pages of organisational life: list, form, one activity, its steps, decisions, paper.

`sheets` is paper ahead of a meeting, `scans` paper after it, `entering` beside its pictures;
`year_book` is the year on paper, `inspections` who reads it, `appraisals` ballots and grades,
`talks` who is still owed one, `visits` whom the year's visits have reached.
"""

from jishi.activities.screens import (
    appraisals,
    entering,
    hold,
    inspections,
    lists,
    local_kinds,
    page,
    scans,
    sheets,
    steps,
    talks,
    visits,
    year_book,
)
from jishi.base.web.screen import routes

# Fixed words before a number of the same place.
urlpatterns = [
    *routes(
        *sheets.SCREENS,
        *scans.SCREENS,
        *entering.SCREENS,
        *year_book.SCREENS,
        *inspections.SCREENS,
        *appraisals.SCREENS,
        *talks.SCREENS,
        *visits.SCREENS,
    ),
    *lists.urlpatterns,
    *steps.urlpatterns,
    *local_kinds.urlpatterns,
    *hold.urlpatterns,
    *page.urlpatterns,
]
