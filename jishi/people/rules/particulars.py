"""Do the particulars of a person agree with one another?"""

from __future__ import annotations

from datetime import date

from jishi.kernel.deadline import add_years
from jishi.kernel.declare import Example, rule
from jishi.kernel.identity import Identity, identity_in_order
from jishi.kernel.verdict import OK, Verdict, advise, all_of, first_refusal, require
from jishi.people.kinds import COUNTED, PROBATION

ADULT = 18

_GOOD = {
    "standing": "full",
    "born_on": date(1970, 5, 1),
    "joined_on": date(1995, 7, 1),
    "full_on": date(1996, 7, 1),
    "today": date(2026, 11, 20),
}


@rule(
    title="出生、入党、转正先后",
    cites=("R-DEV-35", "R-DEV-36", "R-STAT-18"),
    source="党章第一条、第七条",
    examples=(
        Example(_GOOD, True, "十八岁后入党，一年后转正"),
        Example({**_GOOD, "standing": "none", "joined_on": None, "full_on": None}, True, "非党员"),
        Example({**_GOOD, "joined_on": None, "full_on": None}, "no_joined", "党员没有入党日期"),
        Example({**_GOOD, "joined_on": date(1988, 4, 30)}, "too_young", "入党时不满十八岁"),
        Example({**_GOOD, "full_on": date(2027, 1, 1)}, "future", "转正日期在今天之后"),
        Example(
            {**_GOOD, "full_on": date(1996, 6, 30)}, "too_early_full", "预备期一年，早一天也不行"
        ),
        Example({**_GOOD, "standing": "probationary"}, "full_on_probation", "预备党员没有转正日期"),
        Example({**_GOOD, "full_on": None}, "no_full", "正式党员转正日期待补，先登记"),
    ),
)
def dates_agree(
    standing: str,
    born_on: date | None,
    joined_on: date | None,
    full_on: date | None,
    today: date,
) -> Verdict:
    """Born, eighteen, admitted, a year of probation, full member: in this order."""
    counted = standing in COUNTED
    probation = standing in PROBATION
    days = [day for day in (born_on, joined_on, full_on) if day is not None]
    grown = born_on is None or joined_on is None or joined_on >= add_years(born_on, ADULT)
    served = joined_on is None or full_on is None or full_on >= add_years(joined_on, 1)
    return all_of(
        require(not counted or joined_on is not None, "no_joined", "党员须填入党日期", "R-DEV-36"),
        require(all(day <= today for day in days), "future", "日期不能晚于今天"),
        require(grown, "too_young", "入党时不满 18 周岁，请核对出生日期和入党日期", "R-STAT-18"),
        require(served, "too_early_full", "转正日期须在入党日期一年以后，请核对", "R-STAT-18"),
        require(
            not (probation and full_on), "full_on_probation", "预备党员不填转正日期", "R-DEV-35"
        ),
        advise(  # old rosters know the day of joining alone: on the books, and on the list to mend
            not counted or probation or joined_on is None or full_on is not None,
            "no_full",
            "正式党员须补填转正日期（党龄起点）",
            "R-DEV-35",
        ),
    )


_NUMBER = {"identity": "99000019800302002X", "born_on": date(1980, 3, 2), "sex": "2"}


@rule(
    title="身份证号与出生日期、性别相符",
    cites=("R-FMT-02", "R-FMT-03", "R-FMT-13"),
    source="GB 11643—1999",
    examples=(
        Example({**_NUMBER, "today": date(2026, 11, 20)}, True, "都相符"),
        Example({**_NUMBER, "identity": "", "today": date(2026, 11, 20)}, True, "没有填身份证号"),
        Example(
            {**_NUMBER, "born_on": None, "sex": "0", "today": date(2026, 11, 20)}, True, "其余待补"
        ),
        Example(
            {**_NUMBER, "identity": "990000198003020028", "today": date(2026, 11, 20)},
            "identity_check",
            "末位校验不符",
        ),
        Example(
            {**_NUMBER, "born_on": date(1980, 2, 3), "today": date(2026, 11, 20)},
            "identity_born",
            "出生日期与号码不符",
        ),
        Example({**_NUMBER, "sex": "1", "today": date(2026, 11, 20)}, "identity_sex", "性别不符"),
    ),
)
def identity_agrees(identity: str, born_on: date | None, sex: str, today: date) -> Verdict:
    """What the number says of birth and sex is what was written beside it."""
    if not identity:
        return OK
    said = Identity.of(identity)
    return first_refusal(
        identity_in_order(identity, today),
        lambda: require(
            said is None or born_on is None or said.born_on == born_on,
            "identity_born",
            "身份证号里的出生日期与填写的不一致，请核对",
            "R-FMT-03",
        ),
        lambda: require(
            said is None or sex not in ("1", "2") or said.sex == sex,
            "identity_sex",
            "身份证号里的性别与填写的不一致，请核对",
            "R-FMT-13",
        ),
    )
