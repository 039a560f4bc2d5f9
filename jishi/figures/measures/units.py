"""Units and whether the Party covers them (R-GOV-07 to R-GOV-10)."""

from jishi.figures.conditions import among, both, holds, lacks, of
from jishi.figures.declared import Measure, Where, every
from jishi.figures.tables.units import UNITS
from jishi.registers.unit_kinds import GROUPS, MODES

_TWO_NEW = holds("two_new")
_ABLE = among("tier", "build")


def _unit(
    code: str, title: str, where: Where, source: str = "R-GOV-08", also: tuple[str, ...] = ()
) -> Measure:
    return Measure(
        code=f"unit.{code}",
        title=title,
        source=source,
        table=UNITS,
        where=where,
        also=also,
    )


ALL = _unit("all", "单位总数", every, "R-GOV-07")
ABLE = _unit("able", "具备组建条件的单位", _ABLE, "R-GOV-07")
COVERED = _unit("covered", "有组织覆盖的单位", holds("covered"))
ABLE_COVERED = _unit("able_covered", "具备条件且有组织覆盖的单位", both(_ABLE, holds("covered")))
WORK = _unit("work_covered", "有工作覆盖的单位", holds("work_covered"), "R-GOV-09")
NOT_WORK = _unit("work_uncovered", "没有工作覆盖的单位", lacks("work_covered"), "R-GOV-09")
SINGLE = _unit("able_single", "具备条件且单独组建的单位", both(_ABLE, among("mode", "single")))
UNJOINED = _unit(
    "unjoined", "有党员未联建的单位", both(among("tier", "join"), lacks("covered")), "R-GOV-07"
)
UNKNOWN = _unit("unsurveyed", "没有排查党员的单位", among("tier", "unknown"), "R-GOV-07")
INSTRUCTED = _unit(
    "instructed",
    "派有党建指导员的单位",
    holds("instructed"),
    "R-GOV-09",
    also=("选派党建指导员的企业",),
)
TWO_NEW = _unit(
    "two_new", "两新组织", _TWO_NEW, "R-GOV-10", also=("两新组织总数", "非公企业和社会组织")
)
TWO_NEW_COVERED = _unit(
    "two_new_covered",
    "有组织覆盖的两新组织",
    both(_TWO_NEW, holds("covered")),
    "R-GOV-10",
    also=("两新组织已建党组织", "两新党组织"),
)
TWO_NEW_ABLE = _unit("two_new_able", "具备组建条件的两新组织", both(_TWO_NEW, _ABLE), "R-GOV-10")
TWO_NEW_ABLE_COVERED = _unit(
    "two_new_able_covered", "具备条件且有组织覆盖的两新组织",
    both(_TWO_NEW, _ABLE, holds("covered")), "R-GOV-10",
)  # fmt: skip
TWO_NEW_WORK = _unit(
    "two_new_work", "有工作覆盖的两新组织", both(_TWO_NEW, holds("work_covered")), "R-GOV-10"
)
BY_GROUP = tuple(
    _unit(f"group_{code}", label, among("group", code), "R-GOV-11")
    for code, label in GROUPS.items()
)
BY_MODE = tuple(
    _unit(f"mode_{code}", f"{label}的单位", among("mode", code), "R-GOV-11")
    for code, label in MODES.items()
)
STAFF = Measure(
    code="unit.staff", title="单位职工", source="R-GOV-07", table=UNITS, unit="人",
    value=of("staff"), about="以最近一次排查为准",
)  # fmt: skip
