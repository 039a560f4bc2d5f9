"""Pages of disclosures: the list, one of them and its steps, the board of who is behind."""

from jishi.disclosures.screens import board, lists, steps

# Fixed words before a number of the same place.
urlpatterns = [*board.urlpatterns, *steps.urlpatterns, *lists.urlpatterns]
