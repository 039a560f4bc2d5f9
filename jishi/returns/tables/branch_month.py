"""党支部组织生活月报：能从记录算出的全部自动填好。"""

from jishi.returns.tables.table import ReturnTable, added, asked, figure, text

BRANCH_MONTH = ReturnTable(
    code="branch_month", title="党支部工作月报", source="基层党建月报制度", length=1, days=5,
    order=10,
    lines=(
        figure("member.all"), figure("activity.assembly"), figure("activity.committee"),
        figure("activity.group"), figure("activity.lesson"), figure("activity.theme_day"),
        added("life", "组织生活合计", "activity.assembly", "activity.committee", "activity.group",
              "activity.lesson", "activity.theme_day"),
        figure("activity.sanhui_yike_attendance"), figure("dues.received"), figure("visit.all"),
        figure("request.received"), figure("problem.struck"), asked("stated.good_deeds"),
        asked("stated.relief_money"), text("remark", "需要说明的情况"),
    ),
)  # fmt: skip
