"""Screens of papers: the list, one with its blocks and steps, what it gives out; receipts."""

from jishi.papers.screens import (
    blocks,
    checker,
    desk,
    listing,
    numbers,
    output,
    page,
    past,
    picking,
    received,
    steps,
    uploading,
)

ROOMS = (
    uploading, numbers, past, desk, checker, listing, picking, received, blocks, steps, output,
    page,
)  # fmt: skip
urlpatterns = [pattern for room in ROOMS for pattern in room.urlpatterns]
