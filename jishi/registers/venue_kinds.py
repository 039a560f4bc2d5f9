"""What kinds of venues and rooms there are."""

from __future__ import annotations

from collections.abc import Mapping

VENUE_KINDS: Mapping[str, str] = {
    "village_venue": "村级组织活动场所",
    "community_venue": "社区综合服务设施",
    "service_center": "党群服务中心（站点）",
    "activity_venue": "党员活动阵地",
    "ward": "科室",
    "outdoor": "外围区域",
}
VENUE_KIND_CHOICES = list(VENUE_KINDS.items())
SERVING = ("village_venue", "community_venue", "service_center")

ROOM_KINDS: Mapping[str, str] = {
    "service_hall": "办事大厅",
    "office": "“两委”干部办公室",
    "meeting_room": "班子会议室",
    "masses_room": "党群会议室",
    "convenience_room": "综合便民服务活动室",
    "members_room": "党员活动室",
    "reading_room": "图书阅览室",
    "mediation_room": "矛盾调解室",
    "notice_board": "公开栏",
}
ROOM_KIND_CHOICES = list(ROOM_KINDS.items())
