"""Who may see and change organisations."""

from jishi.tree.permissions import MANAGERS, READERS, STAFF, Permission

ORG_VIEW = Permission(
    "org.view",
    "查看组织",
    to=(*STAFF, *READERS, "member", "accountant", "cashier", "assessor", "grid_worker"),
)
ORG_EDIT = Permission("org.edit", "成立、更名、改设组织", to=MANAGERS)
ORG_MOVE = Permission("org.move", "调整隶属、合并、分设、撤销、恢复组织", to=("county", "township"))
TERM_VIEW = Permission("term.view", "查看任期", to=(*STAFF, *READERS))
TERM_EDIT = Permission("term.edit", "登记换届、延期", to=MANAGERS)
