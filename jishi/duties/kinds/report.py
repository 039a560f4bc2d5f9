"""Reports to the superior; handed in and noted, no meeting."""

from jishi.duties.kinds.duty import REPORT, SETTLED, Duty
from jishi.duties.local import REPORT_RHYTHM
from jishi.kernel.cadence import yearly

YEARLY = Duty(
    code="report.yearly", title="向上级报告工作", short="报告工作",
    source="《中国共产党重大事项请示报告条例》", clause="R-LIFE-33",
    org_kinds=(*SETTLED, "general_branch"), cadence=yearly(), chosen=REPORT_RHYTHM,
    evidence=(REPORT,), late_days=92, order=23, help="次数由上级规定，默认每年一次",
)  # fmt: skip
DOUBLE_LIFE = Duty(
    code="report.double_life_yearly", title="报告领导干部双重组织生活情况", short="双重组织生活",
    source="《中国共产党党和国家机关基层组织工作条例》第十九、二十六条", clause="R-LIFE-29",
    org_kinds=("committee", "general_branch", *SETTLED), sectors=("bureau",), cadence=yearly(),
    evidence=(REPORT,), late_days=92, order=35, help="机关每年检查通报并向上级报告",
)  # fmt: skip
INFORMING = Duty(
    code="report.informing_yearly", title="向党员干部通报工作", short="通报工作",
    source="《中国共产党党和国家机关基层组织工作条例》第二十六条", clause="R-LIFE-31",
    org_kinds=("committee", "general_branch"), sectors=("bureau",), cadence=yearly(),
    evidence=(REPORT,), late_days=92, order=36,
    help="机关每年至少召开一次党员干部大会，由主要负责人通报",
)  # fmt: skip
