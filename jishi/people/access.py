"""Who may see and change people. Members of a branch are its own business and that of its line."""

from jishi.tree.permissions import MANAGERS, READERS, STAFF, Permission

PERSON_VIEW = Permission("person.view", "查看党员和人员", to=(*STAFF, *READERS))
PERSON_EDIT = Permission("person.edit", "登记、更正党员和人员", to=STAFF)
# What a member is, and where, changes by a recorded meeting or approval (R-GEN-12).
STANDING_EDIT = Permission("person.standing", "按会议或批复变更党员状态", to=MANAGERS)
PERSON_MERGE = Permission("person.merge", "合并重复人员", to=MANAGERS)
# In clear, each look written down: own members for a secretary, the own tree for an office.
IDENTITY_REVEAL = Permission("person.identity", "查看身份证号明文", to=STAFF, reveals=True)
PHONE_REVEAL = Permission("person.phone", "查看手机号明文", to=STAFF, reveals=True)
ACCOUNT_LINK = Permission("person.account", "把账号与本人登记对应起来", to=MANAGERS)
