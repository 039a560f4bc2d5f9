"""Assessments: checked by themselves, accepted, confirmed; points, grades, stars; sites, talks."""

from __future__ import annotations

from jishi.figures.conditions import among, both, holds, of
from jishi.figures.declared import Measure, Where, every
from jishi.figures.tables.standards import (
    ASSESSMENTS,
    CONFIRMED,
    HUNDREDTHS,
    SITES,
    TALKS,
)
from jishi.standards.kinds import all_standards

_STARS = {"star_5": "五星", "star_4": "四星", "star_3": "三星", "star_2": "二星", "star_1": "一星"}
_GRADES = {"good": "好", "fair": "较好", "ordinary": "一般", "poor": "差",
           "attained": "达标", "short": "未达标"}  # fmt: skip


def _asked(code: str, title: str, where: Where, *also: str) -> Measure:
    return Measure(code=f"standard.{code}", title=title, source="R-GOV-43", table=ASSESSMENTS,
                   where=where, also=also)  # fmt: skip


def _confirmed(code: str, title: str, where: Where, source: str = "R-GOV-40") -> Measure:
    return Measure(
        code=f"standard.{code}", title=title, source=source, table=CONFIRMED, where=where
    )


ASKED = _asked("assessed", "纳入考评的对象", every, "参加考核的党组织")
CHECKED = _asked("self_checked", "已自查的考评对象", holds("checked"), "开展自查的党组织")
ACCEPTED = _asked("accepted", "已验收的考评对象", holds("accepted"), "通过验收的党组织")
DECIDED = _asked("confirmed", "已审定的考评对象", holds("confirmed"))
SCORED = _confirmed("scored", "审定得分的考评对象", every)
POINTS = Measure(
    code="standard.points", title="审定得分合计", source="R-GOV-40", table=CONFIRMED, unit="分",
    value=of("points"), scale=HUNDREDTHS, shown=False,
)  # fmt: skip
STARS = tuple(
    _confirmed(code, f"评为{label}的", among("grade", code), "R-GOV-40")
    for code, label in _STARS.items()
)
GRADES = tuple(
    _confirmed(f"grade_{code}", f"考评等次为{label}的", among("grade", code))
    for code, label in _GRADES.items()
)
ATTAINED = GRADES[4]
RAISED = _confirmed("raised", "等次上升的考评对象", among("movement", "晋位"))
LOWERED = _confirmed("lowered", "等次下降的考评对象", among("movement", "降位"))
POINTS_BY = {
    code: Measure(
        code=f"standard.points_{code.replace('.', '_')}", title=f"{each.title}得分合计",
        source=each.source, table=CONFIRMED, unit="分", where=among("standard", code),
        value=of("points"), scale=HUNDREDTHS, shown=False,
    )
    for code, each in all_standards().items()
}  # fmt: skip
SCORED_BY = {
    code: _confirmed(f"scored_{code.replace('.', '_')}", f"{each.title}已审定的",
                     among("standard", code), each.source)
    for code, each in all_standards().items()
}  # fmt: skip
OF_STANDARDS = (*POINTS_BY.values(), *SCORED_BY.values())
TALKS_HELD = Measure(
    code="standard.talks_held", title="考评等次约谈", source="R-GOV-37", table=TALKS, unit="次",
    also=("约谈党组织书记", "约谈书记"),
)  # fmt: skip
SITES_ALL = Measure(
    code="standard.sites", title="党建示范点", source="R-GOV-44", table=SITES,
    also=("打造党建示范点", "示范点", "党建示范阵地"),
)  # fmt: skip
SITES_COUNTY = Measure(
    code="standard.sites_county", title="县级党建示范点", source="R-GOV-44", table=SITES,
    where=both(among("level", "county")),
)  # fmt: skip
