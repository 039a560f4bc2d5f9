"""Pages of training: who has been reached, classes, their lists, fewer hours."""

from jishi.base.web.screen import routes
from jishi.training.screens import classes, coverage, enrolling, relief

# Fixed words before a number of the same place.
urlpatterns = routes(*coverage.SCREENS, *enrolling.SCREENS, *relief.SCREENS, *classes.SCREENS)
