"""Routes of procedures: lists and clocks, opening, the page, what is around it, papers, plans."""

from jishi.base.web.screen import routes
from jishi.procedures import blocks
from jishi.procedures.screens import around, lists, opening, own, page, papers, plans

urlpatterns = routes(
    *lists.SCREENS, *opening.SCREENS, *plans.SCREENS, *own.SCREENS, *page.SCREENS,
    *around.SCREENS, *papers.SCREENS,
)  # fmt: skip

__all__ = ["blocks", "urlpatterns"]
