"""Secretaries and other posts, vacancies, one person in two posts, reserves."""

from jishi.figures.conditions import aged, among, both, holds, lacks
from jishi.figures.declared import Measure, Table, Where
from jishi.figures.measures.members import HIGHER_CODES
from jishi.figures.tables.posts import APPOINTED, FILLED, LEFT, POSTS

_IN_OFFICE = lacks("pending")
_SECRETARY = both(among("kind", "secretary"), _IN_OFFICE)


def _post(
    code: str, title: str, where: Where, source: str = "R-ORG-16", also: tuple[str, ...] = ()
) -> Measure:
    return Measure(
        code=f"post.{code}",
        title=title,
        source=source,
        table=POSTS,
        unit="名",
        where=where,
        also=also,
    )


def _turned(table: Table, code: str, title: str, where: Where, *also: str) -> Measure:
    return Measure(
        code=f"post.{code}", title=title, source="R-ORG-22", table=table, unit="名", where=where,
        also=also,
    )  # fmt: skip


def _place(
    code: str, title: str, where: Where, source: str = "R-ORG-22", also: tuple[str, ...] = ()
) -> Measure:
    return Measure(
        code=f"post.{code}",
        title=title,
        source=source,
        table=FILLED,
        where=where,
        also=also,
    )


SECRETARIES = Measure(
    code="post.secretaries", title="在任书记", source="R-ORG-22", table=POSTS, unit="名",
    where=_SECRETARY, people=True, note="一人任多处书记的算一名",
    also=("党组织书记", "党支部书记"),
)  # fmt: skip
SEATS = Measure(
    code="post.committee", title="在任班子成员", source="R-ORG-16", table=POSTS, unit="名",
    people=True,
    where=both(
        _IN_OFFICE,
        among("kind", "secretary", "deputy_secretary", "committee_member",
              "committee_organisation", "committee_publicity", "committee_discipline",
              "discipline_secretary", "part_time_committee"),
    ),
)  # fmt: skip
WOMEN = _post("secretaries_women", "女书记", both(_SECRETARY, among("sex", "2")))
YOUNG = _post("secretaries_under_36", "35岁及以下书记", both(_SECRETARY, aged(0, 35)))
UNDER_46 = _post("secretaries_under_46", "45岁及以下书记", both(_SECRETARY, aged(0, 45)))
HIGHER = _post(
    "secretaries_higher_education", "大专及以上学历书记",
    both(_SECRETARY, among("education", *HIGHER_CODES)),
)  # fmt: skip
HELD = _post("secretary_posts", "书记职位（在任）", _SECRETARY, "R-ORG-22")
VILLAGE = _post(
    "village_secretaries", "村（社区）书记",
    both(_SECRETARY, among("sector", "village", "community")), "R-ORG-44",
)  # fmt: skip
FIRST = _post(
    "first_secretaries",
    "第一书记",
    among("kind", "first_secretary"),
    also=("驻村第一书记", "选派第一书记"),
)
INSTRUCTORS = _post(
    "instructors", "党建指导员", among("kind", "instructor"), "R-GOV-09", also=("选派党建指导员",)
)
ORGANISERS = _post("organisers", "组织员", among("kind", "organiser"))
FULL_TIME = _post(
    "full_time_workers", "专职党务工作者", among("kind", "full_time_worker"), also=("专职党务干部",)
)
RESERVES = _post(
    "reserves",
    "村级后备力量",
    among("kind", "reserve"),
    also=("储备后备力量", "村级后备干部", "后备干部"),
)
CONTACTS = _post("contact_leaders", "领导联系点", among("kind", "contact_leader"))
NEW_SECRETARIES = _turned(
    APPOINTED, "secretaries_new", "新任书记", among("kind", "secretary"),
    "新选配党组织书记", "调整充实党组织书记", "新任党组织书记",
)  # fmt: skip
NEW_VILLAGE = _turned(
    APPOINTED, "village_secretaries_new", "新任村（社区）书记",
    both(among("kind", "secretary"), among("sector", "village", "community")),
    "新选和调整充实村党组织书记", "新任村党组织书记",
)  # fmt: skip
NEW_RESERVES = _turned(
    APPOINTED, "reserves_new", "新储备后备力量", among("kind", "reserve"), "新增后备力量"
)
GONE_SECRETARIES = _turned(
    LEFT, "secretaries_left", "离任书记", among("kind", "secretary"), "调整书记离任"
)
DUTY_POSTS = _post("duty_posts", "设岗定责党员", among("kind", "duty_post"), also=("设岗定责",))
LEVELS = _place("organisations", "应配书记的党组织", holds("level"))
VACANT = _place(
    "vacant",
    "书记空缺的党组织",
    both(holds("level"), lacks("secretary")),
    also=("书记缺配", "书记空缺"),
)
BRANCHES = _place("branches", "应配书记的党支部", holds("branch"))
BRANCH_VACANT = _place(
    "branches_vacant", "书记空缺的党支部", both(holds("branch"), lacks("secretary"))
)
VILLAGES = _place("villages", "村（社区）党组织", holds("village"), "R-ORG-44")
ONE_SHOULDER = _place(
    "one_shoulder", "书记、主任“一肩挑”的村（社区）", both(holds("village"), holds("one_shoulder")),
    "R-ORG-44",
    also=("书记主任一肩挑", "一肩挑"),
)  # fmt: skip
WITH_RESERVE = _place(
    "villages_with_reserve", "有后备力量的村（社区）", both(holds("village"), holds("reserve"))
)
