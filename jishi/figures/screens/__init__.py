"""Screens of figures: all of them for one place, one with its trend and children, its rows."""

from jishi.figures.screens import looking, rows

urlpatterns = [*looking.urlpatterns, *rows.urlpatterns]
