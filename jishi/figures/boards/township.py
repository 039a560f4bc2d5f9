"""乡镇（街道）：各支部该办的办了没有，问题和诉求办到哪一步。"""

from jishi.figures.boards.board import Board, children, heat, numbers, ranking, trend

TOWNSHIP = Board(
    code="township", title="乡镇（街道）党建", source="乡镇党建看板", order=20,
    roles=("township", "unit_clerk", "assessor", "grid_worker"),
    tiles=(
        numbers("member.all", "duty.open", "problem.open", "problem.late", "request.open",
                "request.late", "development.pool", "term.soon"),
        heat("各支部一览", "duty.met_share", "activity.sanhui_yike_attendance", "dues.paid_share",
             "activity.theme_day", "visit.all"),
        ranking("duty.met_share"), trend("activity.sanhui_yike"), trend("dues.received"),
        children("problem.found"),
    ),
)  # fmt: skip
