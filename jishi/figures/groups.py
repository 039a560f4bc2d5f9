"""Under which heading an indicator stands in the list: by the first word of its code."""

GROUPS = {
    "org": "组织设置",
    "unit": "党建覆盖",
    "term": "任期与换届",
    "post": "班子与任职",
    "member": "党员队伍",
    "development": "发展党员",
    "transfer": "组织关系",
    "mobile": "流动和失联党员",
    "dues": "党费收缴",
    "fund": "党费使用",
    "activity": "组织生活",
    "visit": "走访联系",
    "training": "教育培训",
    "appraisal": "民主评议",
    "duty": "应办事项",
    "decision": "议定事项",
    "problem": "问题整改",
    "finding": "巡察督查问题",
    "task": "交办事项",
    "station": "驻点问题",
    "visit_problem": "走访问题",
    "weak": "软弱涣散整顿",
    "request": "群众诉求",
    "worker_request": "职工诉求",
    "wish": "微心愿",
    "clue": "线索与谈话",
    "procedure": "程序办理",
    "standard": "考评与示范",
    "venue": "阵地与共建",
    "income": "村级集体经济",
    "stated": "填报的数",
}


def group_of(code: str) -> str:
    return code.partition(".")[0]


def group_label(code: str) -> str:
    return GROUPS[group_of(code)]
