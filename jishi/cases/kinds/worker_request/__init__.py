"""职工诉求：企业、医院、学校里职工通过工会或热线提出的，上报党委，答复后由他人回访。"""

from jishi.cases.kinds.kind import CaseKind, Grade
from jishi.kernel.deadline import Limit, Unit
from jishi.kernel.items import Field

WORKER_REQUEST = CaseKind(
    code="worker_request",
    title="职工诉求",
    source="R-HOT-03；R-HOT-05；R-HOT-06；R-HOT-07",
    group="residents",
    mark="工",
    order=21,
    about="resident",  # whoever asks is sealed like any asker; the portal is not their way in
    classes=(
        ("pay", "劳动报酬"),
        ("safety", "劳动安全"),
        ("leave", "休息休假"),
        ("welfare", "福利保障"),
        ("training", "培训晋升"),
        ("canteen", "食堂宿舍"),
        ("advice", "合理化建议"),
        ("other", "其他"),
    ),
    grades=(
        Grade("ordinary", "一般", Limit(7, Unit.NATURAL_DAYS)),
        Grade("hard", "疑难", Limit(15, Unit.NATURAL_DAYS)),
    ),
    fields=(
        Field(code="place", label="车间或科室", most=60, help="写到车间、科室、班组即可，不写姓名"),
        Field(code="raised_on", label="提交党委日期", type="date"),
        Field(code="reply", label="党委答复", most=300),
    ),
    steps=frozenset({"contact", "call_back", "refuse", "merge"}),
    states={"submitted": "待回访", "struck_off": "已办结"},
    verbs={"submit": "答复诉求人", "strike_off": "办结"},
    conditions=("outcome", "called_back"),
    help="工会接到就登记；要党委研究的写明提交日期和答复；答复后由别人回访，满意与否照实记。",
)
