"""Routes of procedures: lists and clocks, opening, the page, what is around it, papers, plans."""

from jishi.base.web.screen import routes
from jishi.procedures.screens import around, lists, opening, page, papers

urlpatterns = routes(
    *lists.SCREENS, *opening.SCREENS, *page.SCREENS, *around.SCREENS, *papers.SCREENS
)
