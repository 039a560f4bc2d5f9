"""基层党建半年报：党员、组织、阵地、整顿、诉求各一组数。"""

from jishi.returns.tables.table import LEVELS, ReturnTable, asked, figure, text

HALF_YEAR = ReturnTable(
    code="half_year", title="基层党建情况半年报", source="基层党建半年报制度", length=6, days=10,
    org_kinds=LEVELS, top_only=True, order=20,
    lines=(
        *(figure(code) for code in (
            "org.all", "org.branches", "member.all", "member.probationary",
            "development.admitted", "development.confirmed", "development.activists",
            "unit.two_new_share", "term.overdue", "post.vacant", "activity.sanhui_yike",
            "training.classes", "training.person_times", "visit.all", "problem.found",
            "problem.solved", "weak.found", "weak.converted", "request.received",
            "request.solution_rate", "wish.done", "dues.received",
        )),
        asked("stated.journals"), asked("stated.good_deeds"), text("remark", "特色做法", 300),
    ),
)  # fmt: skip
