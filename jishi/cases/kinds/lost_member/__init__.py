"""失联党员查找：至少两种方式，结论由别人核准；党籍的变动另按程序办。"""

from jishi.cases.kinds.kind import CaseKind, Grade
from jishi.kernel.deadline import Limit, Unit
from jishi.kernel.items import Field

LOST_MEMBER = CaseKind(
    code="lost_member",
    title="失联党员查找",
    source="R-REL-17",
    group="members",
    mark="失",
    order=30,
    about="person",
    grades=(Grade("ordinary", "六个月", Limit(180, Unit.NATURAL_DAYS)),),
    fields=(
        Field(
            code="result",
            label="查找结果",
            type="choice",
            choices=(("found", "已取得联系"), ("not_found", "仍未找到")),
        ),
    ),
    methods=(
        ("phone", "电话短信"),
        ("home", "上门走访"),
        ("relatives", "联系亲友同事"),
        ("letter", "信函"),
        ("notice", "公告"),
        ("police", "请公安机关协助"),
        ("records", "查阅档案"),
    ),
    states={"registered": "待查找", "working": "查找中", "submitted": "待核实"},
    verbs={"submit": "报告结果"},
    conditions=("methods", "outcome"),
    one_per_subject=True,
    help="查找结果只作记录；停止党籍等须另按程序由会议决定。",
)
