"""Admissions, confirmations and how people ceased to be members."""

from jishi.figures.conditions import aged, among, both
from jishi.figures.declared import Measure, Where
from jishi.figures.measures.members import HIGHER_CODES
from jishi.figures.tables.members import MEMBER_CHANGES

_ADMITTED = among("kind", "admit")


def _change(
    code: str, title: str, where: Where, source: str, also: tuple[str, ...] = ()
) -> Measure:
    return Measure(
        code=f"development.{code}", title=title, source=source, table=MEMBER_CHANGES, unit="名",
        where=where, also=also,
    )  # fmt: skip


ADMITTED = _change(
    "admitted",
    "接收预备党员",
    _ADMITTED,
    "R-DEV-36",
    also=("发展党员", "发展新党员", "新发展党员", "吸收预备党员"),
)
ADMITTED_WOMEN = _change(
    "admitted_women", "接收的女预备党员", both(_ADMITTED, among("sex", "2")), "R-STAT-14"
)
ADMITTED_YOUNG = _change(
    "admitted_under_36", "接收的35岁及以下预备党员", both(_ADMITTED, aged(0, 35)), "R-STAT-02"
)
ADMITTED_HIGHER = _change(
    "admitted_higher_education", "接收的大专及以上学历预备党员",
    both(_ADMITTED, among("education", *HIGHER_CODES)), "R-STAT-05",
)  # fmt: skip
ADMITTED_FARMERS = _change(
    "admitted_farmers", "接收的农牧渔民预备党员", both(_ADMITTED, among("occupation", "farmer")),
    "R-STAT-04",
)  # fmt: skip
ADMITTED_STUDENTS = _change(
    "admitted_students", "接收的学生预备党员", both(_ADMITTED, among("occupation", "student")),
    "R-STAT-04",
)  # fmt: skip
CONFIRMED = _change(
    "confirmed",
    "预备党员转正",
    among("kind", "confirm"),
    "R-DEV-35",
    also=("按期转正", "转正预备党员", "预备党员按期转正"),
)
EXTENDED = _change(
    "extended", "延长预备期", among("kind", "extend"), "R-DEV-35", also=("延长预备期党员",)
)
CANCELLED = _change("cancelled", "取消预备党员资格", among("kind", "cancel"), "R-DEV-35")
DIED = _change("died", "去世的党员", among("kind", "die"), "R-STAT-16")
STOPPED = _change("stopped", "停止党籍", among("kind", "stop"), "R-DISP-19")
RESTORED = _change("restored", "恢复党籍", among("kind", "restore"), "R-DISP-19")
WITHDRAWN = _change("withdrawn", "退党", among("kind", "withdraw"), "R-DISP-19")
PERSUADED = _change("persuaded_out", "劝其退党", among("kind", "persuade_out"), "R-DISP-19")
STRUCK_OFF = _change(
    "struck_off", "除名", among("kind", "strike_off"), "R-DISP-19", also=("除名处置",)
)
EXPELLED = _change("expelled", "开除党籍", among("kind", "expel"), "R-DISP-19")
LEFT = _change(
    "left", "减少的党员（不含转出）",
    among("kind", "die", "stop", "withdraw", "persuade_out", "strike_off", "expel", "cancel"),
    "R-STAT-16",
)  # fmt: skip
