"""Screens of figures: all of them for one place, one with its trend and children, its rows."""

from jishi.figures.screens import closing, looking, rows

urlpatterns = [*closing.urlpatterns, *looking.urlpatterns, *rows.urlpatterns]
