"""县级：面上怎样、哪里落后、往哪儿走。"""

from jishi.figures.boards.board import Board, children, heat, numbers, ranking, trend

COUNTY = Board(
    code="county", title="全县基层党建", source="县级党建看板", order=10,
    roles=("county", "county_leader", "reader"),
    tiles=(
        numbers("org.all", "member.all", "development.admitted", "weak.open", "request.received",
                "request.satisfaction_rate", "unit.two_new_share", "post.vacant"),
        heat("各地一览", "duty.met_share", "activity.sanhui_yike_attendance", "dues.paid_share",
             "unit.able_covered_share", "problem.solved_share", "request.response_rate"),
        trend("activity.sanhui_yike"), trend("request.received"),
        ranking("duty.met_share"), children("member.all"),
    ),
)  # fmt: skip
