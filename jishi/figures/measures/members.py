"""Members at the end of a period, by what the yearly statistics ask for."""

from jishi.figures.conditions import aged, among, between, both, other_than
from jishi.figures.declared import Measure, Where
from jishi.figures.tables.members import MEMBERS
from jishi.kernel.codes import EDUCATION
from jishi.people.kinds import CATEGORIES, FULL, OCCUPATIONS, PROBATION

_AGES = ((0, 30), (31, 35), (36, 40), (41, 45), (46, 50), (51, 55), (56, 60), (61, 150))
_JOINED = (
    ("before_1949", "1949年9月及以前", 1, 19490930),
    ("from_1949", "1949年10月至1978年12月", 19491001, 19781231),
    ("from_1979", "1979年1月至2012年10月", 19790101, 20121031),
    ("from_2012", "2012年11月以来", 20121101, 99991231),
)
HIGHER_CODES = tuple(code for code in EDUCATION if code[0] in "123")
_HAN = ("01", "")


def _member(
    code: str, title: str, where: Where, source: str = "R-STAT-01", also: tuple[str, ...] = ()
) -> Measure:
    return Measure(
        code=f"member.{code}",
        title=title,
        source=source,
        table=MEMBERS,
        unit="名",
        where=where,
        also=also,
    )


def _age_title(least: int, most: int) -> str:
    if not least:
        return f"{most}岁及以下党员"
    return f"{least}岁及以上党员" if most > 100 else f"{least}至{most}岁党员"


ALL = Measure(
    code="member.all", title="党员总数", source="R-GEN-09", table=MEMBERS, unit="名",
    note="含预备党员，不含流入党员",
    also=("党员人数", "党员名册人数", "共有党员", "现有党员"),
)  # fmt: skip
FULL_MEMBERS = _member(
    "full", "正式党员", among("standing", *FULL), "R-GEN-08", also=("正式党员人数",)
)
PROBATIONARY = _member(
    "probationary", "预备党员", among("standing", *PROBATION), "R-GEN-08", also=("在册预备党员",)
)
WOMEN = _member("women", "女党员", among("sex", "2"), also=("女性党员",))
MINORITY = _member("minority", "少数民族党员", other_than("nation", *_HAN))
HIGHER = _member(
    "higher_education",
    "大专及以上学历党员",
    among("education", *HIGHER_CODES),
    "R-STAT-05",
    also=("大专以上学历党员", "大专及以上党员"),
)
YOUNG = _member(
    "under_36",
    "35岁及以下党员",
    aged(0, 35),
    "R-STAT-02",
    also=("青年党员", "年轻党员", "35岁以下党员"),
)
OLD = _member(
    "from_61", "61岁及以上党员", aged(61, 150), "R-STAT-02", also=("60岁以上党员", "老党员")
)
NO_BIRTHDAY = _member("birthday_unknown", "出生日期不详的党员", between("born", 0, 0), "R-GEN-11")
FIFTY_YEARS = _member(
    "fifty_years", "党龄50年及以上党员", both(among("standing", *FULL), aged(50, 150, "full")),
    "R-STAT-21",
    also=("光荣在党50年", "在党50年老党员", "党龄50年以上党员"),
)  # fmt: skip
AGES = tuple(
    _member(f"age_{least}_{most}", _age_title(least, most), aged(least, most), "R-STAT-02")
    for least, most in _AGES
    if (least, most) != (61, 150)
)
OCCUPATION = tuple(
    _member(f"occupation_{code}", f"职业为{label}的党员", among("occupation", code), "R-STAT-04")
    for code, label in OCCUPATIONS.items()
)
CATEGORY = tuple(
    _member(f"category_{code}", f"{label}党员", among("category", code), "R-STAT-04")
    for code, label in CATEGORIES.items()
)
JOINED = tuple(
    _member(f"joined_{code}", f"{label}入党的党员", between("joined", first, last), "R-STAT-03")
    for code, label, first, last in _JOINED
)
CORRECTING = _member("correcting", "限期改正的党员", among("standing", "correcting"), "R-DISP-19")
OBSERVED = _member("observed", "留党察看的党员", among("standing", "observed"), "R-DISP-19")
SUSPENDED = _member("suspended", "权利中止的党员", among("standing", "suspended"), "R-DISP-19")
