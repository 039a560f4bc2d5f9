"""党支部：自己的家底和这一年开展的活动。"""

from jishi.figures.boards.board import Board, numbers, trend

BRANCH = Board(
    code="branch", title="本支部", source="支部看板", order=30,
    roles=("branch", "member", "accountant", "cashier"),
    tiles=(
        numbers("member.all", "member.probationary", "development.pool", "mobile.away",
                "duty.open", "duty.met_share", "dues.paid_share",
                "activity.sanhui_yike_attendance"),
        trend("activity.sanhui_yike"), trend("activity.theme_day"), trend("dues.received"),
        trend("visit.all"),
    ),
)  # fmt: skip
