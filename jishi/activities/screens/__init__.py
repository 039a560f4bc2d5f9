"""Pages of organisational life. `sheets` paper ahead of the meeting, `scans` paper after it."""

from jishi.activities.screens import entering, inspections, scans, sheets, year_book
from jishi.base.web.screen import routes

urlpatterns = routes(
    *sheets.SCREENS,
    *scans.SCREENS,
    *entering.SCREENS,
    *year_book.SCREENS,
    *inspections.SCREENS,
)
