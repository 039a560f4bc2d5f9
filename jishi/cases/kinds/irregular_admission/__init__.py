"""发展党员违规违纪问题排查：只记结论、日期和处理，不记案情。"""

from jishi.cases.kinds.kind import CaseKind, Grade
from jishi.kernel.deadline import Limit, Unit
from jishi.kernel.items import Field

IRREGULAR_ADMISSION = CaseKind(
    code="irregular_admission",
    title="违规入党排查",
    source="R-DEV-37",
    group="members",
    mark="查",
    order=32,
    about="person",
    classes=(
        ("procedure", "程序不规范"),
        ("papers", "材料不全或失实"),
        ("kin", "近亲属入党未说明"),
        ("hasty", "突击发展"),
        ("condition", "不符合条件"),
    ),
    grades=(Grade("ordinary", "一般", Limit(60, Unit.WORKING_DAYS)),),
    fields=(
        Field(
            code="conclusion",
            label="结论",
            type="choice",
            choices=(
                ("regular", "经核实符合规定"),
                ("supplement", "补正材料"),
                ("not_recognised", "报请不予承认"),
                ("other", "另按程序处理"),
            ),
        ),
    ),
    conditions=("evidence", "outcome"),
    one_per_subject=True,
)
