"""Who may see and change people. Members of a branch are its own business and that of its line."""

from jishi.tree.permissions import BUSINESS_ROLES, MANAGERS, READERS, STAFF, Permission

PERSON_VIEW = Permission("person.view", "查看党员和人员", to=(*STAFF, *READERS))
PERSON_EDIT = Permission("person.edit", "登记、更正党员和人员", to=STAFF)
# What a member is, and where, changes by a recorded meeting or approval (R-GEN-12).
STANDING_EDIT = Permission("person.standing", "按会议或批复变更党员状态", to=MANAGERS)
PERSON_MERGE = Permission("person.merge", "合并重复人员", to=MANAGERS)
# In clear, each look written down: own members for a secretary, the own tree for an office.
IDENTITY_REVEAL = Permission("person.identity", "查看身份证号明文", to=STAFF, reveals=True)
PHONE_REVEAL = Permission("person.phone", "查看手机号明文", to=STAFF, reveals=True)
ACCOUNT_LINK = Permission("person.account", "把账号与本人登记对应起来", to=MANAGERS)

# A letter has two sides: who sent it, and, once it is issued, who is to take it.
TRANSFER_VIEW = Permission("transfer.view", "查看组织关系介绍信", to=(*STAFF, *READERS))
TRANSFER_REQUEST = Permission("transfer.request", "申请转出、撤回申请", to=STAFF)
TRANSFER_ISSUE = Permission("transfer.issue", "开具、补开、撤销介绍信，登记回执", to=MANAGERS)
TRANSFER_RECEIVE = Permission("transfer.receive", "接收、退回组织关系，发出回执", to=MANAGERS)
MOBILE_VIEW = Permission("mobile.view", "查看流动和失联党员", to=(*STAFF, *READERS))
MOBILE_EDIT = Permission("mobile.edit", "登记流动、失联党员和联系记录", to=STAFF)
SANCTION_VIEW = Permission("person.sanction", "查看处分种类和影响期", to=STAFF)
# One's own record: whoever signs in and is on the books, of whatever role.
PERSON_OWN = Permission("person.own", "查看、导出本人资料，申请更正", to=BUSINESS_ROLES)
CLEAR_APPROVE = Permission("person.clear", "审批党员信息明文导出", to=MANAGERS)
