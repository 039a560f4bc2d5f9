"""Screens of papers: the list of them."""

from jishi.papers.screens import listing

urlpatterns = [*listing.urlpatterns]
