"""Problems, requests, wishes, weak organisations: found, settled, open, late; the rates."""

from __future__ import annotations

from jishi.cases.kinds import kind_of
from jishi.figures.columns import Columns, Mask
from jishi.figures.conditions import among, both, holds, of
from jishi.figures.declared import Measure, Where
from jishi.figures.tables.cases import CASES, CLUES, OPEN, STRUCK

_COUNTED = holds("counted")
_BOOKS = ("finding", "problem", "station", "task", "visit_problem")
SOURCE = "R-GOV-05"


def _late(rows: Columns, on: int) -> Mask:
    """Past the limit and not yet answered for."""
    due, answered = rows["due"], rows["answered"]
    late: Mask = (due > 0) & (due < on) & ~((answered > 0) & (answered <= on))
    return late


def _case(code: str, title: str, where: Where, source: str = SOURCE, *also: str) -> Measure:
    return Measure(
        code=code, title=title, source=source, table=CASES, unit="件", where=both(_COUNTED, where),
        also=also,
    )  # fmt: skip


def _open(code: str, title: str, where: Where, source: str = SOURCE, *also: str) -> Measure:
    return Measure(
        code=code, title=title, source=source, table=OPEN, unit="件", where=where, also=also
    )


def _struck(code: str, title: str, where: Where, source: str = SOURCE, *also: str) -> Measure:
    return Measure(
        code=code, title=title, source=source, table=STRUCK, unit="件", where=where, also=also
    )


class Book:
    """The three books of a kind: all, settled, open; with what is late and what came back."""

    def __init__(
        self, kind: str, code: str, noun: str, source: str, *also: str, came: str = "发现",
        gone: str = "销号",
    ) -> None:  # fmt: skip
        of_kind = among("kind", kind)
        self.code, self.noun, self.source, self.gone = code, noun, source, gone
        self.found = _case(f"{code}.found", f"{came}{noun}", of_kind, source,
                           *(f"{verb}{word}" for word in (noun, *also)
                             for verb in ("查摆", "梳理", "排查出", "收集")))  # fmt: skip
        self.solved = _case(f"{code}.solved", f"{came}后已解决的{noun}",
                            both(of_kind, holds("settled")), source)  # fmt: skip
        self.struck = _struck(f"{code}.struck", f"{gone}{noun}", of_kind, source,
                              *(f"{verb}{word}" for word in (noun, *also)
                                for verb in ("解决", "整改完成", "办结", "已整改")))  # fmt: skip
        self.in_time = _struck(f"{code}.struck_in_time", f"按期{gone}的{noun}",
                               both(of_kind, holds("in_time")), source)  # fmt: skip
        self.open = _open(f"{code}.open", f"未解决的{noun}", of_kind, source,
                          f"正在整改的{noun}", f"剩余{noun}")  # fmt: skip
        self.late = _open(f"{code}.late", f"超期的{noun}", both(of_kind, _late), source,
                          f"逾期{noun}")  # fmt: skip
        self.again = _case(f"{code}.again", f"{gone}后又打开的{noun}",
                           both(of_kind, holds("again")), source, f"反弹的{noun}")  # fmt: skip

    @property
    def all(self) -> tuple[Measure, ...]:
        return (self.found, self.solved, self.struck, self.in_time, self.open, self.late,
                self.again)  # fmt: skip


PROBLEM = Book("problem", "problem", "问题", "R-GOV-05", "突出问题", "短板弱项")
FINDING = Book("finding", "finding", "巡察督查问题", "R-GOV-05", "巡察反馈问题", "督查问题")
VISIT = Book("visit_problem", "visit_problem", "走访问题", "R-LIFE-28", "群众问题")
TASK = Book("task", "task", "交办事项", "R-LIFE-18", "督办事项")
STATION = Book("station", "station", "驻点问题", "R-LIFE-28")
WORKER = Book("worker_request", "worker_request", "职工诉求", "R-HOT-01", "职工意见", came="受理",
              gone="办结")  # fmt: skip
BOOKS = (PROBLEM, FINDING, VISIT, TASK, STATION, WORKER)
OF_BOOKS = tuple(measure for book in BOOKS for measure in book.all)

_PROBLEM = among("kind", "problem")
BY_SOURCE = tuple(
    _case(f"problem.source_{code}", f"{label}的问题", both(_PROBLEM, among("source", code)))
    for code, label in kind_of("problem").sources
)
BY_CLASS = tuple(
    _case(f"problem.class_{code}", f"{label}方面的问题", both(_PROBLEM, among("class", code)))
    for code, label in kind_of("problem").classes
)
BY_LEVEL = tuple(
    _case(f"problem.level_{code}", f"{label}查摆的问题", both(_PROBLEM, among("level", code)))
    for code, label in kind_of("problem").levels
)
LEGACY = _case("problem.legacy", "历史遗留问题", both(_PROBLEM, among("age", "legacy")))
LEGACY_SOLVED = _case("problem.legacy_solved", "已解决的历史遗留问题",
                      both(_PROBLEM, among("age", "legacy"), holds("settled")), SOURCE,
                      "解决历史遗留问题")  # fmt: skip
