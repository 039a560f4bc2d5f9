"""Screens of figures: dashboards, all of one place, one with trend and children, its rows."""

from jishi.figures.screens import boards, closing, looking, rows

urlpatterns = [*boards.urlpatterns, *closing.urlpatterns, *looking.urlpatterns, *rows.urlpatterns]
