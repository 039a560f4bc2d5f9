"""阵地五项标准: area, equipment, signs, functions, rules; attained or a list of gaps."""

from jishi.standards.kinds.standard import Chapter, Standard, Use, asked, counted

FIVE_POINTS = Standard(
    code="venue.five_points", title="阵地标准化（五项）", source="村级阵地规范化建设方案",
    clause="R-GOV-45", about="venue",
    venue_kinds=("village_venue", "community_venue", "service_center"), period="year",
    scheme="whole", order=32,
    chapters=(
        Chapter("五项标准", (
            counted("area", "面积达标", 20, Use("venue.area"), "R-GOV-45"),
            asked("equipment", "设施齐全", 20, evidence="file"),
            counted("signs", "标牌统一", 20, Use("venue.signs"), "R-GOV-14"),
            counted("functions", "功能完备", 20,
                    Use("venue.rooms", {"rooms": "members_room,convenience_room,notice_board"}),
                    "R-GOV-45"),
            asked("rules", "制度完善", 20, evidence="file"),
        )),
    ),
)  # fmt: skip
