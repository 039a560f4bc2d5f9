"""Who may see and change organisations."""

from jishi.tree.permissions import MANAGERS, READERS, STAFF, Permission

ORG_VIEW = Permission(
    "org.view",
    "查看组织",
    to=(*STAFF, *READERS, "member", "accountant", "cashier", "assessor", "grid_worker"),
)
ORG_EDIT = Permission("org.edit", "成立、更名、改设组织", to=MANAGERS)
ORG_MOVE = Permission("org.move", "调整隶属、撤销组织", to=("county", "township"))