HOT = _case("problem.hot", "热点难点问题", both(_PROBLEM, among("age", "hot")))
HOT_SOLVED = _case("problem.hot_solved", "已解决的热点难点问题",
                   both(_PROBLEM, among("age", "hot"), holds("settled")), SOURCE,
                   "解决热点难点问题", "解决急难愁盼问题")  # fmt: skip
MECHANISMS = Measure(
    code="problem.mechanisms", title="形成长效机制", source=SOURCE, table=CASES, unit="项",
    where=both(_COUNTED, holds("mechanism")), also=("建立长效机制", "健全制度机制"),
)  # fmt: skip
FINDING_SOURCE = tuple(
    _case(f"finding.source_{code}", f"{label}发现的问题",
          both(among("kind", "finding"), among("source", code)))
    for code, label in kind_of("finding").sources
)  # fmt: skip
VISIT_CLASS = tuple(
    _case(f"visit_problem.class_{code}", f"{label}类走访问题",
          both(among("kind", "visit_problem"), among("class", code)), "R-LIFE-28")
    for code, label in kind_of("visit_problem").classes
)  # fmt: skip
SOLVED_ALL = _struck("problem.solved_all", "为群众和基层解决问题", among("kind", *_BOOKS), SOURCE,
                     "解决实际问题", "办实事")  # fmt: skip

# --- weak organisations ---

_WEAK = among("kind", "weak_organisation")


def _weak(code: str, title: str, where: Where, source: str, *also: str) -> Measure:
    return Measure(code=f"weak.{code}", title=title, source=source, table=CASES,
                   where=both(_COUNTED, _WEAK, where), also=also)  # fmt: skip


WEAK = _weak("found", "认定的软弱涣散党组织", _WEAK, "R-GOV-01", "排查软弱涣散党组织",
             "倒排软弱涣散党组织", "软弱涣散基层党组织")  # fmt: skip
WEAK_TURNED = _weak("converted_of_found", "认定后已转化的党组织", holds("settled"), "R-GOV-06")
WEAK_KEPT = _weak("kept", "转化后经回头看巩固的党组织", among("kept", "kept"), "R-GOV-06")
WEAK_AGAIN = _weak("again", "整顿后反弹的党组织", holds("again"), "R-GOV-06")
WEAK_ADVANCED = _weak("advanced", "整顿后达到先进的党组织", holds("advanced"), "R-GOV-06",
                      "由后进变先进的党组织")  # fmt: skip
WEAK_STRUCK = Measure(
    code="weak.converted", title="整顿转化的党组织", source="R-GOV-06", table=STRUCK, where=_WEAK,
    also=("转化升级党组织", "整顿软弱涣散党组织", "完成整顿的党组织"),
)  # fmt: skip
WEAK_OPEN = Measure(
    code="weak.open", title="正在整顿的党组织", source="R-GOV-01", table=OPEN, where=_WEAK
)
WEAK_STAFFED = Measure(
    code="weak.four_ones", title="“四个一”配齐的整顿党组织", source="R-GOV-05", table=OPEN,
    where=both(_WEAK, holds("staffed")), also=("落实“四个一”的党组织",),
)  # fmt: skip
WEAK_LATE = Measure(
    code="weak.late", title="超期未转化的党组织", source="R-GOV-06", table=OPEN,
    where=both(_WEAK, _late),
)  # fmt: skip

# --- requests, with the denominators the rates are shares of (R-HOT-02, R-HOT-03) ---

_REQUEST = among("kind", "request")


def _request(code: str, title: str, where: Where, source: str, *also: str) -> Measure:
    return _case(f"request.{code}", title, both(_REQUEST, where), source, *also)


REQUESTS = _request("received", "受理群众诉求", _REQUEST, "R-HOT-02", "接到群众诉求", "受理诉求",
                    "接诉", "受理工单")  # fmt: skip
ANSWERED = _request("responded", "按时响应的诉求", holds("responded"), "R-HOT-02", "按时联系诉求人")
SETTLED = _request("solved", "受理后已办结的诉求", holds("settled"), "R-HOT-01")
HEARD = _request("heard", "有效回访的诉求", holds("heard"), "R-HOT-03")
SAID_SOLVED = _request("said_solved", "回访答解决的诉求", holds("said_solved"), "R-HOT-03")
SATISFIED = _request("satisfied", "回访答满意的诉求", holds("satisfied"), "R-HOT-03")
REQUEST_CLASS = tuple(
    _request(f"class_{code}", f"{label}类诉求", among("class", code), "R-HOT-11")
    for code, label in kind_of("request").classes
)
REQUEST_STRUCK = _struck("request.struck", "办结群众诉求", _REQUEST, "R-HOT-01", "办理诉求",
                         "解决群众诉求")  # fmt: skip
