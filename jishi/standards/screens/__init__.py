"""Screens of standards: rounds and their board, one assessment with its proof, grades, sites."""

from jishi.base.web.screen import routes
from jishi.standards.screens import catalogue, grades, page, rounds, sites, steps

# Fixed words before a number or a code of the same place.
urlpatterns = routes(
    *catalogue.SCREENS, *grades.SCREENS, *sites.SCREENS, *rounds.SCREENS, *page.SCREENS,
    *steps.SCREENS,
)  # fmt: skip
