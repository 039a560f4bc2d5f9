"""Who looks, who checks itself, who accepts, who confirms, who sets standards of one's own."""

from jishi.tree.permissions import MANAGERS, READERS, STAFF, Permission

STANDARD_VIEW = Permission("standard.view", "查看标准和考评", to=(*STAFF, *READERS, "assessor"))
STANDARD_CHECK = Permission("standard.check", "填报本组织自查、提出申诉", to=STAFF)
STANDARD_ACCEPT = Permission("standard.accept", "验收下级自查", to=(*MANAGERS, "assessor"))
STANDARD_RUN = Permission("standard.run", "组织考评：开展、审定、评等次", to=MANAGERS)
STANDARD_SET = Permission("standard.set", "制定本地标准", to=MANAGERS)
