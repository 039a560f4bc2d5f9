"""Screens of duties: the board and its gaps, one organisation's month, plans, what is owed."""

from jishi.duties import blocks
from jishi.duties.screens import board, own, planning, setting

__all__ = ["blocks", "urlpatterns"]

urlpatterns = [
    *board.urlpatterns,
    *setting.urlpatterns,
    *planning.urlpatterns,
    *own.urlpatterns,
]
