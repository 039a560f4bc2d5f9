"""Who may see, keep, reopen activities, and who declares kinds of one's own."""

from jishi.tree.permissions import MANAGERS, READERS, STAFF, Permission

ACTIVITY_VIEW = Permission("activity.view", "查看组织生活", to=(*STAFF, *READERS))
ACTIVITY_EDIT = Permission("activity.edit", "安排、登记、归档组织生活", to=STAFF)
# What is archived is a finished record: whoever reads it for the superior lets it be corrected.
ACTIVITY_REOPEN = Permission("activity.reopen", "退回已归档的记录", to=MANAGERS)
# Confirmed above, never by the branch itself.
APPRAISAL_CONFIRM = Permission("appraisal.confirm", "审定民主评议等次", to=MANAGERS)
ACTIVITY_KINDS = Permission("activity.kinds", "增设活动种类", to=("county",))
# Whoever is above opens the year book to a reader from outside, for some days.
INSPECTION_OPEN = Permission("inspection.open", "开放工作手册供调阅", to=MANAGERS)
