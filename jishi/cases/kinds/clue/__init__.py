"""问题线索：单独存放，只在纪检干部之间可见；外面只有件数。"""

from jishi.cases.kinds.kind import CaseKind, Grade
from jishi.kernel.deadline import Limit, Unit
from jishi.kernel.items import Field

CLUE = CaseKind(
    code="clue",
    title="问题线索",
    source="R-DISP-18",
    group="clues",
    mark="线",
    order=40,
    about="",
    sources=(
        ("letter", "来信"),
        ("visit", "来访"),
        ("phone", "电话"),
        ("handed", "上级或部门移交"),
        ("found", "工作中发现"),
    ),
    grades=(Grade("ordinary", "一般", Limit(60, Unit.WORKING_DAYS)),),
    fields=(
        Field(
            code="conclusion",
            label="结论",
            type="choice",
            choices=(
                ("unfounded", "反映失实"),
                ("talked", "提醒谈话"),
                ("handed_on", "移交有权机关"),
                ("kept", "暂存待查"),
                ("handled", "已作处理"),
            ),
        ),
    ),
    states={"working": "核查中", "submitted": "待审定", "struck_off": "已了结"},
    verbs={"submit": "报告核查结果", "strike_off": "审定了结"},
    conditions=("outcome",),
    narrow=True,
    help="只写来源、日期、结论；反映的内容加密存放，了结后按期清除。",
)
