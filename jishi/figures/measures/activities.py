"""Activities held by kind, who came, what was entered late."""

from jishi.activities.kinds import all_kinds
from jishi.figures.conditions import among, both, holds, of
from jishi.figures.declared import Measure, Where
from jishi.figures.tables.activities import ACTIVITIES, TOPICS, TRAINED

_LIFE = ("assembly", "committee", "group", "lesson")
_COUNTED = holds("counted")
_HOSTED = holds("host")
VISITED = {
    "household": "居民（村民）家庭", "enterprise": "企业", "project": "重点项目",
    "community": "村、社区", "hardship": "困难家庭", "member": "老党员、困难党员",
}  # fmt: skip

WORDS = {
    "assembly": ("召开党员大会", "支部党员大会"), "committee": ("召开支委会",),
    "group": ("召开党小组会",), "lesson": ("上党课", "讲党课"),
    "theme_day": ("开展主题党日", "主题党日活动", "党日活动"),
    "life_meeting": ("召开组织生活会",), "democratic_meeting": ("召开民主生活会",),
    "talk": ("开展谈心谈话", "谈心谈话次数"), "inspection": ("开展督查", "党建督查"),
    "volunteering": ("志愿服务活动", "开展志愿服务"), "branch_study": ("支部学习",),
    "center_study": ("中心组学习", "理论中心组学习"), "leadership_meeting": ("专题研究党建",),
    "warning_education": ("开展警示教育",), "ceremony": ("入党宣誓仪式", "过政治生日"),
}  # fmt: skip
VISIT_WORDS = {
    "household": ("走访群众", "走访居民", "走访农户"),
    "enterprise": ("走访企业次数", "走访服务企业"),
    "hardship": ("走访慰问困难群众", "走访困难群众"), "member": ("走访慰问老党员", "慰问困难党员"),
}  # fmt: skip


def _held(
    code: str, title: str, where: Where, source: str = "R-LIFE-18", also: tuple[str, ...] = ()
) -> Measure:
    return Measure(
        code=code,
        title=title,
        source=source,
        table=ACTIVITIES,
        unit="场",
        where=where,
        also=also,
    )


BY_KIND = tuple(
    _held(f"activity.{code}", kind.title, among("kind", code), kind.source, WORDS.get(code, ()))
    for code, kind in all_kinds().items()
    if code not in ("training", "visit")
)
LIFE = _held(
    "activity.sanhui_yike",
    "三会一课",
    among("kind", *_LIFE),
    "R-LIFE-01",
    also=("三会一课活动", "开展三会一课"),
)
LATE = _held("activity.late", "七天后补记的活动", holds("late"))
JOINT = _held("activity.joint", "参与联合举办的活动", among("host", False))
ONLINE = _held("activity.online", "线上开展的活动", among("online", "True"))
SECRETARY_LESSONS = _held(
    "activity.lesson_by_secretary", "书记讲党课",
    both(among("kind", "lesson"), among("lecturer_class", "secretary")), "R-LIFE-04",
    also=("书记上党课",),
)  # fmt: skip
LEADER_LESSONS = _held(
    "activity.lesson_by_leader", "党员领导干部讲党课",
    both(among("kind", "lesson"), among("lecturer_class", "leader")), "R-LIFE-04",
    also=("领导干部上党课",),
)  # fmt: skip


def _came(code: str, title: str, *kinds: str) -> tuple[Measure, Measure]:
    where = both(_HOSTED, _COUNTED, among("kind", *kinds))
    return (
        Measure(code=f"activity.{code}_present", title=f"{title}到会人次", source="R-LIFE-18",
                table=ACTIVITIES, unit="人次", where=where, value=of("present"),
                note="只算应到、实到都有的"),
        Measure(code=f"activity.{code}_expected", title=f"{title}应到人次", source="R-LIFE-18",
                table=ACTIVITIES, unit="人次", where=where, value=of("expected"),
                note="只算应到、实到都有的", shown=False),
    )  # fmt: skip


LIFE_CAME = _came("sanhui_yike", "三会一课", *_LIFE)
ASSEMBLY_CAME = _came("assembly", "党员大会", "assembly")
LESSON_CAME = _came("lesson", "党课", "lesson")
THEME_CAME = _came("theme_day", "主题党日", "theme_day")

# --- visits ---

VISITS = _held(
    "visit.all", "走访", among("kind", "visit"), "R-LIFE-28", also=("走访次数", "开展走访")
)
BY_OBJECT = tuple(
    _held(f"visit.{code}", f"走访{label}", both(among("kind", "visit"), among("object", code)),
          "R-LIFE-28", VISIT_WORDS.get(code, ()))
    for code, label in VISITED.items()
)  # fmt: skip
AT_HOME = _held("visit.at_home", "上门走访", both(among("kind", "visit"), among("form", "home")))
OFF_HOURS = _held(
    "visit.off_hours", "晚上和休息日走访",
    both(among("kind", "visit"), among("slot", "work_evening", "rest_day", "rest_evening")),
)  # fmt: skip

# --- training ---

_TRAINING = both(_HOSTED, among("kind", "training"))
CLASSES = Measure(
    code="training.classes", title="举办培训", source="R-EDU-01", table=ACTIVITIES, unit="期",
    where=_TRAINING,
    also=("举办培训班", "开展培训"),
)  # fmt: skip
TRAINED_TIMES = Measure(
    code="training.person_times", title="参训人次", source="R-EDU-01", table=ACTIVITIES,
    unit="人次", where=_TRAINING, value=of("present"),
    also=("培训人次", "培训党员人次"),
)  # fmt: skip
TRAINED_HOURS = Measure(
    code="training.hours", title="培训学时", source="R-EDU-08", table=ACTIVITIES, unit="学时",
    where=_TRAINING, value=of("hours"), scale=10, kind="duration",
    also=("培训课时",),
)  # fmt: skip
PERSON_HOURS = Measure(
    code="training.person_hours", title="参训人学时", source="R-EDU-08", table=ACTIVITIES,
    unit="人学时", where=_TRAINING, value=of("person_hours"), scale=10, kind="duration",
    about="没有扣除缺课",
)  # fmt: skip
PEOPLE = Measure(
    code="training.people", title="参训人员", source="R-EDU-01", table=TRAINED, unit="名",
    people=True,
    also=("培训党员", "培训人数"),
)  # fmt: skip
FOR_SECRETARIES = Measure(
    code="training.for_secretaries", title="书记轮训", source="R-EDU-03", table=ACTIVITIES,
    unit="期", where=both(_TRAINING, among("audience", "secretaries")),
)  # fmt: skip
JOINING = tuple(
    Measure(
        code=f"training.{what}_{code}", title=f"{label}{noun}", source="R-EDU-06",
        table=ACTIVITIES, unit=unit, where=both(_TRAINING, among("audience", code)),
        value=value,
    )
    for code, label in (("activists", "入党积极分子"), ("candidates", "发展对象"))
    for what, noun, unit, value in (
        ("for", "培训班", "期", None), ("times_of", "参训人次", "人次", of("present")),
    )
)  # fmt: skip

# --- topics ---

TOPICS_ALL = Measure(
    code="decision.topics", title="会议议题", source="R-LIFE-17", table=TOPICS, unit="个"
)
PASSED = Measure(
    code="decision.passed", title="表决通过的议题", source="R-LIFE-17", table=TOPICS, unit="个",
    where=among("passed", "yes"),
)  # fmt: skip
REFUSED = Measure(
    code="decision.not_passed", title="表决未通过的议题", source="R-LIFE-17", table=TOPICS,
    unit="个", where=among("passed", "no"),
)  # fmt: skip
