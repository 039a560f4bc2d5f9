"""Screens of returns: rounds and their board, a sheet, tables of one's own, the burden."""

from jishi.base.web.screen import routes
from jishi.returns.screens import design, rounds, sheets

# Fixed words before a number of the same place.
urlpatterns = routes(*design.SCREENS, *rounds.SCREENS, *sheets.SCREENS)
