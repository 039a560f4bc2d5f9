"""Who sees figures, who closes a period."""

from jishi.tree.permissions import MANAGERS, READERS, STAFF, Permission

FIGURE_VIEW = Permission("figure.view", "查看数字", to=(*STAFF, *READERS))
PERIOD_CLOSE = Permission("period.close", "封存、重开一个时期的数字", to=MANAGERS)
