"""Who may see procedures, take the steps of a branch, and decide above it."""

from jishi.tree.permissions import BUSINESS_ROLES, MANAGERS, READERS, STAFF, Permission

PROCEDURE_VIEW = Permission("procedure.view", "查看发展党员等程序", to=(*STAFF, *READERS))
PROCEDURE_EDIT = Permission("procedure.edit", "发起程序、办理支部的步骤", to=STAFF)
# Filing, advance review, approval: one procedure at a time, never by who entered what is approved.
PROCEDURE_APPROVE = Permission("procedure.approve", "办理上级的步骤：备案、预审、审批", to=MANAGERS)
# Filing by the organisation department one level further up.
PROCEDURE_FILE = Permission("procedure.file", "办理县级组织部门的步骤", to=("county",))
PLAN_SET = Permission("procedure.plan", "下达发展党员计划", to=MANAGERS)
PROCEDURE_OWN = Permission("procedure.own", "查看本人的程序", to=BUSINESS_ROLES)
