"""What the plumbing lets be seen and done, and by whom."""

from jishi.tree.permissions import MANAGERS, READERS, STAFF, Permission

AUDIT_READ = Permission("audit.read", "查阅、核验审计记录", to=("auditor",), business=False)
SETTINGS_VIEW = Permission(
    "settings.view", "查看设置", to=(*STAFF, *READERS, "sysadmin"), business=False
)
SETTINGS_SET = Permission(
    "settings.set", "修改设置", to=(*MANAGERS, "sysadmin"), business=False
)  # the page; which setting, and where, its own permission says
SETTINGS_LOCAL = Permission("settings.local", "设置本级及下级的数值", to=MANAGERS)
SETTINGS_SYSTEM = Permission(
    "settings.system", "设置系统运行的数值", to=("sysadmin",), business=False
)
BACKUP = Permission("backup.make", "备份和恢复", to=("sysadmin",), business=False)
DOCTOR = Permission("doctor.read", "查看系统体检", to=("sysadmin",), business=False)
JOBS_SYSTEM = Permission("jobs.system", "查看系统定时任务", to=("sysadmin",), business=False)
KEYS_ROTATE = Permission("keys.rotate", "更换加密密钥", to=("sysadmin",), business=False)
