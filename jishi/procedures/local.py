"""Numbers that the rules leave to the office."""

from jishi.base.access import SETTINGS_LOCAL
from jishi.base.settings_tree import Setting

DEVELOP = "发展党员"
VILLAGE = "四议两公开"

ACTIVIST_MONTHS = Setting(
    "develop.activist_months", "申请多久后可确定积极分子", 0, who=SETTINGS_LOCAL, unit="个月",
    low=0, high=24, group=DEVELOP, source="R-DEV-04", help="全国没有规定；有的地方为 3 或 6 个月。",
)  # fmt: skip
LEAGUE_AGE = Setting(
    "develop.league_age", "多大年龄以下一般经团组织推优", 28, who=SETTINGS_LOCAL, unit="周岁",
    low=14, high=40, group=DEVELOP, source="R-DEV-04",
)  # fmt: skip
INSPECT_MONTHS = Setting(
    "develop.inspect_months", "积极分子考察间隔", 6, who=SETTINGS_LOCAL, unit="个月", low=1, high=6,
    group=DEVELOP, source="R-DEV-07",
)  # fmt: skip
PROBATION_MONTHS = Setting(
    "develop.probation_months", "预备党员考察间隔", 6, who=SETTINGS_LOCAL, unit="个月", low=1,
    high=12, group=DEVELOP,
)  # fmt: skip
CHECK_MONTHS = Setting(
    "develop.check_months", "政治审查有效期", 12, who=SETTINGS_LOCAL, unit="个月", low=1, high=36,
    group=DEVELOP, source="R-DEV-13",
)  # fmt: skip
ASSEMBLY_MONTHS = Setting(
    "develop.assembly_months", "预审后多久内开支部大会", 1, who=SETTINGS_LOCAL, unit="个月", low=1,
    high=6, group=DEVELOP, source="R-DEV-17",
)  # fmt: skip
NOTICE_DAYS = Setting(
    "develop.notice_days", "公示天数", 5, who=SETTINGS_LOCAL, unit="天", low=0, high=30,
    group=DEVELOP, source="R-DEV-18", help="接收前、转正前各公示一次；不公示的填 0。",
)  # fmt: skip
NOTICE_UNIT = Setting(
    "develop.notice_unit", "公示天数按", "working", who=SETTINGS_LOCAL, group=DEVELOP,
    choices={"working": "工作日", "natural": "自然日"}, source="R-DEV-18",
)  # fmt: skip
END_WRITTEN = Setting(
    "develop.end_written", "预备期满写作", "same", who=SETTINGS_LOCAL, group=DEVELOP,
    choices={"same": "次年同日", "before": "次年前一日"}, source="R-DEV-28",
    help="只影响打印的文书；讨论转正都不早于次年同日。",
)  # fmt: skip
UNITS_ASKED = Setting(
    "develop.units_asked", "审批前须有纪检、公安等部门意见", False, who=SETTINGS_LOCAL,
    group=DEVELOP, source="R-DEV-12",
)  # fmt: skip
SAME_DAY = Setting(
    "procedure.same_day", "其他步骤也可以同一天办", False, who=SETTINGS_LOCAL, group="程序",
    source="R-DEV-41", help="默认只有备案与指定联系人、审查与预审、编组与宣誓可以同日。",
)  # fmt: skip
DEPARTMENTS = Setting(
    "procedure.joint_departments", "联审部门", "组织、纪检、政法、公安、自然资源、信访",
    who=SETTINGS_LOCAL, group="程序", help="村（社区）干部资格联审由哪些部门答复，用顿号隔开。",
)  # fmt: skip
DELIVERED_DAYS = Setting(
    "village.delivered_days", "方案会前几天送达党员", 3, who=SETTINGS_LOCAL, unit="天", low=0,
    high=30, group=VILLAGE, source="R-GOV-18",
)  # fmt: skip
ONE_HEAD_MERGES = Setting(
    "village.one_head_merges", "一肩挑的村提议和商议可以合并", False, who=SETTINGS_LOCAL,
    group=VILLAGE, source="R-GOV-16",
)  # fmt: skip
STRICT_ASSEMBLY = Setting(
    "village.strict_assembly", "党员大会审议须三分之二以上到会", True, who=SETTINGS_LOCAL,
    group=VILLAGE, source="R-GOV-17",
)  # fmt: skip
POSTED_DAYS = Setting(
    "village.posted_days", "公开天数", 7, who=SETTINGS_LOCAL, unit="天", low=1, high=60,
    group=VILLAGE, source="R-GOV-21",
)  # fmt: skip
POST_WITHIN = Setting(
    "village.post_within", "决议后几天内公开", 3, who=SETTINGS_LOCAL, unit="天", low=1, high=30,
    group=VILLAGE, source="R-GOV-21",
)  # fmt: skip
