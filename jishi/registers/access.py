"""Who may see and keep posts, links, units, and the health report."""

from jishi.tree.permissions import MANAGERS, READERS, STAFF, Permission

LINK_VIEW = Permission("link.view", "查看任职和联系", to=(*STAFF, *READERS))
# Posts are given and ended by the superior; contacts, duties and rosters are the branch's own.
POST_EDIT = Permission("post.edit", "任免职务、选派人员", to=MANAGERS)
LINK_EDIT = Permission("link.edit", "登记联系、结对、值班和设岗", to=STAFF)
UNIT_VIEW = Permission("unit.view", "查看单位和党建覆盖", to=(*STAFF, *READERS))
UNIT_EDIT = Permission("unit.edit", "登记单位和党建覆盖", to=MANAGERS)
HEALTH_VIEW = Permission("health.view", "查看体检报告", to=(*STAFF, *READERS))
START = Permission("start.use", "使用开始清单", to=MANAGERS)
VENUE_VIEW = Permission("venue.view", "查看阵地", to=(*STAFF, *READERS))
VENUE_EDIT = Permission("venue.edit", "登记本组织阵地", to=STAFF)
