"""Who may see and manage accounts.

That accounts, their grants and the names of organisations exist is no business data: the three
administrators need it to do their work, so `account.*` is not marked as business. Managing the
accounts below one's own place (`staff.*`) belongs to the business roles alone.
"""

from jishi.tree.permissions import MANAGERS, Permission

ACCOUNT_VIEW = Permission(
    "account.view",
    "查看账号和授权",
    to=("sysadmin", "secadmin", "auditor", *MANAGERS),
    business=False,
)
ACCOUNT_CREATE = Permission(
    "account.create", "新建账号（待启用）、重置密码", to=("sysadmin",), business=False
)
ACCOUNT_GRANT = Permission(
    "account.grant", "启用停用账号、授予角色、重置验证", to=("secadmin",), business=False
)
STAFF_MANAGE = Permission("staff.manage", "为下级建账号、重置密码、办理交接代班", to=MANAGERS)
