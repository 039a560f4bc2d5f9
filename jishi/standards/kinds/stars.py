"""村书记星级: rated in the first quarter for the year before; vetoes are judged first."""

from jishi.standards.kinds.standard import (
    BRANCHES,
    FALSIFICATION,
    Chapter,
    Standard,
    Use,
    VetoItem,
    asked,
    counted,
)
from jishi.standards.local import STARS

STAR_RATING = Standard(
    code="secretary.stars", title="村（社区）书记星级评定", source="村党组织书记星级化管理办法",
    clause="R-GOV-41", about="secretary", org_kinds=BRANCHES, sectors=("village", "community"),
    top_only=True, period="year", scheme="stars_a", chosen=STARS, order=43,
    vetoes=(
        FALSIFICATION, VetoItem("discipline", "受到党纪政务处分", 3),
        VetoItem("safety", "发生安全生产或信访责任事件", 3),
        VetoItem("weak", "所在党组织被认定软弱涣散", 3),
    ),
    chapters=(
        Chapter("抓党建", (
            counted("life", "组织生活", 30,
                    Use("duty.met", {"duties": "assembly.quarterly,committee.monthly,"
                                               "lesson.quarterly,theme_day.monthly",
                                     "late": "half"}), "R-LIFE-01", per=1),
            counted("dues", "党费收缴", 10,
                    Use("duty.met", {"duties": "dues.monthly", "late": "full"}), "R-FEE-17",
                    per=1),
            counted("reserve", "培养后备力量", 10, Use("post.held", {"posts": "reserve"}),
                    "R-ORG-23"),
        )),
        Chapter("抓治理", (
            counted("venue", "阵地有党员活动室", 10,
                    Use("venue.rooms", {"rooms": "members_room"}), "R-GOV-45"),
            asked("public", "党务村务公开", 10, evidence="file", clause="R-GOV-45"),
            asked("income", "集体经济", 15, evidence="note"),
        )),
        Chapter("抓服务", (
            asked("service", "为民办实事", 15, evidence="note"),
        )),
    ),
)  # fmt: skip
