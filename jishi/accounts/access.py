"""Who may see and manage accounts.

That accounts, their grants and the names of organisations exist is no business data: the three
administrators need it to do their work, so `account.*` is not marked as business. Passwords are
the system administrator's, rights the security administrator's: neither can do it alone. Managers
do both for the accounts below their own place, and only there (`actions.staff.insist_managed`).
"""

from jishi.tree.permissions import MANAGERS, Permission

ACCOUNT_VIEW = Permission(
    "account.view",
    "查看账号和授权",
    to=("sysadmin", "secadmin", "auditor", *MANAGERS),
    business=False,
)
ACCOUNT_CREATE = Permission(
    "account.create", "新建账号（待启用）", to=("sysadmin",), business=False
)
ACCOUNT_GRANT = Permission(
    "account.grant", "启用账号、授予角色、重置第二道验证", to=("secadmin",), business=False
)
ACCOUNT_RESET = Permission("account.reset", "重置密码", to=("sysadmin", *MANAGERS), business=False)
ACCOUNT_END = Permission(
    "account.end", "停用账号、办理交接、安排代班", to=("secadmin", *MANAGERS), business=False
)
STAFF_CREATE = Permission("staff.create", "为下级组织建账号", to=MANAGERS)
