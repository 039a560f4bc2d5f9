"""Memberships that moved, members away, members nobody can find, sanctions."""

from jishi.figures.conditions import among
from jishi.figures.declared import Measure, Table, Where, every
from jishi.figures.tables.mobility import AWAY, LETTERS_IN, LETTERS_OUT, LOST, SANCTIONS
from jishi.people.rules.mobility import SPELL_KINDS

_GOING = tuple(code for code, kind in SPELL_KINDS.items() if not kind.guest)
_COMING = tuple(code for code, kind in SPELL_KINDS.items() if kind.guest)


def _of(
    table: Table, code: str, title: str, where: Where = every, source: str = "R-REL-01",
    also: tuple[str, ...] = (),
) -> Measure:  # fmt: skip
    return Measure(
        code=code,
        title=title,
        source=source,
        table=table,
        unit="名",
        where=where,
        also=also,
    )


OUT = _of(LETTERS_OUT, "transfer.out", "开出介绍信的党员", also=("转出党员", "转出组织关系"))
OUT_DONE = _of(
    LETTERS_OUT, "transfer.out_done", "已转出的党员",
    among("state", "received", "acknowledged", "closed"), "R-REL-08",
)  # fmt: skip
OUT_RETURNED = _of(
    LETTERS_OUT, "transfer.out_returned", "被退回的介绍信", among("state", "returned"), "R-REL-05"
)
OUT_WAITING = _of(
    LETTERS_OUT, "transfer.out_waiting", "在途的介绍信", among("state", "issued"), "R-REL-04"
)
IN = _of(
    LETTERS_IN,
    "transfer.in",
    "转入的党员",
    every,
    "R-REL-04",
    also=("转入组织关系", "接收党员组织关系"),
)
AWAY_NOW = _of(
    AWAY,
    "mobile.away",
    "外出流动党员",
    among("kind", *_GOING),
    "R-REL-11",
    also=("流动党员", "流出党员"),
)
GUESTS = _of(
    AWAY, "mobile.guests", "流入党员", among("kind", *_COMING), "R-REL-11", also=("流入流动党员",)
)
LOST_NOW = _of(LOST, "mobile.lost", "失联党员", every, "R-REL-17", also=("失去联系党员",))
SANCTIONED = _of(
    SANCTIONS,
    "member.sanctioned",
    "受党纪处分",
    every,
    "R-DISP-18",
    also=("党纪处分", "给予党纪处分"),
)
