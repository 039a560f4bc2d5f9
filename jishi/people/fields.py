"""What of a person may be corrected, how it reads, and what a correction of it needs (R-GEN-13)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jishi.base.sealed import Mask, mask_identity, mask_phone
from jishi.kernel.codes import EDUCATION, NATIONS
from jishi.people.kinds import CATEGORIES, OCCUPATIONS, SEXES

FREE, BASIS, MEMBERSHIP = "free", "basis", "membership"


@dataclass(frozen=True)
class Item:
    """One correctable column: `free` by the secretary alone, `basis` with a reason or document,
    `membership` by the office that may change standings, with a meeting or document."""

    name: str
    label: str
    needs: str = FREE
    choices: Mapping[str, str] | None = None
    precision: str = ""  # the column that says how exact the date is
    mask: Mask | None = None

    def shown(self, value: str) -> str:
        """A kept value in words; sensitive ones masked."""
        if not value:
            return "（空）"
        if self.mask:
            return self.mask(value)
        return self.choices.get(value, value) if self.choices else value


ITEMS = {
    item.name: item
    for item in (
        Item("name", "姓名", BASIS),
        Item("sex", "性别", BASIS, SEXES),
        Item("nation", "民族", FREE, NATIONS),
        Item("born_on", "出生日期", BASIS, precision="born_precision"),
        Item("identity", "身份证号", BASIS, mask=mask_identity),
        Item("phone", "手机号", FREE, mask=mask_phone),
        Item("education", "学历", FREE, EDUCATION),
        Item("work_place", "工作单位及职务"),
        Item("occupation", "职业", FREE, OCCUPATIONS),
        Item("category", "党员类别", FREE, CATEGORIES),
        Item("shows_since", "亮明身份自"),
        Item("joined_on", "入党日期", MEMBERSHIP, precision="joined_precision"),
        Item("full_on", "转正日期", MEMBERSHIP, precision="full_precision"),
    )
}


def plain(value: Any) -> str:
    """A value as kept in the record of a correction."""
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)
