"""“一厅四室” of a village: one hall and four rooms, told by the register of venues."""

from jishi.standards.kinds.standard import Chapter, Standard, Use, counted


def room(code: str) -> Use:
    return Use("venue.rooms", {"rooms": code})


HALL_FOUR_ROOMS = Standard(
    code="venue.hall_four_rooms", title="村级阵地“一厅四室”", source="村级阵地建设要求",
    clause="R-GOV-45", about="venue", venue_kinds=("village_venue", "community_venue"),
    period="year", scheme="whole", order=31,
    chapters=(
        Chapter("一厅四室", (
            counted("hall", "办事大厅", 1, room("service_hall"), "R-GOV-45"),
            counted("office", "“两委”干部办公室", 1, room("office"), "R-GOV-45"),
            counted("meeting", "班子会议室", 1, room("meeting_room"), "R-GOV-45"),
            counted("masses", "党群会议室", 1, room("masses_room"), "R-GOV-45"),
            counted("convenience", "综合便民服务活动室", 1, room("convenience_room"), "R-GOV-45"),
        )),
    ),
)  # fmt: skip
