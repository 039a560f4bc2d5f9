"""Screens of returns: rounds and their board, a sheet, tables of all kinds, the burden."""

from jishi.base.web.screen import routes
from jishi.returns.screens import blank, design, rounds, sheets

# Fixed words before a number of the same place.
urlpatterns = routes(*blank.SCREENS, *design.SCREENS, *rounds.SCREENS, *sheets.SCREENS)
