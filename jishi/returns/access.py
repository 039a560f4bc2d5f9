"""Who sees returns, fills, checks them, opens rounds and sets tables of one's own."""

from jishi.tree.permissions import MANAGERS, READERS, STAFF, Permission

RETURN_VIEW = Permission("return.view", "查看报表", to=(*STAFF, *READERS))
RETURN_FILL = Permission("return.fill", "填报、更正本组织报表", to=STAFF)
RETURN_CHECK = Permission("return.check", "审核、退回下级报表", to=MANAGERS)
RETURN_RUN = Permission("return.run", "布置、封存、取消报表", to=MANAGERS)
RETURN_SET = Permission("return.set", "设计本地报表", to=MANAGERS)
