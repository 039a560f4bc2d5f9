"""Numbers of the running system that an office may set for itself."""

from jishi.base.access import SETTINGS_SYSTEM
from jishi.base.settings_tree import Setting

SESSION_IDLE = Setting(
    "session.idle", "久未操作自动退出", 30, who=SETTINGS_SYSTEM, unit="分钟", low=5, high=240,
    group="系统运行", help="共用电脑多的单位可以设短一些。",
)  # fmt: skip
FILE_QUOTA = Setting(
    "files.quota", "每个组织的附件空间", 2048, who=SETTINGS_SYSTEM, unit="MB", low=10, high=102400,
    group="系统运行", help="按组织分别计算，用完后不能再上传。",
)  # fmt: skip