REQUEST_IN_TIME = _struck("request.struck_in_time", "按期办结的诉求",
                          both(_REQUEST, holds("in_time")), "R-HOT-05")  # fmt: skip
REQUEST_DAYS = Measure(
    code="request.days", title="办结诉求所用天数", source="R-HOT-05", table=STRUCK, unit="天",
    where=_REQUEST, value=of("days"), shown=False,
)  # fmt: skip
REQUEST_OPEN = _open("request.open", "未办结的群众诉求", _REQUEST, "R-HOT-01")
REQUEST_LATE = _open("request.late", "超期的群众诉求", both(_REQUEST, _late), "R-HOT-05")
REQUEST_AGAIN = _request("again", "办结后又打开的诉求", holds("again"), "R-HOT-11")
REFUSED = Measure(
    code="request.refused", title="不予受理的诉求", source="R-HOT-10", table=CASES, unit="件",
    where=both(_REQUEST, among("counted", False)), note="含并入其他件的",
)  # fmt: skip
ONLINE = _request("online", "网上提交的诉求", among("door", "portal"), "R-HOT-01")
HOTLINE = _request("hotline", "热线转办的诉求", among("door", "hotline"), "R-HOT-01")

_WORKER = among("kind", "worker_request")
WORKER_HEARD = _case("worker_request.heard", "有效回访的职工诉求", both(_WORKER, holds("heard")),
                     "R-HOT-03")  # fmt: skip
WORKER_SATISFIED = _case("worker_request.satisfied", "回访答满意的职工诉求",
                         both(_WORKER, holds("satisfied")), "R-HOT-03")  # fmt: skip

# --- wishes, members that cannot be found, irregular admissions ---

_WISH = among("kind", "wish")
WISHES = _case("wish.collected", "征集微心愿", _WISH, "R-HOT-13", "收集微心愿", "发布微心愿")
WISHES_DONE = _case("wish.done_of_collected", "征集后已实现的微心愿",
                    both(_WISH, holds("settled")), "R-HOT-13")  # fmt: skip
WISHES_TAKEN = Measure(
    code="wish.waiting", title="未实现的微心愿", source="R-HOT-13", table=OPEN, unit="件",
    where=_WISH,
)  # fmt: skip
WISHES_STRUCK = _struck("wish.done", "实现微心愿", _WISH, "R-HOT-13", "认领并实现微心愿",
                        "点亮微心愿", "完成微心愿")  # fmt: skip
_LOST = among("kind", "lost_member")
SEARCHES = Measure(
    code="mobile.searches", title="开展失联党员查找", source="R-REL-17", table=CASES, unit="名",
    where=both(_COUNTED, _LOST), also=("排查失联党员",),
)  # fmt: skip
FOUND = Measure(
    code="mobile.lost_found", title="找到的失联党员", source="R-REL-17", table=CASES, unit="名",
    where=both(_COUNTED, _LOST, among("result", "found")), also=("取得联系的失联党员",),
)  # fmt: skip
SEARCHED = Measure(
    code="mobile.searches_ended", title="查找结束的失联党员", source="R-REL-17", table=STRUCK,
    unit="名", where=_LOST,
)  # fmt: skip
_IRREGULAR = among("kind", "irregular_admission")
IRREGULAR = _case("development.irregular", "违规入党排查", _IRREGULAR, "R-DEV-37",
                  "排查违规违纪发展党员问题")  # fmt: skip
IRREGULAR_DONE = _struck("development.irregular_handled", "办结的违规入党排查", _IRREGULAR,
                         "R-DEV-37", "处理违规发展党员")  # fmt: skip
NOT_RECOGNISED = _case("development.not_recognised", "报请不予承认的党员",
                       both(_IRREGULAR, among("result", "not_recognised")), "R-DEV-37")  # fmt: skip

# --- the narrow store: how many, nothing else ---


def _clue(code: str, title: str, where: Where, *also: str) -> Measure:
    return Measure(
        code=f"clue.{code}", title=title, source="R-DISP-18", table=CLUES, unit="件",
        where=both(holds("counted"), where), also=also, note="只有件数，不列明细",
    )  # fmt: skip


CLUES_ALL = _clue("received", "受理问题线索", among("kind", "clue"), "受理信访举报线索")
CLUES_DONE = _clue(
    "settled", "受理后已了结的线索", both(among("kind", "clue"), holds("settled")),
    "办结问题线索",
)  # fmt: skip
TALKS = _clue("talks", "提醒谈话", among("kind", "reminder_talk"), "谈话提醒", "廉政谈话")
