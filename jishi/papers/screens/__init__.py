"""Screens of papers: the list, one with its blocks and steps, what it gives out; receipts."""

from jishi.papers.screens import (
    blocks,
    checker,
    desk,
    listing,
    output,
    page,
    picking,
    received,
    steps,
)

urlpatterns = [
    *desk.urlpatterns, *checker.urlpatterns, *listing.urlpatterns, *picking.urlpatterns,
    *received.urlpatterns, *blocks.urlpatterns, *steps.urlpatterns, *output.urlpatterns,
    *page.urlpatterns,
]  # fmt: skip
