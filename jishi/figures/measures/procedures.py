"""Procedures running, late, begun, ended; the decisions along developing a member."""

from __future__ import annotations

from jishi.figures.conditions import among, before, both, holds
from jishi.figures.declared import Measure, Where
from jishi.figures.tables.procedures import BEGUN, DEVELOPING, ENDED, PROCEDURES, STEPS
from jishi.procedures.kinds import all_kinds

_DEVELOP = among("kind", "develop_member")
_VILLAGE = among("kind", "four_deliberations")
_REVIEW = among("kind", "joint_review")


def _standing(code: str, title: str, standing: str, *also: str) -> Measure:
    return Measure(
        code=f"development.{code}", title=title, source="R-DEV-41", table=DEVELOPING, unit="名",
        where=among("standing", standing), also=also,
    )  # fmt: skip


APPLICANTS = _standing("applicants", "入党申请人", "applicant", "申请入党人员")
ACTIVISTS = _standing("activists", "入党积极分子", "activist", "在册入党积极分子", "培养积极分子")
CANDIDATES = _standing("candidates", "发展对象", "candidate", "在册发展对象")
POOL = Measure(
    code="development.pool", title="正在培养发展的人员", source="R-DEV-41", table=DEVELOPING,
    unit="名", note="申请人、积极分子、发展对象",
)  # fmt: skip
FRONT_LINE = Measure(
    code="development.pool_front_line", title="生产工作一线的培养发展人员", source="R-DEV-41",
    table=DEVELOPING, unit="名", where=among("source", "front_line", "farmer", "skilled"),
)  # fmt: skip


def _step(code: str, title: str, where: Where, source: str, unit: str, *also: str) -> Measure:
    return Measure(code=code, title=title, source=source, table=STEPS, unit=unit,
                   where=both(holds("went_on"), where), also=also)  # fmt: skip


def _decided(code: str, title: str, step: str, *also: str) -> Measure:
    return _step(f"development.{code}", title, both(_DEVELOP, among("step", step)), "R-DEV-41",
                 "名", *also)  # fmt: skip


APPLIED = _decided("applied", "递交入党申请", "application", "新递交入党申请书", "提交入党申请书")
ACTIVISTS_NEW = _decided("activists_new", "确定入党积极分子", "activist", "新确定入党积极分子",
                         "吸收入党积极分子")  # fmt: skip
CANDIDATES_NEW = _decided("candidates_new", "确定发展对象", "candidate", "新确定发展对象")
POLITICAL_CHECKS = _decided("political_checks", "完成政治审查", "political_check", "政审")
TRAINED = _decided("candidates_trained", "参加集中培训的发展对象", "training", "培训发展对象")
APPROVED = _decided("approved", "审批接收预备党员", "approval", "批准接收预备党员")

RUNNING = Measure(
    code="procedure.running", title="办理中的程序", source="R-DEV-41", table=PROCEDURES, unit="件"
)
OVERDUE = Measure(
    code="procedure.overdue", title="超期的程序", source="R-DEV-41", table=PROCEDURES, unit="件",
    where=before("red"),
)  # fmt: skip
RUNNING_BY = tuple(
    Measure(code=f"procedure.running_{code}", title=f"办理中的{kind.title}", source=kind.source,
            table=PROCEDURES, unit="件", where=among("kind", code))
    for code, kind in all_kinds().items()
)  # fmt: skip
BEGUN_BY = tuple(
    Measure(code=f"procedure.begun_{code}", title=f"发起{kind.title}", source=kind.source,
            table=BEGUN, unit="件", where=among("kind", code))
    for code, kind in all_kinds().items()
)  # fmt: skip
DONE_BY = tuple(
    Measure(code=f"procedure.done_{code}", title=f"办结{kind.title}", source=kind.source,
            table=ENDED, unit="件", where=both(among("kind", code), among("state", "done")))
    for code, kind in all_kinds().items()
)  # fmt: skip
VILLAGE_DECIDED = _step(
    "procedure.village_decisions", "“四议两公开”决议事项",
    both(_VILLAGE, among("step", "resolution")), "R-GOV-14", "件", "四议两公开决策事项",
    "运用“四议两公开”议定事项", "四议两公开",
)  # fmt: skip
VILLAGE_POSTED = _step(
    "procedure.village_posted", "决议和结果都公开的事项",
    both(_VILLAGE, among("step", "result_posting")), "R-GOV-14", "件",
)  # fmt: skip
CADRES_REVIEWED = _step(
    "procedure.cadres_reviewed", "村干部资格联审", both(_REVIEW, among("step", "result")),
    "R-ORG-44", "名", "联审村干部", "村干部县级联审",
)  # fmt: skip
CADRES_UNFIT = Measure(
    code="procedure.cadres_unfit", title="联审不宜任职的村干部", source="R-ORG-44", table=STEPS,
    unit="名", where=both(_REVIEW, among("step", "result"), among("outcome", "unfit")),
)  # fmt: skip
OATHS = _step("development.oaths", "参加入党宣誓", both(_DEVELOP, among("step", "oath")),
              "R-DEV-41", "名", "入党宣誓")  # fmt: skip
