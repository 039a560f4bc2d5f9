"""Numbers about dues that the norms leave to province and county."""

from __future__ import annotations

from decimal import Decimal

from jishi.base.access import SETTINGS_LOCAL
from jishi.base.settings_tree import Setting

FARMER_MONTHLY = Setting(
    "dues.farmer_monthly", "农民党员月交额", Decimal("0.50"), who=SETTINGS_LOCAL, unit="元",
    low=Decimal("0.20"), high=Decimal("1.00"), source="R-FEE-04", group="党费",
    help="由省里定，二角至一元。",
)  # fmt: skip
ROUND_TO = Setting(
    "dues.round_to", "党费金额取到", "fen", who=SETTINGS_LOCAL, source="R-FEE-21", group="党费",
    choices={"fen": "分", "jiao": "角", "yuan": "元"},
)  # fmt: skip
ROUND_HOW = Setting(
    "dues.round_how", "党费金额进位", "half_up", who=SETTINGS_LOCAL, source="R-FEE-21",
    group="党费", choices={"half_up": "四舍五入", "up": "只入不舍", "down": "只舍不入"},
)  # fmt: skip
PROVINCE_FROM = Setting(
    "dues.province_from", "一次多交多少上交省", 0, who=SETTINGS_LOCAL, unit="元", low=0, high=999,
    source="R-FEE-14", group="党费", help="0 为没有这项规定；有的省定为 500 元。",
)  # fmt: skip
RELIEF_BY_BRANCH = Setting(
    "dues.relief_by_branch", "离退休困难党员少交免交由支部同意即可", False, who=SETTINGS_LOCAL,
    source="R-FEE-20", group="党费", help="只有中央和国家机关可以这样办。",
)  # fmt: skip
BRANCH_SHARE = Setting(
    "dues.branch_share", "支部党费上缴比例", Decimal(100), who=SETTINGS_LOCAL, unit="%",
    low=Decimal(0), high=Decimal(100), source="R-FEE-25", group="党费",
    help="支部收到的党费交给上级党委的部分。",
)  # fmt: skip
UPWARD_SHARE = Setting(
    "dues.upward_share", "党委党费上缴比例", Decimal(40), who=SETTINGS_LOCAL, unit="%",
    low=Decimal(0), high=Decimal(100), source="R-FEE-25", group="党费",
    help="按所属支部实收总数上缴上一级的比例，省以下由省里定。",
)  # fmt: skip
