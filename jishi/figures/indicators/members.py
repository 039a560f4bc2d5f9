"""Shares among members."""

from jishi.figures.declared import Indicator, Measure
from jishi.figures.measures import members


def _share(code: str, title: str, part: Measure, source: str = "R-STAT-01") -> Indicator:
    return Indicator(
        code=f"member.{code}", title=title, source=source, numerator=part, denominator=members.ALL
    )


WOMEN = _share("women_share", "女党员占比", members.WOMEN, "R-STAT-14")
MINORITY = _share("minority_share", "少数民族党员占比", members.MINORITY)
HIGHER = _share("higher_share", "大专及以上学历党员占比", members.HIGHER, "R-STAT-05")
YOUNG = _share("under_36_share", "35岁及以下党员占比", members.YOUNG, "R-STAT-02")
OLD = _share("from_61_share", "61岁及以上党员占比", members.OLD, "R-STAT-02")
