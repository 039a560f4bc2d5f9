"""Numbers of the running system that an office may set for itself."""

from jishi.base.access import SETTINGS_LOCAL, SETTINGS_SYSTEM
from jishi.base.settings_tree import Setting

SESSION_IDLE = Setting(
    "session.idle", "久未操作自动退出", 30, who=SETTINGS_SYSTEM, unit="分钟", low=5, high=240,
    group="系统运行", help="共用电脑多的单位可以设短一些。",
)  # fmt: skip
FILE_QUOTA = Setting(
    "files.quota", "每个组织的附件空间", 2048, who=SETTINGS_SYSTEM, unit="MB", low=10, high=102400,
    group="系统运行", help="按组织分别计算，用完后不能再上传。",
)  # fmt: skip

OUTSIDE, NOWHERE = "站外提醒", "不用"
WEBHOOK = Setting(
    "outside.webhook", "发到哪个工作群的机器人", NOWHERE, who=SETTINGS_LOCAL, group=OUTSIDE,
    help="填系统管理员登记过的群机器人名称；填「不用」就不发。只写组织和事项，不写人。",
)  # fmt: skip
MAIL_TO = Setting(
    "outside.mail", "发到哪个邮箱", NOWHERE, who=SETTINGS_LOCAL, group=OUTSIDE,
    help="填单位公用邮箱；填「不用」就不发。须由系统管理员先设好邮件服务器。",
)  # fmt: skip
QUIET_FROM = Setting(
    "outside.quiet_from", "几点以后不发", 20, who=SETTINGS_LOCAL, unit="时", low=0, high=23,
    group=OUTSIDE, help="安静时段里的提醒等到时段结束再发；起止填成一样，就没有安静时段。",
)  # fmt: skip
QUIET_UNTIL = Setting(
    "outside.quiet_until", "几点以前不发", 8, who=SETTINGS_LOCAL, unit="时", low=0, high=23,
    group=OUTSIDE, help="与「几点以后不发」一起，是安静时段的止。",
)  # fmt: skip
DIGEST_OUTSIDE = Setting(
    "outside.digest", "同一个群或邮箱的提醒合成一条", True, who=SETTINGS_LOCAL, group=OUTSIDE,
    help="设为「否」时，一项一条。",
)  # fmt: skip
