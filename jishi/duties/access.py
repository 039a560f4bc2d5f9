"""Who sees the board, who excuses, who sets duties of one's own."""

from jishi.tree.permissions import MANAGERS, READERS, STAFF, Permission

DUTY_VIEW = Permission("duty.view", "查看应办事项", to=(*STAFF, *READERS))
DUTY_REMIND = Permission("duty.remind", "催办下级的应办事项", to=MANAGERS)
DUTY_EXCUSE = Permission("duty.excuse", "核定免予办理", to=MANAGERS)
DUTY_REPORT = Permission("duty.report", "登记已办结的事项", to=STAFF)
DUTY_SET = Permission("duty.set", "设置应办事项和启用日期", to=MANAGERS)
PLAN_EDIT = Permission("plan.edit", "编制年度计划", to=STAFF)
PLAN_APPROVE = Permission("plan.approve", "审定下级的年度计划", to=MANAGERS)
